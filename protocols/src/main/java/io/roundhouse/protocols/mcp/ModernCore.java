package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.LogLevel;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Revision 2026-07-28, whatever carries its messages: every request stands for itself. Thread-safe. */
final class ModernCore {

  static final String VERSION = "2026-07-28";
  static final List<String> VERSIONS = List.of(VERSION);

  private static final String META = "io.modelcontextprotocol/";
  private static final String VERSION_KEY = META + "protocolVersion";
  private static final String CAPABILITIES_KEY = META + "clientCapabilities";
  private static final String CLIENT_KEY = META + "clientInfo";
  private static final String LOG_KEY = META + "logLevel";
  private static final String SERVER_KEY = META + "serverInfo";

  private final McpCore core;
  private final Subscriptions subscriptions;
  private final RequestState state;
  private final Map<String, McpHandler> own;
  private final ObjectNode serverInfo;

  ModernCore(McpCore core) {
    this.core = core;
    McpOptions options = core.options();
    this.subscriptions = new Subscriptions(core.tasks(), core.resources(), options.streams().mostSubscriptions());
    this.state = new RequestState(options.tasks().stateSecret(), options.tasks().stateTtl(), InstantSource.system());
    this.serverInfo = serverInfo(options.identity());
    this.own = Map.of(
        "server/discover", this::discover,
        "tasks/get", core.tasks()::get,
        "tasks/update", core.tasks()::update,
        "tasks/cancel", core.tasks()::cancel);
    core.listen(subscriptions);
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  /** Whether a message with these parameters says itself that it is of a revision without sessions. */
  static boolean claims(@Nullable JsonNode params) {
    return params != null && params.path("_meta").has(VERSION_KEY);
  }

  /** The version that the parameters name; null if they name none. */
  static @Nullable String version(JsonNode params) {
    return params.path("_meta").path(VERSION_KEY).textValue();
  }

  /**
   * Checks what every request has to bring along.
   *
   * @throws RpcFault if something is missing, or the version is none of ours
   */
  static void requireMeta(JsonNode params) {
    JsonNode meta = params.path("_meta");
    if (!meta.path(VERSION_KEY).isTextual() || !meta.path(CAPABILITIES_KEY).isObject()) {
      throw RpcFault.of(
          RpcError.INVALID_PARAMS, "Every request needs '" + VERSION_KEY + "' and '" + CAPABILITIES_KEY + "' in its '_meta'.");
    }
  }

  static void requireVersion(JsonNode params) {
    String version = params.path("_meta").path(VERSION_KEY).asText();
    if (!VERSION.equals(version)) {
      throw ModernError.unsupportedVersion(version, VERSIONS);
    }
  }

  boolean knows(String method) {
    return own.containsKey(method) || method.equals("subscriptions/listen") || core.handler(method).isPresent();
  }

  /**
   * Answers a request through the outlet, the last message being the response. Called on an event loop, after the checks above.
   *
   * @param cancellation given when the client is gone or does not wait any more
   */
  void handle(RpcMessage.Request request, Principal principal, Outlet outlet, Cancellation cancellation) {
    Future<ObjectNode> response;
    try {
      Exchange exchange = exchange(request, principal, outlet, cancellation);
      if (request.method().equals("subscriptions/listen")) {
        subscriptions.listen(request, exchange, outlet)
            .onSuccess(cancellation::onCancel)
            .onFailure(refused -> outlet.fail(request.id(), refused));
        return;
      }
      response = answer(request, exchange);
    } catch (RuntimeException e) {
      response = Future.failedFuture(e);
    }
    response.onComplete(
        result -> {
          if (cancellation.isCancelled()) {
            outlet.close();
          } else {
            outlet.send(RpcMessage.success(request.id(), result));
          }
        },
        failure -> outlet.fail(request.id(), failure));
  }

  private Future<ObjectNode> answer(RpcMessage.Request request, Exchange exchange) {
    String method = request.method();
    McpHandler handler = own.containsKey(method) ? own.get(method) : core.handler(method).orElse(null);
    if (handler == null) {
      throw RpcFault.of(RpcError.METHOD_NOT_FOUND, "There is no method of this name.");
    }
    JsonNode params = exchange.params();
    JsonNode memo = null;
    if (params.has("requestState")) {
      memo = state.open(params.path("requestState").asText(""), method, params, exchange.principal().name());
    }
    Map<String, JsonNode> answers = method.equals("tasks/update") ? Map.of() : Questions.responses(params);
    return handler.handle(exchange, new Round(memo, answers)).map(reply -> switch (reply) {
      case Reply.Done done -> complete(done);
      case Reply.Asks asks -> {
        ObjectNode result = typed("input_required");
        result.set("inputRequests", Questions.requests(asks.questions()));
        yield result.put("requestState", state.seal(asks.memo(), method, params, exchange.principal().name()));
      }
      case Reply.Postponed postponed -> {
        ObjectNode result = typed("task");
        postponed.task().properties().forEach(field -> result.set(field.getKey(), field.getValue()));
        yield result;
      }
    });
  }

  private Exchange exchange(RpcMessage.Request request, Principal principal, Outlet outlet, Cancellation cancellation) {
    JsonNode params = request.paramsOrEmpty();
    JsonNode meta = params.path("_meta");
    LogLevel level = null;
    if (meta.has(LOG_KEY)) {
      level = Exchange.level(meta.path(LOG_KEY).asText(""));
      if (level == null) {
        throw RpcFault.of(RpcError.INVALID_PARAMS, "'" + LOG_KEY + "' is no level of the log.");
      }
    }
    String caller = principal.caller(Handshake.caller(meta.path(CLIENT_KEY)));
    return new Exchange(
        params, principal, caller, true, Abilities.of(meta.path(CAPABILITIES_KEY)), level, outlet, cancellation);
  }

  private Future<Reply> discover(Exchange exchange, Round round) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    VERSIONS.forEach(result.putArray("supportedVersions")::add);
    ObjectNode capabilities = result.putObject("capabilities");
    capabilities.putObject("tools").put("listChanged", true);
    capabilities.putObject("prompts").put("listChanged", true);
    capabilities.putObject("resources").put("subscribe", true).put("listChanged", true);
    capabilities.putObject("completions");
    capabilities.putObject("logging");
    capabilities.putObject("extensions").putObject(Abilities.TASKS);
    String instructions = core.options().identity().instructions();
    if (instructions != null) {
      result.put("instructions", instructions);
    }
    return Future.succeededFuture(new Reply.Done(result, new Reply.Freshness(core.options().listTtl().toMillis(), true)));
  }

  private ObjectNode complete(Reply.Done done) {
    ObjectNode result = typed("complete");
    done.result().properties().forEach(field -> {
      if (field.getKey().equals("_meta")) {
        field.getValue().properties().forEach(entry -> ((ObjectNode) result.path("_meta")).set(entry.getKey(), entry.getValue()));
      } else {
        result.set(field.getKey(), field.getValue());
      }
    });
    Reply.Freshness freshness = done.freshness();
    if (freshness != null) {
      result.put("ttlMs", freshness.ttlMillis()).put("cacheScope", freshness.shared() ? "public" : "private");
    }
    return result;
  }

  private ObjectNode typed(String type) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", type);
    result.putObject("_meta").set(SERVER_KEY, serverInfo);
    return result;
  }

  private static ObjectNode serverInfo(McpOptions.Identity identity) {
    ObjectNode info = JsonNodeFactory.instance.objectNode().put("name", identity.name()).put("version", identity.version());
    if (identity.title() != null) {
      info.put("title", identity.title());
    }
    Icon.add(info, identity.icons());
    return info;
  }
}
