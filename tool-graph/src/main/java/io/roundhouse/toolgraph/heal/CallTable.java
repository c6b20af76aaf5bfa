package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** Where every tool of one run stands: called, done, in doubt, excluded, approved, waited for, queued for undo. */
final class CallTable {

  enum Status { IDLE, RUNNING, DONE, DOUBT }

  private final ToolGraph graph;
  private final GraphIndex index;
  private final HealthBoard board;
  final Status[] status;
  final int[] attempts;
  final long[] startedAt;
  final int[] undoAttempts;
  final BitSet excluded = new BitSet();
  final BitSet approved = new BitSet();
  final BitSet asked = new BitSet();
  final BitSet waiting = new BitSet();
  final Deque<Integer> undoQueue = new ArrayDeque<>();
  int undoRunning = -1;
  int outstanding;

  CallTable(ToolGraph graph, HealthBoard board) {
    this.graph = graph;
    this.index = graph.index();
    this.board = board;
    this.status = new Status[index.toolCount()];
    Arrays.fill(status, Status.IDLE);
    this.attempts = new int[index.toolCount()];
    this.undoAttempts = new int[index.toolCount()];
    this.startedAt = new long[index.toolCount()];
  }

  void launch(int tool, long at) {
    status[tool] = Status.RUNNING;
    startedAt[tool] = at;
    attempts[tool]++;
    outstanding++;
  }

  void land(int tool, Status outcome) {
    status[tool] = outcome;
    outstanding--;
  }

  /** Excludes the tool and every other one that takes and yields the same items. */
  void excludeContract(ToolArc refused) {
    for (int other = 0; other < index.toolCount(); other++) {
      if (index.arc(other).hasContractOf(refused)) {
        excluded.set(other);
      }
    }
  }

  /** Returns the tools that a plan made now must not contain; calls under way count as available. */
  BitSet blocked(long now) {
    BitSet blocked = (BitSet) excluded.clone();
    for (int tool = 0; tool < status.length; tool++) {
      if (status[tool] == Status.DONE || isOpenDoubt(tool)
          || (status[tool] == Status.IDLE && !board.isCallable(index.toolId(tool), now))) {
        blocked.set(tool);
      }
      String group = index.arc(tool).exclusiveGroup();
      if (group != null && status[tool] != Status.IDLE) {
        blockGroup(group, tool, blocked);
      }
    }
    return blocked;
  }

  private void blockGroup(String group, int holder, BitSet blocked) {
    for (int other = 0; other < status.length; other++) {
      if (other != holder && group.equals(index.arc(other).exclusiveGroup())) {
        blocked.set(other);
      }
    }
  }

  /** Returns true if a person has to find out something before the run can go on. */
  boolean hasOpenDoubt() {
    for (int tool = 0; tool < status.length; tool++) {
      if (isOpenDoubt(tool)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOpenDoubt(int tool) {
    return status[tool] == Status.DOUBT && undoRunning != tool && !undoQueue.contains(tool);
  }

  /** Returns the tools whose outcome a journal would not know now. */
  Set<ToolId> inDoubt() {
    BitSet doubts = new BitSet();
    for (int tool = 0; tool < status.length; tool++) {
      doubts.set(tool, status[tool] == Status.RUNNING || status[tool] == Status.DOUBT);
    }
    return ids(doubts);
  }

  int running(ToolId id) {
    int tool = number(id);
    if (status[tool] != Status.RUNNING) {
      throw new GraphException.UnexpectedEvent("no call of '%s' is under way; report each outcome once".formatted(id));
    }
    return tool;
  }

  void expectUndo(int tool) {
    if (undoRunning != tool) {
      throw new GraphException.UnexpectedEvent(
          "no undo of '%s' is under way; report each compensation once".formatted(index.toolId(tool)));
    }
  }

  ToolId undoOf(int tool) {
    ToolId undo = index.arc(tool).undo();
    if (undo == null) {
      throw new GraphException.UnexpectedEvent("'%s' cannot be undone".formatted(index.toolId(tool)));
    }
    return undo;
  }

  int number(ToolId id) {
    int tool = index.tool(id);
    if (tool < 0) {
      throw new GraphException.UnknownName(graph.name(), "tool", id);
    }
    return tool;
  }

  Set<ToolId> ids(BitSet tools) {
    Set<ToolId> result = new TreeSet<>();
    tools.stream().forEach(tool -> result.add(index.toolId(tool)));
    return result;
  }
}
