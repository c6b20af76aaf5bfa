package io.roundhouse.toolgraph.internal;

import java.util.Arrays;

/** Finds the number of an id in an array of ids without boxing a single number. Immutable; safe to share. */
public final class IdTable<T> {

  private final T[] ids;
  private final int[] slots;
  private final int mask;

  private IdTable(T[] ids) {
    this.ids = ids;
    int size = Integer.highestOneBit(Math.max(4, ids.length)) << 1;
    this.slots = new int[size];
    this.mask = size - 1;
    Arrays.fill(slots, -1);
    for (int number = 0; number < ids.length; number++) {
      int slot = first(ids[number]);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = number;
    }
  }

  /** Returns a table of these ids, which must differ from each other. The array is kept, not copied. */
  public static <T> IdTable<T> of(T[] ids) {
    return new IdTable<>(ids);
  }

  /** Returns the place of the id in the array, or -1. */
  public int number(T id) {
    for (int slot = first(id); slots[slot] >= 0; slot = (slot + 1) & mask) {
      if (ids[slots[slot]].equals(id)) {
        return slots[slot];
      }
    }
    return -1;
  }

  private int first(T id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 15)) & mask;
  }
}
