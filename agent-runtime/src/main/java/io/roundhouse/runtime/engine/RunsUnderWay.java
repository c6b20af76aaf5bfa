package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The runs of one process that have not ended: how many there may be, how to reach one, how all of them stop. Thread-safe. */
final class RunsUnderWay {

  private final Vertx vertx;
  private final int most;
  private final Map<RunId, RunScope> runs = new ConcurrentHashMap<>();
  private volatile boolean closing;

  RunsUnderWay(Vertx vertx, int most) {
    this.vertx = vertx;
    this.most = most;
  }

  /** Why no run can be added now. */
  Optional<RuntimeFault> refusal() {
    if (closing) {
      return Optional.of(new ToolException(FailureClass.OUTAGE, "the runtime is shutting down"));
    }
    return runs.size() >= most
        ? Optional.of(new ToolException(FailureClass.RATE_LIMITED, most + " runs are under way, the most this runtime takes"))
        : Optional.empty();
  }

  /** Whether there is room for runs that nobody waits for. */
  boolean haveRoomToSpare() {
    return !closing && runs.size() < most / 2;
  }

  /** Adds the run and returns null, or returns the one that has its id already. */
  @Nullable RunScope add(RunScope scope) {
    return runs.putIfAbsent(scope.id(), scope);
  }

  void remove(RunScope scope) {
    runs.remove(scope.id(), scope);
  }

  Optional<RunScope> find(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** Answers a question of a run on the run's event loop; false if there is no such run. */
  Future<Boolean> answer(RunId id, Function<OpenQuestions, Future<Boolean>> answering) {
    RunScope scope = runs.get(id);
    if (scope == null) {
      return Future.succeededFuture(false);
    }
    Promise<Boolean> answered = Promise.promise();
    scope.context().runOnContext(now -> answering.apply(scope.questions()).onComplete(answered));
    return Hop.to(vertx.getOrCreateContext(), answered.future());
  }

  /** Takes no more, gives the runs this long to end by themselves, and stops the others so that the next process resumes them. */
  Future<Void> close(Duration grace) {
    closing = true;
    Promise<Void> drained = Promise.promise();
    long timer = vertx.setTimer(Math.max(1, grace.toMillis()), fired -> drained.tryComplete());
    Future.join(runs.values().stream().map(RunScope::result).toList()).onComplete(done -> drained.tryComplete());
    return drained.future().compose(done -> {
      vertx.cancelTimer(timer);
      return Future.join(runs.values().stream().map(RunsUnderWay::suspend).toList());
    }).<Void>mapEmpty().otherwiseEmpty();
  }

  private static Future<Void> suspend(RunScope scope) {
    Promise<Void> stopped = Promise.promise();
    scope.context().runOnContext(now -> {
      scope.stop(new RunResult.Cancelled("the runtime shut down; the run goes on when it starts again"));
      stopped.complete();
    });
    return stopped.future();
  }
}
