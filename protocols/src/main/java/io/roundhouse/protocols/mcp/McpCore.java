package io.roundhouse.protocols.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.runtime.AgentRuntime;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What clients of every revision and over every transport are offered, and who hears when it changes. Thread-safe. */
final class McpCore {

  private static final long CHANGES_TOGETHER_MILLIS = 50;
  private static final long SWEEP_MILLIS = 30_000;

  /** Hears what has changed for all clients. */
  interface Listener extends ResourceSource.Watcher {
    void toolsChanged();

    void promptsChanged();

    void taskChanged(McpTask task);
  }

  private final Vertx vertx;
  private final McpOptions options;
  private final ToolDesk tools;
  private final PromptDesk prompts;
  private final ResourceDesk resources;
  private final TaskDesk tasks;
  private final Map<String, McpHandler> handlers;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean resourcesMoved = new AtomicBoolean();
  private final List<Runnable> stops = new ArrayList<>();
  private final AtomicBoolean announcing = new AtomicBoolean();
  private final AtomicLong announcedVersion;

  McpCore(AgentRuntime runtime, McpOptions options, McpOffer offer, MeterRegistry meters) {
    this.vertx = runtime.vertx();
    this.options = options;
    this.tasks = new TaskDesk(runtime, options.tasks(), InstantSource.system());
    this.tools = new ToolDesk(runtime, options, offer, tasks, meters);
    List<PromptSource> promptSources = new ArrayList<>(offer.prompts());
    promptSources.add(new AgentPrompts(runtime));
    this.prompts = new PromptDesk(promptSources, options);
    List<ResourceSource> resourceSources = new ArrayList<>(offer.resources());
    resourceSources.add(new RunResources(runtime));
    this.resources = new ResourceDesk(resourceSources, options);
    CompletionDesk completions = new CompletionDesk(prompts, resources);
    this.handlers = Map.of(
        "tools/list", tools::list,
        "tools/call", tools::call,
        "resources/list", resources::list,
        "resources/templates/list", resources::templates,
        "resources/read", resources::read,
        "prompts/list", prompts::list,
        "prompts/get", prompts::get,
        "completion/complete", completions::complete);
    this.announcedVersion = new AtomicLong(tools.version());
    watch(runtime);
  }

  McpOptions options() {
    return options;
  }

  ToolDesk tools() {
    return tools;
  }

  TaskDesk tasks() {
    return tasks;
  }

  ResourceDesk resources() {
    return resources;
  }

  /** The handler of a method that every revision has. */
  Optional<McpHandler> handler(String method) {
    return Optional.ofNullable(handlers.get(method));
  }

  /** Tells the listener from now on what changes. */
  void listen(Listener listener) {
    listeners.add(listener);
  }

  void close() {
    stops.forEach(Runnable::run);
  }

  private void watch(AgentRuntime runtime) {
    stops.add(runtime.onCatalogChange(newest -> announceSoon()));
    long sweep = vertx.setPeriodic(SWEEP_MILLIS, due -> tasks.sweep());
    stops.add(() -> vertx.cancelTimer(sweep));
    tasks.onChange(task -> listeners.forEach(listener -> listener.taskChanged(task)));
    stops.add(prompts.watch(() -> listeners.forEach(Listener::promptsChanged)));
    stops.add(resources.watch(new ResourceSource.Watcher() {
      @Override
      public void listChanged() {
        resourcesMoved.set(true);
        announceSoon();
      }

      @Override
      public void updated(String uri) {
        listeners.forEach(listener -> listener.updated(uri));
      }
    }));
  }

  /** Changes that come close together, as when a server's tools join one by one, are told once. */
  private void announceSoon() {
    if (announcing.compareAndSet(false, true)) {
      vertx.setTimer(CHANGES_TOGETHER_MILLIS, due -> {
        announcing.set(false);
        announce();
      });
    }
  }

  private void announce() {
    long version = tools.version();
    if (announcedVersion.getAndSet(version) != version) {
      listeners.forEach(Listener::toolsChanged);
      listeners.forEach(Listener::promptsChanged);
    }
    if (resourcesMoved.getAndSet(false)) {
      listeners.forEach(Listener::listChanged);
    }
  }
}
