package io.roundhouse.protocols.mcp.client;

import io.roundhouse.protocols.mcp.client.oauth.OAuthClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection alive: one attempt after another, with pauses that grow while they fail. Confined to the connection's event loop,
 * except where marked.
 */
final class Lifeline {

  private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);
  private static final int MOST_FOLLOWED = 1_000;

  /** What is done with a server that can be reached again. */
  interface Household extends News {

    /** Takes over the tools; the attempt counts as failed if that fails. */
    Future<Void> take(Listing tools);

    /** All is taken over; returns what there is, for the log. */
    String ready(Attempt attempt);
  }

  private final Vertx vertx;
  private final Context context;
  private final McpServer server;
  private final Clock clock;
  private final Timers timers;
  private final Household household;
  private final Conversation standing;
  private final @Nullable OAuthClient authorization;
  private final Set<String> followed = new LinkedHashSet<>();
  private final List<Promise<Attempt>> waiting = new ArrayList<>();
  private volatile @Nullable Attempt current;
  private volatile @Nullable Instant retryAt;
  private volatile boolean closed;
  private Era known;
  private int failures;
  private Instant connectedAt = Instant.EPOCH;

  Lifeline(Vertx vertx, Context context, McpServer server, Clock clock, Timers timers, Household household) {
    this.vertx = vertx;
    this.context = context;
    this.server = server;
    this.clock = clock;
    this.timers = timers;
    this.household = household;
    this.standing = new StandingConversation(server.inputs());
    this.authorization = server.transport() instanceof McpTransport.Http http && http.authorization() != null
        ? new OAuthClient(vertx, http.url(), http.authorization(), clock)
        : null;
    this.known = server.era();
  }

  /** The present life, ready or not; from any thread. */
  Optional<Attempt> current() {
    return Optional.ofNullable(current);
  }

  /** The present life if it can be called; from any thread. */
  Optional<Attempt> ready() {
    return current().filter(Attempt::isReady);
  }

  /** When the next attempt is due; empty while connected; from any thread. */
  Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  /** Why a call cannot be made now; from any thread. */
  String gone() {
    return "server '" + server.name() + "' is not connected; " + absence();
  }

  /** What is being done about it; from any thread. */
  String absence() {
    Instant next = retryAt;
    if (closed) {
      return "the connection was closed";
    }
    return next == null || !next.isAfter(clock.instant())
        ? "an attempt to connect is under way"
        : "the next attempt to connect is at " + next.truncatedTo(ChronoUnit.MILLIS);
  }

  Future<Void> connect() {
    Attempt attempt = new Attempt(vertx, context, server, known, standing, authorization, this::lost, household, followed);
    current = attempt;
    Future<Void> taken = attempt.open().compose(household::take).onFailure(why -> {
      known = server.era();
      attempt.close("its tools cannot be taken over");
    });
    return taken.<Void>map(done -> {
      String there = household.ready(attempt);
      attempt.agreement().ifPresent(agreed -> known = server.era() == Era.AUTO && !agreed.isModern() ? Era.LEGACY : server.era());
      retryAt = null;
      connectedAt = clock.instant();
      LOG.info("connected to server '{}' with revision {}: {}", server.name(), attempt.agreement().map(Agreement::revision).orElse("?"),
          there);
      return null;
    }).onComplete(done -> tell(one -> one.complete(attempt)), why -> tellThatThereIsNone());
  }

  /** An attempt that was ready is of no use any more. */
  private void lost(Attempt attempt, String why, boolean retryAtOnce) {
    if (current != attempt || closed) {
      return;
    }
    Duration lastWait = server.backoff().after(failures - 1);
    if (!connectedAt.plus(lastWait).isAfter(clock.instant())) {
      failures = 0;
    }
    LOG.warn("lost server '{}': {}", server.name(), why);
    if (retryAtOnce && failures == 0) {
      failures++;
      retryAt = clock.instant();
      reconnect();
    } else {
      retryLater();
    }
  }

  /** Tries again after a pause, and for as long as it takes. */
  void retryLater() {
    tellThatThereIsNone();
    Duration wait = server.backoff().after(failures++);
    retryAt = clock.instant().plus(wait);
    LOG.info("next attempt to connect to server '{}' in {} ms", server.name(), wait.toMillis());
    timers.after(wait, () -> context.runOnContext(on -> reconnect()));
  }

  private void reconnect() {
    if (closed) {
      return;
    }
    connect().onFailure(why -> {
      if (!closed) {
        LOG.warn("{}", why.getMessage());
        retryLater();
      }
    });
  }

  /** The life after this one, which begins at once when the server has forgotten the session. */
  Future<Attempt> next() {
    Promise<Attempt> began = Promise.promise();
    waiting.add(began);
    return began.future();
  }

  private void tell(Consumer<Promise<Attempt>> news) {
    List<Promise<Attempt>> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(news);
  }

  private void tellThatThereIsNone() {
    tell(one -> one.fail(CallFault.sessionOver("the session with server '" + server.name() + "' has expired, and there is no new one")));
  }

  /** Hears of changes of a resource in this and later lives, or no longer; at most 1,000 are followed. */
  void follow(String uri, boolean on) {
    boolean news = on ? followed.size() < MOST_FOLLOWED && followed.add(uri) : followed.remove(uri);
    if (news) {
      ready().ifPresent(attempt -> attempt.follow(uri, on));
    }
  }

  /** Ends the present life, and begins no other. */
  Future<Void> close() {
    closed = true;
    retryAt = null;
    tellThatThereIsNone();
    if (authorization != null) {
      authorization.close();
    }
    Attempt attempt = current;
    current = null;
    return attempt == null ? Future.succeededFuture() : attempt.close("the connection was closed");
  }
}
