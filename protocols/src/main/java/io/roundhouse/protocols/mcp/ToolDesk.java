package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.roundhouse.runtime.ToolException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lists and calls what the catalog offers. Thread-safe. */
final class ToolDesk {

  private static final String KEY = "io.roundhouse/idempotency-key";
  private static final String RUN = "run";

  private record Meter(String tool, String outcome) {}

  private final AgentRuntime runtime;
  private final McpOptions options;
  private final McpOffer terms;
  private final boolean all;
  private final MeterRegistry meters;
  private final Map<Meter, Timer> timers = new ConcurrentHashMap<>();
  private final ListPages pages;
  private final TaskDesk tasks;
  private volatile Offer offer;

  ToolDesk(AgentRuntime runtime, McpOptions options, McpOffer terms, TaskDesk tasks, MeterRegistry meters) {
    this.runtime = runtime;
    this.options = options;
    this.terms = terms;
    this.all = terms.visibility().equals(ToolVisibility.ALL);
    this.tasks = tasks;
    this.meters = meters;
    this.pages = new ListPages(options.pageSize());
    this.offer = Offer.of(runtime.catalog(), terms);
  }

  /** The version of the catalog in force, which changes with the list. */
  long version() {
    return runtime.catalog().version();
  }

  /** Performs {@code tools/list}. */
  Future<Reply> list(Exchange exchange, Round round) {
    Offer current = offer();
    List<ObjectNode> tools = exchange.modern() ? current.modern() : current.earlier();
    List<ObjectNode> seen = all ? tools : tools.stream().filter(tool -> isListed(exchange.principal(), tool)).toList();
    ObjectNode page = pages.page(exchange.params(), seen, "name", "tools");
    return Future.succeededFuture(new Reply.Done(page, new Reply.Freshness(options.listTtl().toMillis(), all)));
  }

  /** The headers that a call of this tool comes with; empty for a tool that nobody knows. */
  List<HeaderParameter> headers(String tool) {
    Offer.Entry entry = offer().tools().get(tool);
    return entry == null ? List.of() : entry.headers();
  }

