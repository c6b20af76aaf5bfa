package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One message of a stream. Immutable as long as nobody changes the JSON inside.
 *
 * @param place its place in the task's log, by which a stream is taken up again; null for what is not recorded
 * @param json a {@code StreamResponse}
 */
public record StreamEvent(@Nullable Place place, JsonNode json) {

  /** Whether nothing comes after it. */
  public boolean endsTask() {
    TaskState state = TaskState.of(json.path("statusUpdate").path("status").path("state").asText(""));
    return state != null && state.isTerminal();
  }

  /** The {@code part}-th event that the {@code seq}-th entry of a run's journal gives. */
  public record Place(long seq, int part) implements Comparable<Place> {

    /** A place after everything that came before this one, and before it. */
    public Place justBefore() {
      return new Place(seq, part - 1);
    }

    /** Reads what {@link #toString} wrote; null if it is something else. */
    public static @Nullable Place parse(String text) {
      int dot = text.indexOf('.');
      try {
        return dot < 1 || text.length() > 24 ? null
            : new Place(Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
      } catch (NumberFormatException e) {
        return null;
      }
    }

    @Override
    public int compareTo(Place other) {
      return seq == other.seq ? Integer.compare(part, other.part) : Long.compare(seq, other.seq);
    }

    @Override
    public String toString() {
      return seq + "." + part;
    }
  }
}
