package io.roundhouse.protocols.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * The clients of late, by name: at most 10,000, those that rested longest are forgotten. Thread-safe.
 *
 * <p>A client that is forgotten while something of it is under way starts to be counted from zero.
 */
final class Clients {

  private static final int MOST = 10_000;

  private final Cache<String, Client> clients;
  private final ClientLimits limits;
  private final TimeMeter time;

  Clients(ClientLimits limits, TimeMeter time) {
    this.limits = limits;
    this.time = time;
    this.clients = Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofMinutes(30)).executor(Runnable::run).build();
  }

  Client named(String name) {
    return clients.get(name, unknown -> new Client(limits, time));
  }
}
