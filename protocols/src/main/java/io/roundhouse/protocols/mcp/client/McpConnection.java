package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.protocols.http.BoundedJson;
import io.roundhouse.protocols.http.DownstreamHealth;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A supervised connection to one downstream MCP server. Thread-safe; all its work is done on one event loop.
 *
 * <p>While the server is gone, calls of its tools fail at once as an outage that names the time of the next attempt to connect.
 */
public final class McpConnection {

  /** Reads and writes what goes to and comes from servers; made here, so that its classes are not loaded on an event loop. */
  static final BoundedJson JSON = new BoundedJson(256);

  private static final Logger LOG = LoggerFactory.getLogger(McpConnection.class);

  private final Vertx vertx;
  private final McpServer server;
  private final Context context;
  private final Toolbox toolbox;
  private final Inventory inventory;
  private final Shelf shelf;
  private final List<FederatedOffer> offers = new CopyOnWriteArrayList<>();
  private final Lifeline lifeline;
  private final RemoteCalls calls;

  private McpConnection(Vertx vertx, McpServer server, MeterRegistry meters, Clock clock, Timers timers) {
    this.vertx = vertx;
    this.server = server;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.toolbox = new Toolbox(server, this::call);
    this.inventory = new Inventory(vertx, context, server, clock, timers, toolbox);
    this.shelf = new Shelf(server, clock, () -> offers.forEach(FederatedOffer::listsChanged));
    this.lifeline = new Lifeline(vertx, context, server, clock, timers, household());
    this.calls = new RemoteCalls(vertx, context, server, lifeline, toolbox, inventory, meters);
    Gauge.builder("roundhouse.mcp.client.connected", this, connection -> connection.isConnected() ? 1 : 0)
        .tag("server", server.name()).register(meters);
  }

  /**
   * Connects and learns the server's tools.
   *
   * <p>The future fails with an {@link McpServerException} if that does not succeed within the server's connect timeout, unless the
   * server is not required: then its approved tools, if any are known, are there and fail as an outage until it can be reached. Later
   * losses of the connection are repaired in the background.
   */
  public static Future<McpConnection> open(Vertx vertx, McpServer server, MeterRegistry meters) {
    return open(vertx, server, meters, Clock.systemUTC(), (wait, action) -> vertx.setTimer(wait.toMillis(), due -> action.run()));
  }

  static Future<McpConnection> open(Vertx vertx, McpServer server, MeterRegistry meters, Clock clock, Timers timers) {
    McpConnection connection = new McpConnection(vertx, server, meters, clock, timers);
    Promise<McpConnection> opened = Promise.promise();
    connection.context.runOnContext(on -> connection.lifeline.connect().onComplete(
        done -> opened.complete(connection),
        why -> {
          if (server.required()) {
            connection.close().onComplete(closed -> opened.fail(why));
          } else {
            connection.begin(why).onComplete(done -> opened.complete(connection));
          }
        }));
    return opened.future();
  }

  /** Who is at the other end. */
  public McpServer server() {
    return server;
  }

  /** The server's tools under their names in the catalog; they stay usable across reconnects. */
  public List<Tool> tools() {
    return toolbox.tools();
  }

  /** Puts the tools into the runtime's catalog, and from now on every change of them, too. */
  public void join(AgentRuntime runtime) {
    toolbox.join(runtime);
  }

  /**
   * Resources, prompts and completions of the server as sources for an MCP endpoint.
   *
   * @param sees whether somebody sees a prompt by its name here; for all resources the name is the server's prefix and {@code resources}
   */
  public FederatedOffer offer(BiPredicate<Principal, String> sees) {
    FederatedOffer offer = new FederatedOffer(this, sees);
    offers.add(offer);
    return offer;
  }

  /** What the server offers besides tools, asked for again if the server's promise is over. */
  Shelf.Stock stock() {
    if (shelf.isStale()) {
      context.runOnContext(on -> lifeline.ready().filter(attempt -> shelf.isStale()).ifPresent(shelf::refresh));
    }
    return shelf.stock();
  }

  /** Asks the server for something other than a call; completes on the caller's context. */
  Future<JsonNode> ask(String method, ObjectNode params) {
    Promise<JsonNode> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
    context.runOnContext(on -> lifeline.ready().ifPresentOrElse(
        attempt -> attempt.ask(method, params).onComplete(answer),
        () -> answer.fail(CallFault.notSent(FailureClass.OUTAGE, lifeline.gone()))));
    return answer.future();
  }

  /** Hears of changes of a resource from now on, or no longer; at most 1,000 are followed. */
  void follow(String uri, boolean on) {
    context.runOnContext(here -> lifeline.follow(uri, on));
  }

  /** Whether calls reach the server now. */
  public boolean isConnected() {
    return lifeline.ready().isPresent();
  }

  /** When the next attempt to connect is due; empty while connected. */
  public Optional<Instant> retryAt() {
    return lifeline.retryAt();
  }

  /** The process of a stdio server; empty for other transports and while there is none. */
  public OptionalLong pid() {
    return lifeline.current().map(Attempt::pid).orElse(OptionalLong.empty());
  }

  /** How the server is doing, for the health page. */
  public DownstreamHealth health() {
    return new DownstreamHealth(server.name(), isConnected(), isConnected() ? toolbox.summary() : lifeline.absence());
  }

  /** Ends the connection and a stdio server's process: closes its input, then asks it to end, then ends it. */
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(on -> {
      inventory.close();
      lifeline.close().onComplete(done);
    });
    return done.future();
  }

  /** The tools that wait for a person's approval. */
  public List<Held> held() {
    return toolbox.held();
  }

  /** The revision that is spoken now; empty while there is no connection. */
  public Optional<String> revision() {
    return lifeline.current().flatMap(Attempt::agreement).map(Agreement::revision);
  }

  /**
   * Looks at the definitions of the tools again, as after a change of the approvals or of the tools next to them; the future succeeds
   * when the tools are as they should be.
   */
  public Future<Void> review() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(on -> inventory.review().onComplete(done));
    return done.future();
  }

  /** Goes on without a server that is not needed at once: with the tools it is known to have. */
  private Future<Void> begin(Throwable why) {
    LOG.warn("{}; going on without it", why.getMessage());
    lifeline.retryLater();
    return inventory.takeApproved().otherwiseEmpty();
  }

  private Future<ToolResult> call(String remote, ToolCall call) {
    return calls.call(remote, call);
  }

  private Lifeline.Household household() {
    return new Lifeline.Household() {
      @Override
      public Future<Void> take(Listing tools) {
        return inventory.take(tools);
      }

      @Override
      public String ready(Attempt attempt) {
        shelf.refresh(attempt);
        return toolbox.summary();
      }

      @Override
      public void toolsChanged(Attempt attempt) {
        inventory.refresh(attempt);
      }

      @Override
      public void offersChanged(Attempt attempt) {
        shelf.refresh(attempt);
      }

      @Override
      public void updated(String uri) {
        offers.forEach(offer -> offer.updated(uri));
      }
    };
  }
}
