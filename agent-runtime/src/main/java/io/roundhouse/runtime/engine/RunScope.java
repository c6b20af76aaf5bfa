package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Caller;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunListener;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.graph.GraphScope;
import io.roundhouse.runtime.graph.StepCall;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run under way: its place in the log, its budget, its end. Confined to its event loop, except for the methods of {@link Run}.
 */
final class RunScope implements Run, GraphScope {

  private final LocalRuntime host;
  private final RunId id;
  private final String runKey;
  private final Caller caller;
  private final String target;
  private final @Nullable JsonNode envelope;
  private final Context context;
  private final boolean attended;
  private final RunMeter meter;
  private final RunHistory history;
  private final RunJournal entries;
  private final Cancellation cancellation = new Cancellation();
  private final Promise<RunResult> result = Promise.promise();
  private final ToolCaller tools;
  private final Signals signals;
  private final CallTimers timers;
  private final OpenQuestions questions;
  private boolean ended;

  RunScope(LocalRuntime host, RunId id, RunRequest request, Context context, boolean durable, Instant acceptedAt, RunHistory history) {
    this.host = host;
    this.id = id;
    this.runKey = RunOpening.runKey(id, request);
    this.target = request.target().name();
    this.caller = new Caller(request.caller(), request.scopes());
    this.envelope = request.envelope();
    this.context = context;
    this.attended = request.attended();
    this.meter = new RunMeter(request.budget(), acceptedAt);
    this.history = history;
    this.entries = new RunJournal(
        host, id, context, durable, Math.max(1, history.events().size()), broken -> stop(unrecorded(broken)));
    this.tools = new ToolCaller(this, host);
    this.signals = new Signals(id, context);
    this.timers = new CallTimers(host.vertx(), context);
    this.questions = new OpenQuestions(this, signals, timers);
  }

  @Override
  public RunId id() {
    return id;
  }

  @Override
  public Future<RunResult> result() {
    return result.future();
  }

  @Override
  public void cancel(String reason) {
    context.runOnContext(now -> end(new RunResult.Cancelled(reason)));
  }

  @Override
  public List<InputRequest> pending() {
    return questions.shown();
  }

  @Override
  public Runnable listen(RunListener listener) {
    return signals.listen(listener);
  }

  @Override
  public String runId() {
    return id.value();
  }

  @Override
  public String runKey() {
    return runKey;
  }

  @Override
  public Future<ToolResult> call(StepCall call) {
    return tools.call(call);
  }

  @Override
  public Future<Void> record(List<RunEvent> events) {
    return ended ? over() : entries.append(events).onFailure(broken -> stop(unrecorded(broken)));
  }

  @Override
  public Future<Void> recordWithNext(List<RunEvent> events) {
    if (ended) {
      return over();
    }
    entries.withNext(events);
    return Future.succeededFuture();
  }

  private Future<Void> over() {
    return Future.failedFuture(new JournalException("run " + id + " has ended"));
  }

  /** Succeeds when everything that was recorded so far is durable. */
  Future<Void> settled() {
    return entries.settled();
  }

  @Override
  public List<RunEvent> history() {
    return history.events();
  }

  /** What the run is about, by its name in the catalog. */
  String target() {
    return target;
  }

  /** Who asked for the run. */
  Caller caller() {
    return caller;
  }

  /** What the caller's protocol keeps with the run. */
  @Nullable JsonNode envelope() {
    return envelope;
  }

  RunHistory recorded() {
    return history;
  }

  @Override
  public HealthBoard health(String graph) {
    return host.health(graph);
  }

  @Override
  public long nowMillis() {
    return host.clock().millis();
  }

  @Override
  public void after(long millis, Runnable action) {
    Runnable[] takeBack = new Runnable[1];
    long timer = host.vertx().setTimer(Math.max(1, millis), fired -> context.runOnContext(now -> {
      takeBack[0].run();
      if (!ended) {
        action.run();
      }
    }));
    takeBack[0] = cancellation.onCancel(() -> host.vertx().cancelTimer(timer));
  }

  @Override
  public void onApproval(String parent, InputRequest.Approval approval, Consumer<Boolean> answer) {
    questions.approval(parent, approval).onSuccess(given -> answer.accept(OpenQuestions.isYes(given)));
  }

  @Override
  public boolean attended() {
    return attended;
  }

  @Override
  public Future<InputAnswer> choose(
      String parent,
      InputRequest.Choice choice,
      Function<InputAnswer, List<String>> violations,
      BiFunction<InputAnswer, String, List<RunEvent>> consequences) {
    return questions.choose(parent, choice, violations, consequences);
  }

  @Override
  public void withdraw(String inputId) {
    questions.withdraw(inputId);
  }

  OpenQuestions questions() {
    return questions;
  }

  Signals signals() {
    return signals;
  }

  CallTimers timers() {
    return timers;
  }

  boolean hasTimeBudget() {
    return meter.hasTime();
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  Vertx vertx() {
    return host.vertx();
  }

  Context context() {
    return context;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  RunMeter meter() {
    return meter;
  }

  /** Ends the run for good: the end is recorded, then told to whoever waits. Later calls change nothing. */
  void end(RunResult outcome) {
    if (!ended) {
      end(List.of(), outcome);
    }
  }

  /** Ends the run because its time is up; open questions are dismissed in the log before. */
  void expire(RunResult outcome) {
    if (!ended) {
      end(questions.expire(), outcome);
    }
  }

  private void end(List<RunEvent> before, RunResult outcome) {
    RunEvent last = switch (outcome) {
      case RunResult.Completed done -> new RunEvent.Completed(done.text(), done.data(), done.files(), done.direct());
      case RunResult.Failed failed -> new RunEvent.Failed(failed.failureClass(), failed.message());
      case RunResult.Escalated asked -> new RunEvent.Escalated(asked.question(), asked.blockers());
      case RunResult.Cancelled cancelled -> new RunEvent.Cancelled(cancelled.reason());
    };
    ended = true;
    List<RunEvent> events = new ArrayList<>(before);
    events.add(last);
    entries.append(events).onComplete(recorded -> {
      if (recorded.succeeded() && !before.isEmpty()) {
        questions.expired();
      }
      finish(recorded.succeeded() ? outcome : unrecorded(recorded.cause()));
    });
  }

  /** Stops without an end in the log, so that the next process resumes the run. */
  void stop(RunResult outcome) {
    if (!ended) {
      ended = true;
      finish(outcome);
    }
  }

  private RunResult unrecorded(Throwable cause) {
    return new RunResult.Failed(
        FailureClass.OUTAGE,
        cause instanceof JournalException known ? known.getMessage() : "run " + id + " could not be recorded");
  }

  private void finish(RunResult outcome) {
    cancellation.cancel(outcome instanceof RunResult.Cancelled cancelled ? cancelled.reason() : "the run has ended");
    questions.close();
    signals.close();
    host.forget(this);
    result.tryComplete(outcome);
  }
}
