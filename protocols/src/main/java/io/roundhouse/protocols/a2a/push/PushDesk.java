package io.roundhouse.protocols.a2a.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.protocols.a2a.task.TaskFeeds;
import io.roundhouse.protocols.a2a.task.TaskStream;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.Fields;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Notes;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of tasks: kept beside the runs, so that they outlive a restart, and told of everything that happens to their task.
 * Thread-safe.
 */
public final class PushDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PushDesk.class);
  private static final String SHELF = "a2a-push";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:~-]{1,128}");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final Pattern ONE_LINE = Pattern.compile("[\\x20-\\x7e]{0,4096}");
  private static final int LARGEST_PAGE = 100;

  private final AgentRuntime runtime;
  private final TaskFeeds feeds;
  private final PushOptions options;
  private final TargetGuard guard;
  private final Webhooks webhooks;
  private final Notes notes;
  private final Map<String, Map<String, Delivery>> watched = new ConcurrentHashMap<>();
  private final Runnable stopObserving;

  private PushDesk(AgentRuntime runtime, TaskFeeds feeds, PushOptions options, TargetGuard.Names names) {
    this.runtime = runtime;
    this.feeds = feeds;
    this.options = options;
    this.notes = runtime.journal().notes();
    this.guard = new TargetGuard(names, options.allowedTargets());
    this.webhooks = new Webhooks(runtime.vertx(), guard, options.timeout());
    this.stopObserving = runtime.observe(this::onEvent);
  }

  /** A desk for the tasks of this runtime. */
  public static PushDesk of(AgentRuntime runtime, TaskFeeds feeds, PushOptions options) {
    return new PushDesk(runtime, feeds, options, TargetGuard.system(runtime.vertx()));
  }

  static PushDesk of(AgentRuntime runtime, TaskFeeds feeds, PushOptions options, TargetGuard.Names names) {
    return new PushDesk(runtime, feeds, options, names);
  }

  /** Checks a webhook as a client describes it; throws an {@link A2aFault} if it cannot be taken. */
  public void check(JsonNode config) {
    if (!config.isObject()) {
      throw A2aFault.badField("taskPushNotificationConfig", "A push notification configuration must be an object.");
    }
    String complaint = guard.complaint(Fields.text(config, "url"));
    if (complaint != null) {
      throw A2aFault.badField("url", complaint);
    }
    String id = Fields.text(config, "id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      throw A2aFault.badField("id", "The field 'id' must have at most 128 letters, digits or one of _ . : ~ -.");
    }
    JsonNode authentication = config.path("authentication");
    if (authentication.isObject()
        && (!SCHEME.matcher(Fields.text(authentication, "scheme")).matches()
            || !ONE_LINE.matcher(Fields.text(authentication, "credentials")).matches())) {
      throw A2aFault.badField("authentication", "The field 'authentication' needs a scheme such as Bearer, and credentials in one line.");
    }
    if (!ONE_LINE.matcher(Fields.text(config, "token")).matches()) {
      throw A2aFault.badField("token", "The field 'token' must be one line.");
    }
  }

  /** Adds a webhook to a task, in place of one with the same id. */
  public Future<JsonNode> create(String task, JsonNode given) {
    String given0 = Fields.text(given, "id");
    String id = given0.isEmpty() ? UUID.randomUUID().toString() : given0;
    ObjectNode config = JsonNodeFactory.instance.objectNode().put("id", id).put("taskId", task).put("url", Fields.text(given, "url"));
    if (!Fields.text(given, "token").isEmpty()) {
      config.put("token", Fields.text(given, "token"));
    }
    if (given.path("authentication").isObject()) {
      config.putObject("authentication")
          .put("scheme", Fields.text(given.get("authentication"), "scheme"))
          .put("credentials", Fields.text(given.get("authentication"), "credentials"));
    }
    return all(task).compose(known -> {
      if (known.size() >= options.maxPerTask() && !known.containsKey(key(task, id))) {
        throw A2aError.RATE_LIMITED.fault("This task has " + options.maxPerTask() + " webhooks, the most it takes.");
      }
      return notes.put(SHELF, key(task, id), config);
    }).compose(kept -> watch(task)).map(watching -> config);
  }

  /** The webhook of this id. */
  public Future<JsonNode> get(String task, String id) {
    return notes.get(SHELF, key(task, id)).map(found -> found.orElseThrow(
        () -> A2aError.TASK_NOT_FOUND.fault("This task has no push notification configuration with this id.")));
  }

  /** The webhooks of a task, page by page. */
  public Future<JsonNode> list(String task, JsonNode request) {
    Integer size = Fields.integer(request, "pageSize");
    int limit = size == null || size < 1 ? LARGEST_PAGE : Math.min(size, LARGEST_PAGE);
    String after = Fields.text(request, "pageToken");
    return all(task).map(known -> {
      List<JsonNode> rest = known.values().stream().filter(config -> config.path("id").asText("").compareTo(after) > 0).toList();
      List<JsonNode> shown = rest.subList(0, Math.min(limit, rest.size()));
      ObjectNode page = JsonNodeFactory.instance.objectNode();
      ArrayNode configs = page.putArray("configs");
      shown.forEach(configs::add);
      return page.put("nextPageToken", rest.size() > limit ? shown.getLast().path("id").asText("") : "");
    });
  }

  /** Removes a webhook; one that is not there is removed already. */
  public Future<JsonNode> delete(String task, String id) {
    Map<String, Delivery> deliveries = watched.get(task);
    if (deliveries != null) {
      Delivery delivery = deliveries.remove(key(task, id));
      if (delivery != null) {
        delivery.stop();
      }
    }
    return notes.remove(SHELF, key(task, id)).map(removed -> JsonNodeFactory.instance.objectNode());
  }

  private Future<SortedMap<String, JsonNode>> all(String task) {
    return notes.list(SHELF, task + "/", options.maxPerTask() + 1);
  }

  private static String key(String task, String id) {
    return task + "/" + id;
  }

  /** A run of an earlier process goes on: its webhooks want to hear of it. */
  private void onEvent(JournalEntry entry) {
    if (entry.event() instanceof RunEvent.Resumed) {
      String task = entry.run().value();
      all(task).compose(known -> known.isEmpty() ? Future.succeededFuture() : watch(task))
          .onFailure(broken -> LOG.warn("the webhooks of task {} could not be read", task, broken));
    }
  }

  private Future<Void> watch(String task) {
    Run run = runtime.run(new RunId(task)).orElse(null);
    return run == null ? Future.succeededFuture() : all(task).compose(known -> {
      Map<String, Delivery> fresh = new ConcurrentHashMap<>();
      Map<String, Delivery> earlier = watched.putIfAbsent(task, fresh);
      Map<String, Delivery> deliveries = earlier == null ? fresh : earlier;
      known.forEach((key, config) -> deliveries.computeIfAbsent(key, name ->
          new Delivery(runtime.vertx(), webhooks, notes, options, name, config)));
      return earlier == null ? feeds.underWay(run).map(live -> {
        live.follow(new Fan(task, deliveries), null, false);
        return null;
      }) : Future.succeededFuture();
    });
  }

  /** Passes a task's events to its webhooks; the task itself, which comes first, is no news. */
  private final class Fan implements TaskStream {

    private final String task;
    private final Map<String, Delivery> deliveries;
    private boolean first = true;

    Fan(String task, Map<String, Delivery> deliveries) {
      this.task = task;
      this.deliveries = deliveries;
    }

    @Override
    public void event(StreamEvent event) {
      if (!first || event.json().at("/task/status/state").asText("").matches("TASK_STATE_(?!SUBMITTED|WORKING).*")) {
        deliveries.values().forEach(delivery -> delivery.offer(event.json()));
      }
      first = false;
    }

    @Override
    public void end() {
      watched.remove(task, deliveries);
    }
  }

  @Override
  public void close() {
    stopObserving.run();
    webhooks.close();
  }
}
