package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.ToolException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a run that one request sees: until the run has ended, waits for the client, or takes too long.
 *
 * <p>Confined to the event loop that it begins on.
 */
final class Turn {

  /** How long after a question others may follow that are asked together with it. */
  private static final long GATHERING_MILLIS = 40;
  /** How long the signals of a run that ended at once may be on their way. */
  private static final long TRAILING_MILLIS = 10;

  /** How the turn ended. */
  sealed interface End {

    /** The run has ended. */
    record Ended(RunResult result) implements End {}

    /** The run waits for answers that the client can give. */
    record Asks(List<InputRequest> questions) implements End {}

    /** The run waits for an answer that this client cannot give. */
    record Lacks(ObjectNode capabilities) implements End {}

    /** The run goes on, and the time for this turn is up. */
    record Slow() implements End {}
  }

  private final AgentRuntime runtime;
  private final Context context;
  private final Run run;
  private final Exchange exchange;
  private final Asking asking;
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, JsonNode> answers;
  private final Set<String> delivered = new HashSet<>();
  private final Promise<End> end = Promise.promise();
  private final List<Runnable> cleanUp = new ArrayList<>();
  private boolean gathering;

  private Turn(AgentRuntime runtime, Run run, Exchange exchange, Asking asking, Map<String, JsonNode> answers) {
    this.runtime = runtime;
    this.context = runtime.vertx().getOrCreateContext();
    this.run = run;
    this.exchange = exchange;
    this.asking = asking;
    this.answers = answers;
  }

  /**
   * Follows a run; called on an event loop.
   *
   * @param asking how the client is asked
   * @param answers what the client has answered, by the questions' keys; delivered as the run asks
   * @param longest how long the turn may take; null for as long as the run does
   * @return fails with an {@link RpcFault} if an answer does not fit its question
   */
  static Future<End> of(
      AgentRuntime runtime, Run run, Exchange exchange, Asking asking, Map<String, JsonNode> answers, @Nullable Duration longest) {
    Future<RunResult> result = run.result();
    if (result.succeeded() && !exchange.isFollowed()) {
      return Future.succeededFuture(new End.Ended(result.result()));
    }
    Turn turn = new Turn(runtime, run, exchange, asking, answers);
    turn.begin(longest);
    return turn.end.future();
  }

  private void begin(@Nullable Duration longest) {
    boolean over = run.result().isComplete();
    cleanUp.add(exchange.cancellation().onCancel(() -> run.cancel(reason())));
    cleanUp.add(run.listen(signal -> context.runOnContext(on -> follow(signal))));
    end.future().onComplete(done -> cleanUp.forEach(Runnable::run));
    run.result().onComplete(ended -> context.runOnContext(on -> {
      End how = new End.Ended(ended.result());
      if (over) {
        runtime.vertx().setTimer(TRAILING_MILLIS, due -> end.tryComplete(how));
      } else {
        end.tryComplete(how);
      }
    }));
    if (longest != null) {
      long timer = runtime.vertx().setTimer(Math.max(1, longest.toMillis()), due -> end.tryComplete(new End.Slow()));
      cleanUp.add(() -> runtime.vertx().cancelTimer(timer));
    }
    look();
  }

  private void follow(RunSignal signal) {
    switch (signal) {
      case RunSignal.Progress progress -> exchange.progress(progress.done(), progress.total(), progress.message());
      case RunSignal.Log log -> exchange.log(log.level(), log.logger(), log.data());
      case RunSignal.Partial partial -> { }
      case RunSignal.InputAsked asked -> look();
      case RunSignal.InputAnswered answered -> {
        String link = links.remove(answered.id());
        if (link != null) {
          exchange.completed(link);
        }
      }
    }
  }

  private void look() {
    if (end.future().isComplete()) {
      return;
    }
    List<InputRequest> pending = run.pending();
    for (InputRequest question : pending) {
      JsonNode answer = answers.get(Questions.key(question, pending));
      if (answer != null && !delivered.contains(question.id())) {
        deliver(question, answer);
      }
    }
    if (!gathering && !open().isEmpty()) {
      gathering = true;
      runtime.vertx().setTimer(GATHERING_MILLIS, due -> {
        gathering = false;
        settle();
      });
    }
  }

  private void deliver(InputRequest question, JsonNode result) {
    delivered.add(question.id());
    try {
      InputRequest shown = asking.shown(run, question);
      InputAnswer answer = Questions.answer(shown, result);
      if (!Asking.isOnItsWay(question, shown, answer)) {
        answer(question, answer);
      } else if (shown instanceof InputRequest.Link link) {
        links.put(question.id(), link.url());
      }
    } catch (RpcFault e) {
      end.tryFail(e);
    }
  }

  private void answer(InputRequest question, InputAnswer answer) {
    runtime.answer(run.id(), question.id(), answer, exchange.caller()).onFailure(refused -> end.tryFail(refused instanceof ToolException
        ? RpcFault.of(RpcError.INVALID_PARAMS, String.valueOf(refused.getMessage()))
        : refused));
  }

  private List<InputRequest> open() {
    return run.pending().stream().filter(question -> !delivered.contains(question.id())).toList();
  }

  private void settle() {
    List<InputRequest> open = open();
    List<InputRequest> askable = open.stream()
        .map(question -> asking.shown(run, question))
        .filter(exchange.abilities()::answers)
        .toList();
    List<InputRequest> beyond = open.stream()
        .filter(question -> !exchange.abilities().answers(question) && !isForAnybody(question))
        .toList();
    if (end.future().isComplete()) {
      return;
    }
    if (!askable.isEmpty()) {
      beyond.forEach(question -> answer(question, new InputAnswer.Dismissed()));
      end.tryComplete(new End.Asks(askable));
    } else if (!beyond.isEmpty()) {
      end.tryComplete(new End.Lacks(Abilities.needed(beyond.get(0))));
    }
  }

  /** Whether somebody other than the client can answer too, over the pages of the run. */
  private static boolean isForAnybody(InputRequest question) {
    return question instanceof InputRequest.Approval || question instanceof InputRequest.Choice;
  }

  private String reason() {
    String reason = exchange.cancellation().reason();
    return reason == null ? "the client went away" : reason;
  }
}
