package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Lists and fills in the prompts of the sources. Thread-safe. */
final class PromptDesk {

  private final List<PromptSource> sources;
  private final ListPages pages;
  private final long listTtlMillis;

  PromptDesk(List<PromptSource> sources, McpOptions options) {
    this.sources = List.copyOf(sources);
    this.pages = new ListPages(options.pageSize());
    this.listTtlMillis = options.listTtl().toMillis();
  }

  /** Performs {@code prompts/list}. */
  Future<Reply> list(Exchange exchange, Round round) {
    List<ObjectNode> all = new ArrayList<>();
    sources.forEach(source -> all.addAll(source.prompts(exchange.principal())));
    all.sort(Comparator.comparing(prompt -> prompt.path("name").asText()));
    return Future.succeededFuture(new Reply.Done(
        pages.page(exchange.params(), all, "name", "prompts"), new Reply.Freshness(listTtlMillis, false)));
  }

  /** Performs {@code prompts/get}; the memo holds the questions and answers of earlier rounds. */
  Future<Reply> get(Exchange exchange, Round round) {
    JsonNode params = exchange.params();
    String name = params.path("name").textValue();
    if (name == null) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'name' must be the name of a prompt.");
    }
    JsonNode arguments = params.hasNonNull("arguments") ? params.get("arguments") : JsonNodeFactory.instance.objectNode();
    requireStrings(arguments);
    Map<String, JsonNode> results = new HashMap<>();
    JsonNode memo = round.memo();
    if (memo != null) {
      memo.properties().forEach(entry -> results.put(entry.getKey(), entry.getValue()));
    }
    results.putAll(round.answers());
    return fill(name, arguments, results, new HashMap<>(), exchange);
  }

  private Future<Reply> fill(
      String name, JsonNode arguments, Map<String, JsonNode> results, Map<String, InputAnswer> answers, Exchange exchange) {
    return get(name, arguments, answers, exchange.principal(), 0).compose(found -> switch (found.orElseThrow(
        () -> RpcFault.of(RpcError.INVALID_PARAMS, "There is no prompt with this 'name'."))) {
      case PromptSource.Filled.Messages messages -> Future.succeededFuture(Reply.done(messages.result()));
      case PromptSource.Filled.Asks asks -> {
        List<InputRequest> open = asks.questions().stream().filter(question -> !results.containsKey(question.id())).toList();
        if (open.isEmpty()) {
          boolean more = false;
          for (InputRequest question : asks.questions()) {
            JsonNode result = Objects.requireNonNull(results.get(question.id()));
            more |= answers.put(question.id(), Questions.answer(question, result)) == null;
          }
          yield more
              ? fill(name, arguments, results, answers, exchange)
              : Future.failedFuture(new IllegalStateException("prompt '" + name + "' asks again what was answered"));
        }
        yield Future.succeededFuture(asks(open, results, exchange));
      }
    });
  }

  private static Reply asks(List<InputRequest> open, Map<String, JsonNode> results, Exchange exchange) {
    for (InputRequest question : open) {
      if (!exchange.abilities().answers(question)) {
        throw ModernError.missingCapability(Abilities.needed(question));
      }
    }
    ObjectNode memo = JsonNodeFactory.instance.objectNode();
    results.forEach(memo::set);
    return new Reply.Asks(open, memo);
  }

  /** Values for an argument of a prompt. */
  Future<Optional<List<String>>> complete(String prompt, String argument, String value, Principal caller) {
    return complete(prompt, argument, value, caller, 0);
  }

  /** Calls this whenever the prompts of any source have changed. */
  Runnable watch(Runnable changed) {
    List<Runnable> stops = sources.stream().map(source -> source.watch(changed)).toList();
    return () -> stops.forEach(Runnable::run);
  }

  private Future<Optional<PromptSource.Filled>> get(
      String name, JsonNode arguments, Map<String, InputAnswer> answers, Principal caller, int from) {
    return from == sources.size()
        ? Future.succeededFuture(Optional.empty())
        : sources.get(from).get(name, arguments, answers, caller).compose(found ->
            found.isPresent() ? Future.succeededFuture(found) : get(name, arguments, answers, caller, from + 1));
  }

  private Future<Optional<List<String>>> complete(String prompt, String argument, String value, Principal caller, int from) {
    return from == sources.size()
        ? Future.succeededFuture(Optional.empty())
        : sources.get(from).complete(prompt, argument, value, caller).compose(found ->
            found.isPresent() ? Future.succeededFuture(found) : complete(prompt, argument, value, caller, from + 1));
  }

  private static void requireStrings(JsonNode arguments) {
    boolean strings = arguments.isObject();
    for (JsonNode value : arguments) {
      strings &= value.isTextual();
    }
    if (!strings) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'arguments' must be an object of strings.");
    }
  }
}
