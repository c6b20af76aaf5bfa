package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The clients that listen for changes with {@code subscriptions/listen}: bounded in number. Thread-safe. */
final class Subscriptions implements McpCore.Listener {

  private static final int MOST_NAMES = 1_000;

  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<Subscription>> byUri = new ConcurrentHashMap<>();
  private final TaskDesk tasks;
  private final ResourceDesk resources;
  private final int most;

  Subscriptions(TaskDesk tasks, ResourceDesk resources, int most) {
    this.tasks = tasks;
    this.resources = resources;
    this.most = most;
  }

  int size() {
    return open.size();
  }

  /**
   * Performs {@code subscriptions/listen}: acknowledges, and sends what changes from then on.
   *
   * @return the way to end the subscription; it is to be called when the client is gone
   */
  Future<Runnable> listen(RpcMessage.Request request, Exchange exchange, Outlet outlet) {
    JsonNode filter = exchange.params().path("notifications");
    if (!filter.isObject()) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'notifications' must say what to listen for.");
    }
    if (open.size() >= most) {
      throw RpcFault.of(RpcError.INTERNAL, "All " + most + " subscriptions are in use; try again later.");
    }
    Set<String> wanted = names(filter, "taskIds");
    if (filter.has("taskIds")) {
      TaskDesk.requireAbility(exchange);
    }
    return known(wanted, exchange).map(taskIds -> {
      Subscription subscription = new Subscription(
          request.id(),
          filter.path("toolsListChanged").asBoolean(),
          filter.path("promptsListChanged").asBoolean(),
          filter.path("resourcesListChanged").asBoolean(),
          names(filter, "resourceSubscriptions"),
          taskIds,
          outlet);
      subscription.acknowledge();
      open.add(subscription);
      subscription.uris().forEach(uri -> byUri.computeIfAbsent(uri, key -> ConcurrentHashMap.newKeySet()).add(subscription));
      subscription.uris().forEach(resources::follow);
      return () -> remove(subscription);
    });
  }

  /** Ends all subscriptions, telling their clients. */
  void close() {
    for (Subscription subscription : open) {
      remove(subscription);
      subscription.outlet().send(subscription.end());
    }
  }

  @Override
  public void toolsChanged() {
    tell(Subscription::tools, subscription -> subscription.send("notifications/tools/list_changed"));
  }

  @Override
  public void promptsChanged() {
    tell(Subscription::prompts, subscription -> subscription.send("notifications/prompts/list_changed"));
  }

  @Override
  public void listChanged() {
    tell(Subscription::resources, subscription -> subscription.send("notifications/resources/list_changed"));
  }

  @Override
  public void updated(String uri) {
    Set<Subscription> watching = byUri.get(uri);
    if (watching != null) {
      watching.forEach(subscription ->
          subscription.send("notifications/resources/updated", JsonNodeFactory.instance.objectNode().put("uri", uri)));
    }
  }

  @Override
  public void taskChanged(McpTask task) {
    tell(subscription -> subscription.tasks().contains(task.id()), subscription -> {
      ObjectNode params = task.detailed();
      subscription.send("notifications/tasks", params);
    });
  }

  private void tell(Predicate<Subscription> whom, Consumer<Subscription> what) {
    open.stream().filter(whom).forEach(what);
  }

  private void remove(Subscription subscription) {
    if (!open.remove(subscription)) {
      return;
    }
    subscription.uris().forEach(resources::unfollow);
    for (String uri : subscription.uris()) {
      byUri.computeIfPresent(uri, (key, watching) -> {
        watching.remove(subscription);
        return watching.isEmpty() ? null : watching;
      });
    }
  }

  /** Those of the tasks that the client may see. */
  private Future<Set<String>> known(Set<String> ids, Exchange exchange) {
    Future<Set<String>> found = Future.succeededFuture(new LinkedHashSet<>());
    for (String id : ids) {
      found = found.compose(all -> tasks.find(id, exchange.principal()).map(task -> {
        task.ifPresent(seen -> all.add(id));
        return all;
      }));
    }
    return found;
  }

  private static Set<String> names(JsonNode filter, String member) {
    JsonNode given = filter.path(member);
    Set<String> names = new LinkedHashSet<>();
    given.forEach(name -> names.add(name.asText("")));
    if ((!given.isMissingNode() && !given.isArray()) || names.contains("") || given.size() > MOST_NAMES) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "'" + member + "' must be a list of at most " + MOST_NAMES + " names.");
    }
    return names;
  }
}
