package io.roundhouse.protocols.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tapes of one session: bounded in number, ended ones lost first. Thread-safe. */
final class Tapes {

  private static final int MOST = 64;

  /** A place on a tape. */
  record Place(Tape tape, long after) {}

  private final Map<String, Tape> tapes = new LinkedHashMap<>();
  private final int maxBytes;
  private final Tape standing;

  Tapes(int maxBytes) {
    this.maxBytes = maxBytes;
    this.standing = new Tape(UUID.randomUUID().toString(), maxBytes);
  }

  /** The tape of messages that answer no request; it never ends. */
  Tape standing() {
    return standing;
  }

  synchronized Tape begin() {
    if (tapes.size() >= MOST) {
      String oldest = tapes.values().stream().filter(Tape::hasEnded).findFirst().map(Tape::id)
          .orElseGet(() -> tapes.keySet().iterator().next());
      tapes.remove(oldest);
    }
    Tape tape = new Tape(UUID.randomUUID().toString(), maxBytes);
    tapes.put(tape.id(), tape);
    return tape;
  }

  /** The place after the event of this id; empty if nothing is known about it. */
  synchronized Optional<Place> after(String eventId) {
    int dot = eventId.lastIndexOf('.');
    String id = dot < 0 ? "" : eventId.substring(0, dot);
    Tape tape = id.equals(standing.id()) ? standing : tapes.get(id);
    if (tape == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Place(tape, Long.parseLong(eventId.substring(dot + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
