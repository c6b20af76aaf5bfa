package io.roundhouse.protocols.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.http.Endpoint;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.Routes;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.Target;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers OpenAI clients: model {@code auto} lets the controller choose, {@code agent:NAME} is an agent, any other name is a model of the
 * catalog. Thread-safe.
 *
 * <p>Each request is a run: budgeted, journaled, cancelled when its client goes away. Headers name the decision:
 * {@code x-roundhouse-run}, {@code -agent}, {@code -mode}, {@code -model} and {@code -decision}.
 */
public final class OpenAiEndpoint implements Endpoint {

  private final AgentRuntime runtime;
  private final OpenAiOptions options;
  private final AccessRules rules;
  private final Clock clock;
  private final Map<RunId, Decided> underWay = new ConcurrentHashMap<>();
  private final Runnable stopObserving;
  private volatile boolean closing;

  private OpenAiEndpoint(AgentRuntime runtime, OpenAiOptions options, AccessRules rules, Clock clock) {
    this.runtime = runtime;
    this.options = options;
    this.rules = rules;
    this.clock = clock;
    this.stopObserving = runtime.observe(entry -> {
      Decided decided = underWay.get(entry.run());
      if (decided != null) {
        decided.see(entry.event());
      }
    });
  }

  /** An endpoint over the catalog of this runtime. */
  public static OpenAiEndpoint of(AgentRuntime runtime, OpenAiOptions options) {
    return of(runtime, options, AccessRules.open());
  }

  /** An endpoint whose callers see and may ask what these rules allow. */
  public static OpenAiEndpoint of(AgentRuntime runtime, OpenAiOptions options, AccessRules rules) {
    return new OpenAiEndpoint(runtime, options, rules, Clock.systemUTC());
  }

  @Override
  public void mount(Routes routes) {
    routes.at(options.path() + "/chat/completions", OpenAiError.FORMAT, Map.of(HttpMethod.POST, context -> chat(context, routes)));
    routes.at(options.path() + "/models", OpenAiError.FORMAT, Map.of(HttpMethod.GET, this::models));
    routes.at(options.path() + "/models/:model", OpenAiError.FORMAT, Map.of(HttpMethod.GET, this::model));
  }

  @Override
  public Future<Void> close() {
    closing = true;
    stopObserving.run();
    return Future.succeededFuture();
  }

  private void chat(RoutingContext context, Routes routes) {
    if (closing) {
      throw Refusal.of(503, "closing", "The server is shutting down.").withHeader("Connection", "close");
    }
    routes.bodies().json(context).compose(body -> {
      ChatOrder order = ChatOrder.of(body, runtime.catalog());
      requireAllowed(Principal.of(context), order);
      String caller = Principal.of(context).authenticated() ? Principal.of(context).name() : "openai";
      RunRequest request = new RunRequest(order.target(), order.input(), null, caller, options.budget());
      return runtime.start(request).map(run -> answer(context, order, run));
    }).onFailure(cause -> context.fail(OpenAiError.of(cause)));
  }

  private void requireAllowed(Principal who, ChatOrder order) {
    switch (rules.check(who, order.target())) {
      case AccessRules.Verdict.Allowed allowed -> { }
      case AccessRules.Verdict.Hidden hidden -> throw ChatOrder.unknown(order.model());
      case AccessRules.Verdict.Lacking lacking -> throw Refusal.insufficientScope(lacking.needs());
    }
    boolean routed = order.target() instanceof Target.AgentTarget && order.model().equals(ChatOrder.AUTO);
    if (routed && !runtime.catalog().agents().stream().allMatch(agent -> mayAsk(who, agent.name()))) {
      throw Refusal.of(403, "denied", "You may not ask every agent here, so the controller cannot choose for you; name one as agent:NAME.");
    }
  }

  private boolean mayAsk(Principal who, String agent) {
    return rules.check(who, new Target.AgentTarget(agent)) instanceof AccessRules.Verdict.Allowed;
  }

  private Run answer(RoutingContext context, ChatOrder order, Run run) {
    ChatWords words = new ChatWords("chatcmpl-" + run.id().value(), clock.instant().getEpochSecond(), order);
    ChatExchange exchange = new ChatExchange(context, options, words, run);
    underWay.put(run.id(), exchange.decided());
    run.result().onComplete(done -> underWay.remove(run.id()));
    exchange.begin();
    return run;
  }

  private void models(RoutingContext context) {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    names(runtime.catalog(), Principal.of(context)).forEach(name -> data.add(entry(name)));
    Replies.json(context, 200, list);
  }

  private void model(RoutingContext context) {
    String name = context.pathParam("model");
    if (!names(runtime.catalog(), Principal.of(context)).contains(name)) {
      throw Refusal.of(404, "model-not-found", "There is no model of this name here; GET /v1/models lists those there are.");
    }
    Replies.json(context, 200, entry(name));
  }

  private List<String> names(Catalog catalog, Principal who) {
    List<String> names = new ArrayList<>();
    if (!catalog.agents().isEmpty() || !catalog.models().isEmpty()) {
      names.add(ChatOrder.AUTO);
    }
    catalog.agents().stream()
        .filter(agent -> !(rules.check(who, new Target.AgentTarget(agent.name())) instanceof AccessRules.Verdict.Hidden))
        .forEach(agent -> names.add(ChatOrder.AGENT + agent.name()));
    catalog.models().stream().filter(model -> !model.name().equals(ChatOrder.AUTO))
        .filter(model -> rules.check(who, new Target.ModelTarget(model.name())) instanceof AccessRules.Verdict.Allowed)
        .forEach(model -> names.add(model.name()));
    return names;
  }

  private static ObjectNode entry(String name) {
    return JsonNodeFactory.instance.objectNode().put("id", name).put("object", "model").put("created", 0).put("owned_by", "roundhouse");
  }
}
