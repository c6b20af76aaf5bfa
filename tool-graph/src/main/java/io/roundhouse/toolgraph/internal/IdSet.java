package io.roundhouse.toolgraph.internal;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeSet;

/** An immutable set of ids that iterates in their order, on every machine. Safe to share. */
public final class IdSet<T extends Comparable<T>> extends AbstractSet<T> {

  private static final IdSet<?> EMPTY = new IdSet<String>(new Object[0]);

  private final Object[] ids;

  private IdSet(Object[] ids) {
    this.ids = ids;
  }

  /** Returns a copy; no copy is made of what is such a set already. */
  public static <T extends Comparable<T>> IdSet<T> copyOf(Collection<T> ids) {
    if (ids instanceof IdSet<T> set) {
      return set;
    }
    if (ids.isEmpty()) {
      return empty();
    }
    Object[] sorted = ids.size() < 2 ? ids.toArray() : new TreeSet<>(ids).toArray();
    for (Object id : sorted) {
      Objects.requireNonNull(id, "an id");
    }
    return new IdSet<>(sorted);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Comparable<T>> IdSet<T> empty() {
    return (IdSet<T>) EMPTY;
  }

  /** Returns the id at that place in the order. */
  @SuppressWarnings("unchecked")
  public T get(int place) {
    return (T) ids[place];
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public boolean contains(Object id) {
    if (ids.length < 8) {
      for (Object mine : ids) {
        if (mine.equals(id)) {
          return true;
        }
      }
      return false;
    }
    return id.getClass() == ids[0].getClass() && Arrays.binarySearch(ids, id) >= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof IdSet<?> that ? Arrays.equals(ids, that.ids) : super.equals(other));
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < ids.length;
      }

      @Override
      public T next() {
        if (at >= ids.length) {
          throw new NoSuchElementException();
        }
        return get(at++);
      }
    };
  }
}
