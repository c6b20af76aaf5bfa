package io.roundhouse.protocols.approval;

import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The open tickets: bounded in number, oldest lost first. Thread-safe. */
final class Tickets {

  private static final int MOST = 10_000;
  private static final int TOKEN_BYTES = 32;

  private record Place(RunId run, String question, String owner) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Ticket> byToken = new LinkedHashMap<>();
  private final Map<Place, Ticket> byPlace = new HashMap<>();
  private final Duration ttl;
  private final InstantSource clock;

  Tickets(Duration ttl, InstantSource clock) {
    this.ttl = ttl;
    this.clock = clock;
  }

  /** The ticket for a question; the same one for as long as it is good. */
  synchronized Ticket of(RunId run, InputRequest question, Principal owner) {
    Place place = new Place(run, question.id(), owner.name());
    Ticket known = byPlace.get(place);
    if (known != null && !known.isOver(clock.instant())) {
      return known;
    }
    drop(known);
    sweep();
    Ticket ticket = new Ticket(secret(), run, question, owner, clock.instant().plus(ttl));
    byToken.put(ticket.token(), ticket);
    byPlace.put(place, ticket);
    return ticket;
  }

  /** The good ticket with this token. */
  synchronized Optional<Ticket> find(String token) {
    return Optional.ofNullable(byToken.get(token)).filter(ticket -> !ticket.isOver(clock.instant()));
  }

  /** Something that nobody guesses, fit for addresses and cookies. */
  String secret() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void sweep() {
    for (Iterator<Ticket> all = byToken.values().iterator(); all.hasNext();) {
      Ticket ticket = all.next();
      if (!ticket.isOver(clock.instant()) && byToken.size() < MOST) {
        return;
      }
      all.remove();
      byPlace.values().remove(ticket);
    }
  }

  private void drop(@Nullable Ticket ticket) {
    if (ticket != null) {
      byToken.remove(ticket.token());
      byPlace.values().remove(ticket);
    }
  }
}
