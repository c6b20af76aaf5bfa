package io.roundhouse.runtime.engine;

import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.ModelRouting;
import io.roundhouse.runtime.ShadowPolicy;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.models.Embedder;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a runtime and makes it. Not thread-safe. */
public final class RuntimeBuilder {

  private final Vertx vertx;
  private Catalog catalog = Catalog.empty();
  private Clock clock = Clock.systemUTC();
  private BreakerPolicy breaker = BreakerPolicy.ofDefaults();
  private int maxRuns = 10_000;
  private final List<ToolMonitor> monitors = new ArrayList<>();
  private final Map<String, DeskRouting> desks = new HashMap<>();
  private @Nullable Journal journal;
  private @Nullable Embedder embedder;
  private @Nullable ModelRouting modelRouting;
  private RoleLibrary roles = RoleLibrary.builtIn();
  private final Map<String, ShadowPolicy> shadows = new HashMap<>();
  private Budget budget = new Budget(null, null, null, null);

  private RuntimeBuilder(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Starts to describe a runtime on this Vert.x instance, which stays the caller's to close. */
  public static RuntimeBuilder on(Vertx vertx) {
    return new RuntimeBuilder(vertx);
  }

  /** What the runtime hosts at first; nothing unless said. */
  public RuntimeBuilder catalog(Catalog newCatalog) {
    this.catalog = newCatalog;
    return this;
  }

  /** Where runs are recorded; in memory unless said, which survives nothing. The runtime closes it. */
  public RuntimeBuilder journal(Journal newJournal) {
    this.journal = newJournal;
    return this;
  }

  /** The clock events are stamped with and breakers read; the system's unless said. */
  public RuntimeBuilder clock(Clock newClock) {
    this.clock = newClock;
    return this;
  }

  /** When tools count as down and for how long. */
  public RuntimeBuilder breaker(BreakerPolicy newBreaker) {
    this.breaker = newBreaker;
    return this;
  }

  /** Watches a tool from the start on, in place of what was said about it before; the catalog may get the tool later. */
  public RuntimeBuilder monitor(ToolMonitor monitor) {
    monitors.removeIf(other -> other.tool().equals(monitor.tool()));
    monitors.add(monitor);
    return this;
  }

  /** The most runs under way at once; 10,000 unless said. One more is refused as rate-limited. */
  public RuntimeBuilder maxRuns(int newMaxRuns) {
    if (newMaxRuns < 1) {
      throw new IllegalArgumentException("max-runs is " + newMaxRuns + ", expected at least 1");
    }
    this.maxRuns = newMaxRuns;
    return this;
  }

  /** The most any run may use, whatever its request says; no limit of its own unless said. */
  public RuntimeBuilder budget(Budget most) {
    this.budget = most;
    return this;
  }

  /** What kept answers are compared by where a model's cache policy names a similarity; without one only equal questions count. */
  public RuntimeBuilder embedder(Embedder newEmbedder) {
    this.embedder = newEmbedder;
    return this;
  }

  /** How the front desk of this name decides; by words unless said. */
  public RuntimeBuilder desk(String name, DeskRouting routing) {
    desks.put(name, routing);
    return this;
  }

  /** Tries the other modes of a front desk on a sample of its requests; see {@link ShadowPolicy}. */
  public RuntimeBuilder shadow(String desk, ShadowPolicy policy) {
    shadows.put(desk, policy);
    return this;
  }

  /** How a model is chosen where nobody names one; the cheapest that has room unless said. */
  public RuntimeBuilder modelRouting(ModelRouting routing) {
    this.modelRouting = routing;
    return this;
  }

  /** What agents with a model are told in the roles they are given; those that come with the program unless said. */
  public RuntimeBuilder roles(RoleLibrary library) {
    this.roles = library;
    return this;
  }

  /** Makes the runtime. */
  public AgentRuntime build() {
    return new LocalRuntime(
        vertx,
        catalog,
        journal == null ? new InMemoryJournal() : journal,
        clock,
        breaker,
        maxRuns,
        List.copyOf(monitors),
        embedder,
        budget,
        new RoutingParts(desks, modelRouting, roles, shadows));
  }
}
