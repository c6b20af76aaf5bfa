package io.roundhouse.runtime.collaboration;

import io.roundhouse.runtime.Team;
import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;

/**
 * Where a team sits: asks its members and writes down what happens. Confined to one event loop.
 *
 * <p>A member that fails is replaced by a reserve if there is one; what was asked before a restart is not asked again.
 */
public interface Table {

  /** What the caller wants. */
  String question();

  /** Who sits here and by which rules. */
  Team team();

  /**
   * Asks a member.
   *
   * @param step the place of this call among all of this table, unique and the same after a restart
   * @param last whether the answer is the team's answer, so that its parts may go to the caller as they come
   * @return fails with a {@link io.roundhouse.runtime.ToolException} if neither the member nor a reserve answers
   */
  Future<Answer> ask(Assignment seat, String step, String prompt, boolean last);

  /** Writes down that the members have heard each other. */
  Future<Void> roundEnded(int round, boolean agreed, String note);

  /** Writes down that the team goes on in a simpler mode. */
  Future<Void> degraded(CollaborationMode to, String reason);

  /** Whether the run is over, so that nothing more is worth asking. */
  boolean hasEnded();
}
