package io.roundhouse.runtime.graph;

import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a graph under way needs of its run. Confined to the run's event loop. */
public interface GraphScope {

  /** The run's id. */
  String runId();

  /** The run's idempotency key, or its id if it has none: stable across restarts. */
  String runKey();

  /** Records the call, performs it, records the outcome; never fails, a fault is a {@link ToolResult.Failure}. */
  Future<ToolResult> call(StepCall call);

  /** Records what must be durable before anything else happens; fails when the run has ended. */
  Future<Void> record(List<RunEvent> events);

  /**
   * Records in one commit with whatever is recorded next, if that follows at once. Succeeds without a wait, so nothing may come of these
   * events before something else was recorded; fails when the run has ended.
   */
  Future<Void> recordWithNext(List<RunEvent> events);

  /** What was recorded of this run before it began here: by an earlier process, or its opening. */
  List<RunEvent> history();

  /** The health of the graph's steps, shared with all other runs of that graph. */
  HealthBoard health(String graph);

  /** The runtime's clock. */
  long nowMillis();

  /** Runs {@code action} on the run's event loop after this time unless the run ends before. */
  void after(long millis, Runnable action);

  /** Shows the question, which is recorded, and calls {@code answer} once a person has agreed or refused; that is recorded by then. */
  void onApproval(String parent, InputRequest.Approval approval, Consumer<Boolean> answer);

  /** Whether somebody is there to decide what the graph cannot. */
  boolean attended();

  /**
   * Records the question, shows it, and records the answer together with what follows from it; the future fails when the run ends.
   *
   * @param violations why an answer cannot be taken, besides that it names no option
   * @param consequences what follows from the answer of somebody
   */
  Future<InputAnswer> choose(
      String parent,
      InputRequest.Choice choice,
      Function<InputAnswer, List<String>> violations,
      BiFunction<InputAnswer, String, List<RunEvent>> consequences);

  /** Takes a question back that needs no answer any more; its future says that it was dismissed. */
  void withdraw(String inputId);

  /** Whether the run has ended, so that nothing more may begin. */
  boolean hasEnded();
}
