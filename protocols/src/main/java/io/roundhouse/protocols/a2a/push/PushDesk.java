package io.roundhouse.protocols.a2a.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.task.StreamEvent;
import io.roundhouse.protocols.a2a.task.TaskFeeds;
import io.roundhouse.protocols.a2a.task.TaskView;
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
import java.util.Iterator;
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
  /** How many tasks are caught up with at a time. */
  private static final int LANES = 8;

  private final AgentRuntime runtime;
  private final TaskFeeds feeds;
  private final PushOptions options;
  private final TargetGuard guard;
  private final Webhooks webhooks;
  private final Notes notes;
  private final Progress progress;
  private final Map<String, Fan> watched = new ConcurrentHashMap<>();
  private final Runnable stopObserving;

  private PushDesk(AgentRuntime runtime, TaskFeeds feeds, PushOptions options, TargetGuard.Names names) {
    this.runtime = runtime;
    this.feeds = feeds;
    this.options = options;
    this.notes = runtime.journal().notes();
    this.progress = new Progress(notes);
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
    }).compose(kept -> {
      Fan fan = watched.get(task);
      if (fan != null) {
        fan.remove(key(task, id));
      }
      return watch(task);
    }).map(watching -> config);
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
    Fan fan = watched.get(task);
    if (fan != null) {
      fan.remove(key(task, id));
    }
    return notes.remove(SHELF, key(task, id)).compose(removed -> progress.over(key(task, id)))
        .map(removed -> JsonNodeFactory.instance.objectNode());
  }

  private Future<SortedMap<String, JsonNode>> all(String task) {
    return notes.list(SHELF, task + "/", options.maxPerTask() + 1);
  }

  private static String key(String task, String id) {
    return task + "/" + id;
  }

  /** Tells webhooks what an earlier process left unsaid of tasks that have ended; those of the others are told when their run goes on. */
  public Future<Void> catchUp() {
    return progress.all().compose(due -> {
      Iterator<String> tasks = due.keySet().stream().map(key -> key.substring(0, key.indexOf('/'))).distinct().iterator();
      for (int lane = 0; lane < LANES; lane++) {
        tellOfEnded(tasks);
      }
      return Future.<Void>succeededFuture();
    }).recover(broken -> {
      LOG.warn("what webhooks were not told by an earlier process could not be read", broken);
      return Future.succeededFuture();
    });
  }

  private void tellOfEnded(Iterator<String> tasks) {
    String task;
    synchronized (tasks) {
      if (!tasks.hasNext()) {
        return;
      }
      task = tasks.next();
    }
    runtime.trace(new RunId(task)).compose(entries -> entries.isEmpty() || entries.getLast().event() instanceof RunEvent.End
        ? tellRest(task, TaskView.events(entries)) : Future.<Void>succeededFuture())
        .onFailure(broken -> LOG.warn("what webhooks of task {} were not told could not be read", task, broken))
        .onComplete(told -> tellOfEnded(tasks));
  }

  private Future<Void> tellRest(String task, List<StreamEvent> events) {
    return deliveries(task, true).compose(deliveries -> Future.join(deliveries.entrySet().stream().map(one -> {
      events.forEach(one.getValue()::offer);
      return one.getValue().drained().compose(drained -> progress.over(one.getKey()));
    }).toList())).mapEmpty();
  }

  /** The webhooks of a task, each to go on where it was left; all of them, or only those that were left somewhere. */
  private Future<Map<String, Delivery>> deliveries(String task, boolean leftOnly) {
    return all(task).compose(known -> progress.of(task).map(reached -> {
      Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
      known.forEach((key, config) -> {
        if (!leftOnly || reached.containsKey(key)) {
          deliveries.put(key, new Delivery(runtime.vertx(), webhooks, notes, options, key, config, Progress.place(reached.get(key))));
        }
      });
      return deliveries;
    }));
  }

  /** A run of an earlier process goes on: its webhooks want to hear of it. */
  private void onEvent(JournalEntry entry) {
    if (entry.event() instanceof RunEvent.Resumed) {
      String task = entry.run().value();
      watch(task).onFailure(broken -> LOG.warn("the webhooks of task {} could not be read", task, broken));
    }
  }

  private Future<Void> watch(String task) {
    Run run = runtime.run(new RunId(task)).orElse(null);
    return run == null ? Future.succeededFuture() : deliveries(task, false).compose(found -> {
      if (found.isEmpty()) {
        return Future.succeededFuture();
      }
      Fan fan = new Fan(() -> watched.remove(task));
      Fan earlier = watched.putIfAbsent(task, fan);
      Fan fanned = earlier == null ? fan : earlier;
      Future<Void> begun = fanned.add(found);
      return earlier != null ? begun : feeds.underWay(run).compose(live -> {
        live.follow(fan, fan.leastReached(), false);
        return fan.begun();
      });
    });
  }

  @Override
  public void close() {
    stopObserving.run();
    webhooks.close();
  }
}
