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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The questions of a run that wait for an answer, each recorded before it is shown and answered in the log before the answer counts.
 * Confined to the run's event loop, except for {@link #shown}.
 */
final class OpenQuestions {

  /** How many questions of bodies may be open at once in one run. */
  static final int MOST = 32;

  private static final String TIME = "the time budget";
  private static final String RUN = "the run, which needs no answer any more";
  private static final Duration LONGEST = Duration.ofDays(1);

  private final RunScope scope;
  private final Signals signals;
  private final CallTimers timers;
  private final Map<String, Question> open = new LinkedHashMap<>();
  /** Choices that are on their way into the log, and still wanted. */
  private final Set<String> announced = new HashSet<>();
  private volatile List<InputRequest> shown = List.of();
  private int asked;

  OpenQuestions(RunScope scope, Signals signals, CallTimers timers) {
    this.scope = scope;
    this.signals = signals;
    this.timers = timers;
  }

  /** What an answer must be like, and how the log tells it. */
  private record Rules(Function<InputAnswer, List<String>> violations, BiFunction<InputAnswer, String, List<RunEvent>> log) {}

  private record Question(String parent, InputRequest request, Rules rules, Promise<InputAnswer> answer, long timer) {

    List<String> violations(InputAnswer given) {
      List<String> unfit = given instanceof InputAnswer.Accepted accepted
          ? request.asForm().map(form -> form.schema().violations(accepted.content())).orElse(List.of())
          : List.of();
      return unfit.isEmpty() ? rules.violations().apply(given) : unfit;
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
        .compose(done -> {
          InputRequest shownOne = earlier != null ? earlier : request;
          return show(parent, shownOne, new Rules(given -> List.of(), answered(parent, shownOne)));
        })
        .onComplete(settled -> asked--);
  }

  /** Asks a person how a graph shall go on. */
  Future<InputAnswer> choose(
      String parent,
      InputRequest.Choice choice,
      Function<InputAnswer, List<String>> violations,
      BiFunction<InputAnswer, String, List<RunEvent>> consequences) {
    boolean known = choice.equals(scope.recorded().question(choice.id()));
    Future<Void> logged = known ? Future.succeededFuture() : scope.record(List.of(new RunEvent.InputAsked(parent, choice)));
    BiFunction<InputAnswer, String, List<RunEvent>> log = (given, by) -> {
      List<RunEvent> events = new ArrayList<>(answered(parent, choice).apply(given, by));
      events.addAll(consequences.apply(given, by));
      return events;
    };
    announced.add(choice.id());
    return logged
        .recover(ended -> Future.failedFuture(ended()))
        .compose(done -> {
          Future<InputAnswer> answer = show(parent, choice, new Rules(violations, log));
          if (!announced.remove(choice.id())) {
            withdraw(choice.id());
          }
          return answer;
        });
  }

  /** Shows the gate of a step; that it is asked is in the log already. */
  Future<InputAnswer> approval(String parent, InputRequest.Approval approval) {
    return show(parent, approval, new Rules(given -> List.of(), (given, by) ->
        List.of(new RunEvent.ApprovalAnswered(parent, approval.step(), isYes(given), by))));
  }

  private static BiFunction<InputAnswer, String, List<RunEvent>> answered(String parent, InputRequest request) {
    return (given, by) -> List.of(new RunEvent.InputAnswered(parent, request.id(), given, by));
  }

  private Future<InputAnswer> show(String parent, InputRequest request, Rules rules) {
    if (scope.hasEnded()) {
      return Future.failedFuture(ended());
    }
    long timer = scope.hasTimeBudget() ? -1 : scope.vertx().setTimer(LONGEST.toMillis(), fired ->
        scope.context().runOnContext(now -> dismiss(request.id(), TIME)));
    Question question = new Question(parent, request, rules, Promise.promise(), timer);
    open.put(request.id(), question);
    refresh();
    timers.hold(parent);
    signals.say(new RunSignal.InputAsked(request));
    return question.answer().future();
  }

  /** Nobody has to answer the question any more. */
  void withdraw(String id) {
    announced.remove(id);
    dismiss(id, RUN);
  }

  private void dismiss(String id, String by) {
    Question question = open.remove(id);
    if (question != null && !scope.hasEnded()) {
      settle(question, new InputAnswer.Dismissed(), by);
    }
  }

  /** Passes an answer on to whoever waits for it; says whether anybody did. */
  Future<Boolean> answer(String id, InputAnswer answer, String by) {
    Question question = open.get(id);
    if (question == null || scope.hasEnded()) {
      return Future.succeededFuture(false);
    }
    List<String> violations = question.violations(answer);
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

  private Future<Boolean> settle(Question question, InputAnswer answer, String by) {
    scope.vertx().cancelTimer(question.timer());
    refresh();
    return scope.record(question.rules().log().apply(answer, by))
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
      events.addAll(question.rules().log().apply(new InputAnswer.Dismissed(), TIME));
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
