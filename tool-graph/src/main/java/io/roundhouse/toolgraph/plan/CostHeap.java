package io.roundhouse.toolgraph.plan;

import java.util.Arrays;

/** A 4-ary heap of item numbers by cost, then by number; an item's cost can be lowered while it is inside. Not thread-safe. */
final class CostHeap {

  private final long[] cost;
  private final int[] heap;
  private final int[] place;
  private int size;

  CostHeap(long[] cost) {
    this.cost = cost;
    this.heap = new int[cost.length];
    this.place = new int[cost.length];
    Arrays.fill(place, -1);
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      place[heap[i]] = -1;
    }
    size = 0;
  }

  /** Adds the item, or moves it up after its cost went down. */
  void push(int item) {
    int at = place[item];
    if (at < 0) {
      at = size++;
    }
    while (at > 0) {
      int parent = (at - 1) >> 2;
      if (!isBefore(item, heap[parent])) {
        break;
      }
      put(at, heap[parent]);
      at = parent;
    }
    put(at, item);
  }

  int pop() {
    int first = heap[0];
    place[first] = -1;
    int last = heap[--size];
    if (size > 0) {
      sink(last);
    }
    return first;
  }

  private void sink(int item) {
    int at = 0;
    while (true) {
      int child = 4 * at + 1;
      if (child >= size) {
        break;
      }
      int best = child;
      int end = Math.min(child + 4, size);
      for (int other = child + 1; other < end; other++) {
        if (isBefore(heap[other], heap[best])) {
          best = other;
        }
      }
      if (!isBefore(heap[best], item)) {
        break;
      }
      put(at, heap[best]);
      at = best;
    }
    put(at, item);
  }

  private void put(int at, int item) {
    heap[at] = item;
    place[item] = at;
  }

  private boolean isBefore(int one, int other) {
    return cost[one] < cost[other] || (cost[one] == cost[other] && one < other);
  }
}
