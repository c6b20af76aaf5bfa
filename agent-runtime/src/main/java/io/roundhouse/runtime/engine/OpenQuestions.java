package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of a run that wait for an answer, each recorded before it is shown and answered in the log before the answer counts.
 * Confined to the run's event loop, except for {@link #shown}.
 */
final class OpenQuestions {

  /** How many questions of bodies may be open at once in one run. */
  static final int MOST = 32;

  private static final String TIME = "the time budget";
  private static final Duration LONGEST = Duration.ofDays(1);

  private final RunScope scope;
  private final Signals signals;
  private final CallTimers timers;
  private final Map<String, Question> open = new LinkedHashMap<>();
  private volatile List<InputRequest> shown = List.of();
  private int asked;

  OpenQuestions(RunScope scope, Signals signals, CallTimers timers) {
    this.scope = scope;
    this.signals = signals;
    this.timers = timers;
  }

  /** {@code gate} tells a step of a graph that waits for approval, which has events of its own. */
  private record Question(String parent, InputRequest request, boolean gate, Promise<InputAnswer> answer, long timer) {

    RunEvent settledBy(InputAnswer given, String by) {
      return gate && request instanceof InputRequest.Approval approval
          ? new RunEvent.ApprovalAnswered(parent, approval.step(), isYes(given), by)
          : new RunEvent.InputAnswered(parent, request.id(), given, by);
    }
  }

  /** Whether an answer lets a step go on. */
  static boolean isYes(InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted accepted && accepted.content().path(InputRequest.APPROVED).asBoolean(true);
  }

  List<InputRequest> shown() {
    return shown;
  }

  /** Asks on behalf of a call, or answers from the log. */
  Future<InputAnswer> ask(String parent, InputRequest request) {
    InputRequest earlier = scope.recorded().question(request.id());
    if (earlier != null && !earlier.getClass().equals(request.getClass())) {
      return Future.failedFuture(new ToolException(FailureClass.CONTRACT_VIOLATION, "after the restart '" + parent
          + "' asked something else than it had asked; a body must ask the same questions for the same answers"));
    }
    InputAnswer recorded = scope.recorded().answer(request.id());
    if (recorded != null) {
      return Future.succeededFuture(recorded);
    }
    if (asked >= MOST) {
      return Future.failedFuture(new ToolException(
          FailureClass.RATE_LIMITED, MOST + " questions of this run are open, the most it may ask at once"));
    }
    asked++;
    Future<Void> logged = earlier != null ? Future.succeededFuture() : scope.record(List.of(new RunEvent.InputAsked(parent, request)));
    return logged
        .recover(ended -> Future.failedFuture(ended()))
        .compose(done -> show(parent, earlier != null ? earlier : request, false))
        .onComplete(settled -> asked--);
  }

  /** Shows a question that is in the log already. */
  Future<InputAnswer> show(String parent, InputRequest request, boolean gate) {
    if (scope.hasEnded()) {
      return Future.failedFuture(ended());
    }
    long timer = scope.hasTimeBudget() ? -1 : scope.vertx().setTimer(LONGEST.toMillis(), fired ->
        scope.context().runOnContext(now -> dismiss(request.id())));
    Question question = new Question(parent, request, gate, Promise.promise(), timer);
    open.put(request.id(), question);
    refresh();
    timers.hold(parent);
    signals.say(new RunSignal.InputAsked(request));
    return question.answer().future();
  }

  private void dismiss(String id) {
    Question question = open.remove(id);
    if (question != null) {
      settle(question, new InputAnswer.Dismissed(), TIME);
    }
  }

  /** Passes an answer on to whoever waits for it; says whether anybody did. */
  Future<Boolean> answer(String id, InputAnswer answer, String by) {
    Question question = open.get(id);
    if (question == null || scope.hasEnded()) {
      return Future.succeededFuture(false);
    }
    List<String> violations = violations(question.request(), answer);
    if (!violations.isEmpty()) {
      return Future.failedFuture(
          ToolException.badInput("the answer does not fit question '" + id + "': " + String.join("; ", violations)));
    }
    open.remove(id);
    return settle(question, answer, by);
  }

  /** The same for the step of a gate. */
  Future<Boolean> approve(String step, boolean approved, String by) {
    for (Question question : open.values()) {
      if (question.request() instanceof InputRequest.Approval approval && approval.step().equals(step)) {
        return answer(approval.id(), approved ? InputAnswer.Accepted.empty() : new InputAnswer.Declined(), by);
      }
    }
    return Future.succeededFuture(false);
  }

  private static List<String> violations(InputRequest request, InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted accepted
        ? request.asForm().map(form -> form.schema().violations(accepted.content())).orElse(List.of())
        : List.of();
  }

  private Future<Boolean> settle(Question question, InputAnswer answer, String by) {
    scope.vertx().cancelTimer(question.timer());
    refresh();
    return scope.record(List.of(question.settledBy(answer, by)))
        .onFailure(ended -> question.answer().tryFail(ended()))
        .map(recorded -> {
          tell(question, answer);
          return true;
        });
  }

  private void tell(Question question, InputAnswer answer) {
    timers.release(question.parent());
    signals.say(new RunSignal.InputAnswered(question.request().id()));
    question.answer().tryComplete(answer);
  }

  /** The run's time is up: takes all questions away and returns how the log tells that. */
  List<RunEvent> expire() {
    List<RunEvent> events = new ArrayList<>();
    for (Question question : open.values()) {
      events.add(question.settledBy(new InputAnswer.Dismissed(), TIME));
    }
    return events;
  }

  /** Tells those who wait that their time was up, once that is in the log. */
  void expired() {
    List<Question> all = List.copyOf(open.values());
    open.clear();
    refresh();
    for (Question question : all) {
      tell(question, new InputAnswer.Dismissed());
    }
  }

  /** The run has ended, or stops here to go on in the next process: nobody waits any more. */
  void close() {
    List<Question> all = List.copyOf(open.values());
    open.clear();
    refresh();
    for (Question question : all) {
      scope.vertx().cancelTimer(question.timer());
      question.answer().tryFail(ended());
    }
  }

  private void refresh() {
    shown = open.values().stream().map(Question::request).toList();
  }

  private static ToolException ended() {
    return new ToolException(FailureClass.DENIED, "the run has ended");
  }
}
