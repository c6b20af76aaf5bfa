package io.roundhouse.toolgraph;

/** Names an item: a fact that a run can know, such as {@code order} or {@code customer-notified}. Ordered by its text. */
public record ItemId(String value) implements Comparable<ItemId> {

  /** Throws {@link GraphException.Invalid} if the name is blank or longer than 200 characters. */
  public ItemId {
    Names.check("item", value);
  }

  /** Returns the id with this text. */
  public static ItemId of(String value) {
    return new ItemId(value);
  }

  @Override
  public int compareTo(ItemId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
