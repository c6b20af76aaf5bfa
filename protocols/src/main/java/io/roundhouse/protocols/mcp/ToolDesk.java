package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolException;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists and calls what the catalog offers, in the words of MCP but of no revision. Thread-safe. */
final class ToolDesk {

  private static final Logger LOG = LoggerFactory.getLogger(ToolDesk.class);
  private static final String KEY = "io.roundhouse/idempotency-key";

  private record Meter(String tool, String outcome) {}

  private final AgentRuntime runtime;
  private final MeterRegistry meters;
  private final ToolVisibility visibility;
  private final Map<Meter, Timer> timers = new ConcurrentHashMap<>();
  private volatile Offer offer;

  ToolDesk(AgentRuntime runtime, McpOffer terms, MeterRegistry meters) {
    this.runtime = runtime;
    this.visibility = terms.visibility();
    this.meters = meters;
    this.offer = Offer.of(runtime.catalog());
  }

  /** The version of the catalog in force, which changes with the list. */
  long version() {
    return runtime.catalog().version();
  }

  /** The result of {@code tools/list}: all tools that the client may see on one page, sorted by name. Must not be changed. */
  ObjectNode list(JsonNode params, Principal principal) {
    if (params.hasNonNull("cursor")) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "There is only one page of tools; ask without a 'cursor'.");
    }
    Offer all = offer();
    return visibility.equals(ToolVisibility.ALL) ? all.listing() : visible(all, principal);
  }

  private ObjectNode visible(Offer all, Principal principal) {
    ObjectNode listing = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = listing.putArray("tools");
    for (JsonNode tool : all.listing().path("tools")) {
      if (!(visibility.of(principal, tool.path("name").asText()) instanceof ToolVisibility.Access.Hidden)) {
        tools.add(tool);
      }
    }
    return listing;
  }

  /**
   * Performs {@code tools/call}.
   *
   * @param principal who asks
   * @param caller the name for the journal
   * @param began told the run once it is under way, so that it can be cancelled
   * @return the result of the method; fails with an {@link RpcFault}
   * @throws Refusal if the principal lacks the scope that the tool needs
   */
  Future<ObjectNode> call(JsonNode params, Principal principal, String caller, Consumer<Run> began) {
    String name = params.path("name").textValue();
    if (name == null) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'name' must be the name of a tool.");
    }
    JsonNode arguments = params.hasNonNull("arguments") ? params.get("arguments") : JsonNodeFactory.instance.objectNode();
    if (!arguments.isObject()) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'arguments' must be a JSON object.");
    }
    Target target = offer().targets().get(name);
    ToolVisibility.Access access = visibility.of(principal, name);
    if (target == null || access instanceof ToolVisibility.Access.Hidden) {
      throw unknown(name);
    }
    if (access instanceof ToolVisibility.Access.NeedsScope needs) {
      throw Refusal.of(403, "insufficient-scope", "This tool needs the scope '" + needs.scope() + "'.")
          .withHeader("WWW-Authenticate", needs.challenge());
    }
    long start = System.nanoTime();
    RunRequest request = new RunRequest(target, arguments, principal.own(key(params, name)), caller, Budget.ofDefaults());
    return runtime.start(request)
        .compose(run -> {
          began.accept(run);
          return run.result().map(result -> CallResult.of(run.id(), result));
        })
        .recover(refused -> Future.succeededFuture(refused(name, refused)))
        .onSuccess(result -> timer(name, result).record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
  }

  private Offer offer() {
    Offer current = offer;
    if (current.version() != runtime.catalog().version()) {
      current = Offer.of(runtime.catalog());
      offer = current;
    }
    return current;
  }

  private static @Nullable String key(JsonNode params, String tool) {
    String given = params.path("_meta").path(KEY).textValue();
    return given == null ? null : "mcp:" + tool + ":" + given;
  }

  private static ObjectNode refused(String name, Throwable failure) {
    if (failure instanceof ToolException refusal) {
      String message = refusal.getMessage() == null ? "the tool refused the call" : refusal.getMessage();
      return CallResult.failure(refusal.failureClass(), message);
    }
    if (failure instanceof CatalogException) {
      throw unknown(name);
    }
    LOG.error("tool '{}' could not be called", name, failure);
    throw new RpcFault(RpcError.internal());
  }

  private static RpcFault unknown(String name) {
    String shown = name.length() > 128 ? name.substring(0, 128) + "..." : name;
    return RpcFault.of(RpcError.INVALID_PARAMS, "Unknown tool: " + shown);
  }

  private Timer timer(String tool, ObjectNode result) {
    String outcome = result.path("isError").asBoolean() ? "error" : "ok";
    return timers.computeIfAbsent(new Meter(tool, outcome), key -> Timer.builder("roundhouse.mcp.calls")
        .description("Calls of tools by MCP clients")
        .tag("tool", key.tool())
        .tag("outcome", key.outcome())
        .register(meters));
  }
}
