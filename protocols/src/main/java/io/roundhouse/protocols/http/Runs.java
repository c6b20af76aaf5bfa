package io.roundhouse.protocols.http;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.vertx.core.Future;
import java.util.List;

/** Tells whose a run is, so that nobody sees or touches another's. */
public final class Runs {

  private Runs() {}

  /** Whether whoever asks may see and control the run that these entries tell of; false if they tell of none. */
  public static boolean isSeenBy(Principal principal, List<JournalEntry> entries) {
    return !entries.isEmpty()
        && entries.get(0).event() instanceof RunEvent.Accepted accepted
        && principal.oversees(accepted.caller());
  }

  /**
   * Everything recorded about a run as far as the principal may see it: empty if the run is another's, as for one that does not exist.
   * Where the principal need not be asked, nothing is looked up twice.
   */
  public static Future<List<JournalEntry>> trace(AgentRuntime runtime, Principal principal, RunId id) {
    return runtime.trace(id).map(entries -> isSeenBy(principal, entries) ? entries : List.of());
  }

  /** Whether the principal may control the run; for one that was too small to record, only whoever may control all runs. */
  public static Future<Boolean> isControlledBy(AgentRuntime runtime, Principal principal, RunId id) {
    return principal.has(Principal.RUNS_ADMIN)
        ? Future.succeededFuture(true)
        : runtime.trace(id).map(entries -> isSeenBy(principal, entries));
  }
}
