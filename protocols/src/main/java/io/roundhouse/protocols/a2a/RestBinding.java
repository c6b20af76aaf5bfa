package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.ErrorTable;
import io.roundhouse.protocols.a2a.wire.FieldNames;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The HTTP+JSON binding (A2A specification 1.0.1, section 11). Thread-safe. */
final class RestBinding {

  static final String TYPE = "application/a2a+json";

  private static final Set<String> QUERY = Set.of("contextId", "status", "pageSize", "pageToken", "historyLength", "statusTimestampAfter",
      "includeArtifacts", "tenant", "context_id", "page_size", "page_token", "history_length", "status_timestamp_after",
      "include_artifacts");

  private final A2aService service;
  private final Caller caller;
  private final SseOutlet outlet;
  private final A2aMeter meter;
  private final ErrorTable table;

  RestBinding(A2aService service, Caller caller, SseOutlet outlet, A2aMeter meter, ErrorTable table) {
    this.service = service;
    this.caller = caller;
    this.outlet = outlet;
    this.meter = meter;
    this.table = table;
  }

  /** One operation as the request's line names it; fields of the path are in {@code path}. */
  record Call(Operation operation, ObjectNode path) {}

  /** The operation that a path below an agent's address means; null if it means none. */
  static @Nullable Call call(HttpMethod method, String rest) {
    List<String> steps = Arrays.stream(rest.split("/", -1)).filter(step -> !step.isEmpty()).map(RestBinding::decoded).toList();
    ObjectNode path = JsonNodeFactory.instance.objectNode();
    if (!steps.isEmpty() && !isBegin(steps.getFirst()) && steps.size() > 1) {
      path.put("tenant", steps.getFirst());
      steps = steps.subList(1, steps.size());
    }
    Operation operation = operation(method, steps, path);
    return operation == null ? null : new Call(operation, path);
  }

  private static boolean isBegin(String step) {
    return step.startsWith("message:") || step.equals("tasks") || step.equals("extendedAgentCard");
  }

  private static @Nullable Operation operation(HttpMethod method, List<String> steps, ObjectNode path) {
    boolean get = method.equals(HttpMethod.GET);
    boolean post = method.equals(HttpMethod.POST);
    if (steps.size() == 1) {
      return switch (steps.getFirst()) {
        case "message:send" -> post ? Operation.SEND_MESSAGE : null;
        case "message:stream" -> post ? Operation.SEND_STREAMING_MESSAGE : null;
        case "tasks" -> get ? Operation.LIST_TASKS : null;
        case "extendedAgentCard" -> get ? Operation.GET_EXTENDED_CARD : null;
        default -> null;
      };
    }
    if (steps.size() < 2 || steps.size() > 4 || !steps.getFirst().equals("tasks")) {
      return null;
    }
    String task = steps.get(1);
    if (steps.size() == 2) {
      if (task.endsWith(":cancel")) {
        path.put("id", task.substring(0, task.length() - ":cancel".length()));
        return post ? Operation.CANCEL_TASK : null;
      }
      if (task.endsWith(":subscribe")) {
        path.put("id", task.substring(0, task.length() - ":subscribe".length()));
        return post || get ? Operation.SUBSCRIBE_TO_TASK : null;
      }
      path.put("id", task);
      return get ? Operation.GET_TASK : null;
    }
    if (!steps.get(2).equals("pushNotificationConfigs")) {
      return null;
    }
    path.put("taskId", task);
    if (steps.size() == 3) {
      return post ? Operation.CREATE_PUSH_CONFIG : get ? Operation.LIST_PUSH_CONFIGS : null;
    }
    path.put("id", steps.get(3));
    return get ? Operation.GET_PUSH_CONFIG : method.equals(HttpMethod.DELETE) ? Operation.DELETE_PUSH_CONFIG : null;
  }

  private static String decoded(String step) {
    return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Answers one request. */
  void handle(RoutingContext context, HostedAgent agent, Call call, Routes routes) {
    A2aMeter.Sample sample = meter.begin(agent.name());
    CallScope scope = caller.scope(context, agent);
    try {
      caller.requireVersion(context.request());
    } catch (A2aFault refused) {
      sample.error();
      refuse(context, refused);
      return;
    }
    params(context, call, routes)
        .compose(params -> perform(context, scope, call.operation(), params))
        .onComplete(
            done -> sample.ok(call.operation().wire()),
            failure -> {
              sample.error();
              refuse(context, meter.fault(failure));
            });
  }

  private Future<?> perform(RoutingContext context, CallScope scope, Operation operation, JsonNode params) {
    caller.announce(context, scope);
    if (operation.isStreaming()) {
      return service.stream(operation, params, scope).onSuccess(flow -> outlet.flow(context, flow, event -> event));
    }
    return service.perform(operation, params, scope).onSuccess(result -> reply(context, 200, result));
  }

  private static Future<ObjectNode> params(RoutingContext context, Call call, Routes routes) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    Future<JsonNode> body = context.request().method().equals(HttpMethod.POST)
        ? routes.bodies().json(context, Set.of(TYPE, "application/json"), isOptional(call.operation()))
        : Future.succeededFuture(params);
    if (!context.request().method().equals(HttpMethod.POST)) {
      context.queryParams().forEach(entry -> {
        if (QUERY.contains(entry.getKey())) {
          params.put(entry.getKey(), entry.getValue());
        }
      });
    }
    return body.map(given -> {
      if (!given.isObject()) {
        throw Refusal.of(400, "invalid-request", "The body must be a JSON object.");
      }
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      FieldNames.camel(given).properties().forEach(field -> all.set(field.getKey(), field.getValue()));
      call.path().properties().forEach(field -> all.set(field.getKey(), field.getValue()));
      return all;
    });
  }

  private static boolean isOptional(Operation operation) {
    return operation == Operation.CANCEL_TASK || operation == Operation.SUBSCRIBE_TO_TASK;
  }

  private void refuse(RoutingContext context, A2aFault fault) {
    reply(context, fault.error().http(table), fault.toHttp(table));
  }

  /** Clients that ask for the binding's own media type get it; the others get plain JSON, which the test kit and many clients expect. */
  private static void reply(RoutingContext context, int status, JsonNode body) {
    boolean own = Routes.mediaTypes(context, "Accept").contains(TYPE)
        || Routes.mediaTypes(context, "Content-Type").contains(TYPE);
    Replies.bytes(context, status, own ? TYPE : "application/json", Buffer.buffer(body.toString()));
  }
}
