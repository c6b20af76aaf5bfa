package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.GraphHealth;
import io.roundhouse.toolgraph.internal.Bits;
import java.util.Set;
import java.util.TreeSet;

/** Where every tool of one run stands: called, done, in doubt, excluded, approved, asked about, waited for. */
final class CallTable {

  private final ToolGraph graph;
  private final GraphIndex index;
  private final GraphHealth health;
  private final int[] attempts;
  private final int[] strikes;
  private final long[] startedAt;
  private final Bits running;
  private final Bits blocked;
  final Bits done;
  /** Called with unknown outcome, and not about to be undone. */
  final Bits doubt;
  /** In doubt, and a person has taken that over. */
  final Bits waived;
  /** Being undone, or queued for it, because the outcome is unknown. */
  final Bits undoing;
  final Bits excluded;
  final Bits approved;
  final Bits asked;
  final Bits waiting;
  private int outstanding;
  private long spentMicros;

  CallTable(ToolGraph graph, GraphHealth health) {
    this.graph = graph;
    this.index = graph.index();
    this.health = health;
    int tools = index.toolCount();
    this.attempts = new int[tools];
    this.strikes = new int[tools];
    this.startedAt = new long[tools];
    this.running = new Bits(tools);
    this.blocked = new Bits(tools);
    this.done = new Bits(tools);
    this.doubt = new Bits(tools);
    this.waived = new Bits(tools);
    this.undoing = new Bits(tools);
    this.excluded = new Bits(tools);
    this.approved = new Bits(tools);
    this.asked = new Bits(tools);
    this.waiting = new Bits(tools);
  }

  /** Notes that the tool is called at that time and returns which attempt it is. */
  int launch(int tool, long at) {
    running.set(tool);
    startedAt[tool] = at;
    outstanding++;
    spend(tool);
    return ++attempts[tool];
  }

  void spend(int tool) {
    spentMicros += index.arc(tool).cost().priceMicros();
  }

  long spentMicros() {
    return spentMicros;
  }

  /** Notes that the call is over and returns how long it took. */
  long land(int tool, long now) {
    running.clear(tool);
    outstanding--;
    return now - startedAt[tool];
  }

  /** Notes a failure that may pass and returns how many there were in a row. */
  int strike(int tool) {
    return ++strikes[tool];
  }

  int strikes(int tool) {
    return strikes[tool];
  }

  void forgive(int tool) {
    strikes[tool] = 0;
  }

  boolean isIdle() {
    return outstanding == 0;
  }

  boolean isRunning(int tool) {
    return running.get(tool);
  }

  /** Returns true if nothing speaks against calling the tool except health and approval. */
  boolean isFree(int tool) {
    return !running.get(tool) && !done.get(tool) && !doubt.get(tool) && !undoing.get(tool) && !excluded.get(tool);
  }

  /** Returns true if somebody has to say what became of a call. */
  boolean hasOpenDoubt() {
    for (int tool = doubt.next(0); tool >= 0; tool = doubt.next(tool + 1)) {
      if (!waived.get(tool)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if a person kept the tool from being called. */
  boolean isRefused(int tool) {
    return excluded.get(tool) && !approved.get(tool) && (index.arc(tool).gated() || health.risk(tool).isPresent());
  }

  /** Forgets what speaks against calling the tool, also a person's no to it; that is asked again. */
  void readmit(int tool) {
    excluded.clear(tool);
    strikes[tool] = 0;
    if (!approved.get(tool)) {
      asked.clear(tool);
    }
    health.restore(tool);
  }

  /** Excludes the tool and every other one that takes and yields the same items. */
  void excludeContract(ToolArc refused) {
    for (int other = 0; other < index.toolCount(); other++) {
      if (index.arc(other).hasContractOf(refused)) {
        excluded.set(other);
      }
    }
  }

  /** Returns the tools that a plan made now must not contain, in a set that the next call reuses. Calls under way are available. */
  Bits blocked(long now) {
    health.copyUnavailable(now, blocked);
    blocked.andNot(running);
    blocked.or(excluded);
    blocked.or(done);
    blocked.or(doubt);
    if (index.hasGroups()) {
      for (int tool = 0; tool < attempts.length; tool++) {
        String group = index.arc(tool).exclusiveGroup();
        if (group != null && (running.get(tool) || done.get(tool) || doubt.get(tool) || undoing.get(tool))) {
          blockGroup(group, tool);
        }
      }
    }
    return blocked;
  }

  private void blockGroup(String group, int holder) {
    for (int other = 0; other < attempts.length; other++) {
      if (other != holder && group.equals(index.arc(other).exclusiveGroup())) {
        blocked.set(other);
      }
    }
  }

  /** Returns the tools whose outcome a journal would not know now. */
  Set<ToolId> inDoubt() {
    Bits all = running.copy();
    all.or(doubt);
    all.or(undoing);
    return ids(all);
  }

  int running(ToolId id) {
    int tool = number(id);
    if (!running.get(tool)) {
      throw new GraphException.UnexpectedEvent("no call of '%s' is under way; report each outcome once".formatted(id));
    }
    return tool;
  }

  int number(ToolId id) {
    int tool = index.tool(id);
    if (tool < 0) {
      throw new GraphException.UnknownName(graph.name(), "tool", id);
    }
    return tool;
  }

  Set<ToolId> ids(Bits tools) {
    Set<ToolId> result = new TreeSet<>();
    for (int tool = tools.next(0); tool >= 0; tool = tools.next(tool + 1)) {
      result.add(index.toolId(tool));
    }
    return result;
  }
}
