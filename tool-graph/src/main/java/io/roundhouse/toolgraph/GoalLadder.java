package io.roundhouse.toolgraph;

import io.roundhouse.toolgraph.internal.IdSet;
import java.util.List;
import java.util.Set;

/** What a run is for: the wanted items on rung 0, and weaker goals below it that are better than nothing. Immutable. */
public record GoalLadder(List<Rung> rungs) {

  /** Copies the list; throws {@link GraphException.Invalid} if it is empty. */
  public GoalLadder {
    rungs = List.copyOf(rungs);
    if (rungs.isEmpty()) {
      throw new GraphException.Invalid("a goal ladder needs at least one rung; name the items that the run is for");
    }
  }

  /** One goal: all its items have to be known. The items iterate in the order of their ids. */
  public record Rung(String name, Set<ItemId> items) {

    /** Copies the set; throws {@link GraphException.Invalid} if it is empty. */
    public Rung {
      Names.check("rung", name);
      items = IdSet.copyOf(items);
      if (items.isEmpty()) {
        throw new GraphException.Invalid("rung '%s' wants nothing; name at least one item".formatted(name));
      }
    }
  }

  /** Returns the rung at that position; 0 is the best. */
  public Rung rung(int index) {
    return rungs.get(index);
  }

  /** Returns the number of rungs. */
  public int size() {
    return rungs.size();
  }
}
