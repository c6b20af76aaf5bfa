package io.roundhouse.protocols.approval;

import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One question that may be answered on a page: once, until a time, by whoever its run belongs to. Thread-safe. */
final class Ticket {

  private static final int MOST_GUESSES = 5;

  /** A browser that showed who uses it. */
  private record Visitor(String nonce, String name) {}

  private final String token;
  private final RunId run;
  private final InputRequest question;
  private final Principal owner;
  private final Instant until;
  private final AtomicInteger guesses = new AtomicInteger();
  private final AtomicBoolean used = new AtomicBoolean();
  private volatile @Nullable Visitor visitor;

  Ticket(String token, RunId run, InputRequest question, Principal owner, Instant until) {
    this.token = token;
    this.run = run;
    this.question = question;
    this.owner = owner;
    this.until = until;
  }

  String token() {
    return token;
  }

  RunId run() {
    return run;
  }

  InputRequest question() {
    return question;
  }

  boolean isOver(Instant now) {
    return used.get() || guesses.get() >= MOST_GUESSES || !now.isBefore(until);
  }

  /** Whether the work is this one's, or this one may control everybody's. */
  boolean isFor(Principal principal) {
    return principal.authenticated() && principal.oversees(owner.name());
  }

  /** Counts credentials that were no good; after a few the page is closed. */
  void guessed() {
    guesses.incrementAndGet();
  }

  /** Remembers the browser in which this one showed who it is. */
  void admit(String nonce, Principal principal) {
    visitor = new Visitor(nonce, principal.name());
  }

  /** Who uses the browser with this nonce; null if it has not shown who. */
  @Nullable String visitor(String nonce) {
    Visitor known = visitor;
    return known != null && same(known.nonce(), nonce) ? known.name() : null;
  }

  /** Takes the one answer; false if there was one. */
  boolean use() {
    return used.compareAndSet(false, true);
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
