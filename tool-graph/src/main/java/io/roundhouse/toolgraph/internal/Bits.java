package io.roundhouse.toolgraph.internal;

import java.util.Arrays;

/** A set of numbers below a fixed size, one bit each. Not thread-safe. */
public final class Bits {

  private final long[] words;

  /** Returns an empty set of numbers below {@code size}. */
  public Bits(int size) {
    this.words = new long[(size + 63) >>> 6];
  }

  private Bits(long[] words) {
    this.words = words;
  }

  /** Returns a copy. */
  public Bits copy() {
    return new Bits(words.clone());
  }

  /** Returns true if the number is in the set. */
  public boolean get(int number) {
    return (words[number >> 6] & (1L << number)) != 0;
  }

  /** Returns 1 if the number is in the set, else 0; for arithmetic without a branch. */
  public long bit(int number) {
    return (words[number >> 6] >>> number) & 1L;
  }

  /** Adds the number. */
  public void set(int number) {
    words[number >> 6] |= 1L << number;
  }

  /** Removes the number. */
  public void clear(int number) {
    words[number >> 6] &= ~(1L << number);
  }

  /** Removes all numbers. */
  public void clear() {
    Arrays.fill(words, 0);
  }

  /** Becomes equal to the other set of the same size. */
  @SuppressWarnings("ManualArrayCopy") // most sets are a word or two, for which the system's way costs more than the work
  public void copyFrom(Bits other) {
    long[] from = other.words;
    for (int i = 0; i < words.length; i++) {
      words[i] = from[i];
    }
  }

  /** Adds all numbers of the other set of the same size. */
  public void or(Bits other) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  /** Keeps only the numbers that are in the other set of the same size, too. */
  public void and(Bits other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= other.words[i];
    }
  }

  /** Removes all numbers of the other set of the same size. */
  public void andNot(Bits other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= ~other.words[i];
    }
  }

  /** Returns true if a number is in both sets. */
  public boolean intersects(Bits other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & other.words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if no number is in the set. */
  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many numbers are in the set. */
  public int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Returns true if the other set of the same size has the same numbers. */
  public boolean sameAs(Bits other) {
    return firstDifference(other) < 0;
  }

  /** Returns the smallest number that is in only one of the two sets of the same size, or -1 if they are equal. */
  public int firstDifference(Bits other) {
    for (int i = 0; i < words.length; i++) {
      long difference = words[i] ^ other.words[i];
      if (difference != 0) {
        return (i << 6) + Long.numberOfTrailingZeros(difference);
      }
    }
    return -1;
  }

  /** Returns true if exactly one number is in only one of the two sets of the same size. */
  public boolean differsInOne(Bits other) {
    long single = 0;
    for (int i = 0; i < words.length; i++) {
      long difference = words[i] ^ other.words[i];
      if (difference != 0) {
        if (single != 0 || (difference & (difference - 1)) != 0) {
          return false;
        }
        single = difference;
      }
    }
    return single != 0;
  }

  /** Returns the smallest number of the set that is at least {@code from}, or -1. */
  public int next(int from) {
    int at = from >> 6;
    if (at >= words.length) {
      return -1;
    }
    long word = words[at] & (-1L << from);
    while (word == 0) {
      if (++at == words.length) {
        return -1;
      }
      word = words[at];
    }
    return (at << 6) + Long.numberOfTrailingZeros(word);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bits that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
