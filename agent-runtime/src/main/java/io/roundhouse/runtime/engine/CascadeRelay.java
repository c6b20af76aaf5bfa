package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.routers.models.cascade.Answer;
import io.roundhouse.routers.models.cascade.Ladder;
import io.roundhouse.routers.models.cascade.NextAsk;
import io.roundhouse.runtime.CascadeJudge;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has several models answer one question, one after the other or side by side, until one answer stands. Every question is a call of its
 * own, budgeted and journaled; a model that fails counts as one that said nothing. Single use; confined to the run's event loop.
 */
final class CascadeRelay {

  private static final String CALL = "model";

  private final RunScope scope;
  private final LocalRuntime host;
  private final ChatRequest request;
  private final AnswerJudge judge;
  private final Map<String, ModelAnswer> said = new HashMap<>();
  private @Nullable Throwable lastFailure;
  private int rounds;

  CascadeRelay(RunScope scope, LocalRuntime host, ChatRequest request, JsonNode output) {
    this.scope = scope;
    this.host = host;
    this.request = request;
    this.judge = new AnswerJudge(scope, host, request, output);
  }

  Future<ModelAnswer> answer(ModelCascade cascade) {
    return announced(cascade).compose(recorded -> switch (cascade) {
      case ModelCascade.Gate gate -> gate(gate, List.of());
      case ModelCascade.Rungs rungs -> climb(rungs, List.of());
    });
  }

  private Future<Void> announced(ModelCascade cascade) {
    if (scope.recorded().outcome("routed:") != null) {
      return Future.succeededFuture();
    }
    ObjectNode decision = JsonNodeFactory.instance.objectNode();
    ArrayNode models = decision.putArray("models");
    cascade.models().forEach(models::add);
    if (cascade instanceof ModelCascade.Rungs rungs) {
      decision.put("judge", rungs.judge().describe());
    }
    return scope.recordWithNext(List.of(switch (cascade) {
      case ModelCascade.Gate gate -> new RunEvent.Routed("", Target.ModelTarget.AUTO, "AGREEMENT_GATE",
          "Cheap models answer first, and a strong one where they differ.", decision);
      case ModelCascade.Rungs rungs -> new RunEvent.Routed("", Target.ModelTarget.AUTO, "CASCADE",
          "Models answer from cheap to dear until a judge is content.", decision);
    }));
  }

  private Future<ModelAnswer> gate(ModelCascade.Gate gate, List<Answer> answers) {
    return switch (gate.rule().after(answers)) {
      case NextAsk.Give give -> give(give, answers);
      case NextAsk.Ask ask -> roundEnded(ask.reason())
          .compose(recorded -> Future.join(ask.models().stream().map(this::ask).toList()))
          .compose(done -> {
            List<Answer> all = new ArrayList<>(answers);
            ask.models().forEach(model -> all.add(Answer.of(model, text(model))));
            return gate(gate, all);
          });
    };
  }

  private Future<ModelAnswer> climb(ModelCascade.Rungs rungs, List<Ladder.Judged> judged) {
    return switch (rungs.rule().after(judged)) {
      case NextAsk.Give give -> give(give, judged.stream().map(Ladder.Judged::answer).toList());
      case NextAsk.Ask ask -> {
        String model = ask.models().getFirst();
        yield roundEnded(ask.reason())
            .compose(recorded -> ask(model))
            .compose(done -> judged(rungs, model, judged.size() + 1 == rungs.rule().models().size()))
            .compose(next -> {
              List<Ladder.Judged> all = new ArrayList<>(judged);
              all.add(next);
              return climb(rungs, all);
            });
      }
    };
  }

  private Future<Ladder.Judged> judged(ModelCascade.Rungs rungs, String model, boolean last) {
    Answer answer = Answer.of(model, text(model));
    return last && rungs.judge() instanceof CascadeJudge.ByAgreement && said.containsKey(model)
        ? Future.succeededFuture(Ladder.Judged.unjudged(answer))
        : judge.judge(rungs.judge(), model, said.get(model)).map(verdict -> new Ladder.Judged(answer, verdict));
  }

  /** The answer that stands; where its model failed, the first that anybody gave. */
  private Future<ModelAnswer> give(NextAsk.Give give, List<Answer> answers) {
    Optional<String> model = said.containsKey(give.answer().model())
        ? Optional.of(give.answer().model())
        : answers.stream().map(Answer::model).filter(said::containsKey).findFirst();
    if (model.isEmpty()) {
      Throwable failure = lastFailure;
      return Future.failedFuture(failure == null ? ToolException.badInput("no model was asked") : failure);
    }
    ModelAnswer answer = said.get(model.get());
    boolean meant = model.get().equals(give.answer().model());
    String reason = meant ? give.reason() : give.answer().model() + " failed, so another answer stands.";
    ObjectNode facts = JsonNodeFactory.instance.objectNode().put("disagreement", give.disagreement());
    return scope.recordWithNext(List.of(new RunEvent.ModelChosen(CALL, Target.ModelTarget.AUTO, model.get(), reason, facts))).map(answer);
  }

  private Future<Void> ask(String name) {
    Optional<Model> model = host.catalog().model(name);
    if (model.isEmpty()) {
      lastFailure = ToolException.badInput("there is no model '" + name + "' here");
      return Future.succeededFuture();
    }
    return new ModelCaller(scope, host).chat(CALL + "/" + name, model.get(), request, null).transform(done -> {
      if (done.succeeded()) {
        said.put(name, done.result());
      } else if (scope.hasEnded()) {
        return Future.failedFuture(done.cause());
      } else {
        lastFailure = done.cause();
      }
      return Future.succeededFuture();
    });
  }

  private String text(String model) {
    ModelAnswer answer = said.get(model);
    return answer == null ? "" : answer.text();
  }

  private Future<Void> roundEnded(String note) {
    return scope.recordWithNext(List.of(new RunEvent.RoundEnded(CALL, ++rounds, false, note)));
  }
}