  /** Performs {@code tools/call}. */
  Future<Reply> call(Exchange exchange, Round round) {
    String name = exchange.params().path("name").textValue();
    if (name == null) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'name' must be the name of a tool.");
    }
    Offer.Entry entry = entry(name, exchange.principal());
    JsonNode memo = round.memo();
    long start = System.nanoTime();
    Future<Reply> reply = memo == null
        ? begin(name, entry, exchange).compose(run -> first(run, entry, exchange, round))
        : Future.succeededFuture(tasks.waiting(memo.path(RUN).asText("")).orElseThrow(ToolDesk::gone))
            .compose(run -> turn(run, entry, exchange, round));
    return reply
        .recover(refused -> refused(name, refused))
        .onSuccess(done -> measure(name, done, System.nanoTime() - start));
  }

  private Future<Run> begin(String name, Offer.Entry entry, Exchange exchange) {
    JsonNode params = exchange.params();
    JsonNode arguments = params.hasNonNull("arguments") ? params.get("arguments") : JsonNodeFactory.instance.objectNode();
    if (!arguments.isObject()) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'arguments' must be a JSON object.");
    }
    if (entry.presentation().tasks() == TaskSupport.REQUIRED && !exchange.abilities().tasks()) {
      throw ModernError.missingCapability(Abilities.neededForTasks());
    }
    Budget budget = Budget.ofDefaults();
    RunRequest request = new RunRequest(entry.target(), arguments, exchange.principal().own(key(params, name)), exchange.caller(),
        exchange.abilities().tasks() ? budget.withMaxTime(options.tasks().ttl()) : budget, asking(exchange).attends())
        .withScopes(exchange.principal().scopes());
    return runtime.start(request);
  }

  private Future<Reply> first(Run run, Offer.Entry entry, Exchange exchange, Round round) {
    boolean atOnce = switch (entry.presentation().tasks()) {
      case ALWAYS, REQUIRED -> exchange.abilities().tasks();
      case NEVER, WHEN_SLOW -> false;
    };
    return atOnce ? postpone(run, entry, exchange) : turn(run, entry, exchange, round);
  }

  private Future<Reply> turn(Run run, Offer.Entry entry, Exchange exchange, Round round) {
    boolean mayBeTask = exchange.abilities().tasks() && entry.presentation().tasks() == TaskSupport.WHEN_SLOW;
    Duration longest = mayBeTask ? options.tasks().after() : null;
    return Turn.of(runtime, run, exchange, asking(exchange), round.answers(), longest).compose(end -> switch (end) {
      case Turn.End.Ended ended ->
          Future.succeededFuture(Reply.done(CallResult.of(run.id(), ended.result(), exchange.modern() && entry.anyResult())));
      case Turn.End.Asks asks -> {
        tasks.awaitAnswers(run);
        JsonNode memo = JsonNodeFactory.instance.objectNode().put(RUN, run.id().value());
        yield Future.succeededFuture(new Reply.Asks(asks.questions(), memo));
      }
      case Turn.End.Lacks lacks -> {
        run.cancel("the client cannot answer what the tool asks");
        yield Future.failedFuture(ModernError.missingCapability(lacks.capabilities()));
      }
      case Turn.End.Slow slow -> postpone(run, entry, exchange);
    });
  }

  private Future<Reply> postpone(Run run, Offer.Entry entry, Exchange exchange) {
    return Future.succeededFuture(new Reply.Postponed(tasks.create(run, exchange, asking(exchange), entry.anyResult())));
  }

  private Asking asking(Exchange exchange) {
    return new Asking(terms.approvals(), exchange.abilities(), exchange.principal());
  }

  private Offer.Entry entry(String name, Principal principal) {
    ToolVisibility.Access access = terms.visibility().of(principal, name);
    Offer.Entry entry = offer().tools().get(name);
    if (entry == null || access instanceof ToolVisibility.Access.Hidden) {
      throw unknown(name);
    }
    if (access instanceof ToolVisibility.Access.NeedsScope needs) {
      throw Refusal.of(403, "insufficient-scope", "This tool needs the scope '" + needs.scope() + "'.")
          .withHeader("WWW-Authenticate", needs.challenge());
    }
    return entry;
  }

  private boolean isListed(Principal principal, ObjectNode tool) {
    return terms.visibility().lists(principal, tool.path("name").asText());
  }

  private Offer offer() {
    Offer current = offer;
    if (current.version() != runtime.catalog().version()) {
      current = Offer.of(runtime.catalog(), terms);
      offer = current;
    }
    return current;
  }

  private static @Nullable String key(JsonNode params, String tool) {
    String given = params.path("_meta").path(KEY).textValue();
    return given == null ? null : "mcp:" + tool + ":" + given;
  }

  private static Future<Reply> refused(String name, Throwable failure) {
    if (failure instanceof ToolException refusal) {
      String message = refusal.getMessage() == null ? "the tool refused the call" : refusal.getMessage();
      return Future.succeededFuture(Reply.done(CallResult.failure(refusal.failureClass(), message)));
    }
    if (failure instanceof CatalogException) {
      return Future.failedFuture(unknown(name));
    }
    return Future.failedFuture(failure);
  }

  private static RpcFault unknown(String name) {
    String shown = name.length() > 128 ? name.substring(0, 128) + "..." : name;
    return RpcFault.of(RpcError.INVALID_PARAMS, "Unknown tool: " + shown);
  }

  private static RpcFault gone() {
    return RpcFault.of(RpcError.INVALID_PARAMS, "The call that this 'requestState' belongs to has ended; begin it anew.");
  }

  private void measure(String tool, Reply reply, long nanos) {
    String outcome = switch (reply) {
      case Reply.Done done -> done.result().path("isError").asBoolean() ? "error" : "ok";
      case Reply.Asks asks -> "input-required";
      case Reply.Postponed postponed -> "task";
    };
    timers.computeIfAbsent(new Meter(tool, outcome), key -> Timer.builder("roundhouse.mcp.calls")
        .description("Calls of tools by MCP clients")
        .tag("tool", key.tool())
        .tag("outcome", key.outcome())
        .register(meters)).record(nanos, TimeUnit.NANOSECONDS);
  }
}
