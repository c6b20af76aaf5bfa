package io.roundhouse.server.config;

import io.roundhouse.protocols.access.ClientLimits;
import io.roundhouse.toolgraph.heal.HealPolicy;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import java.time.Duration;
import java.util.Optional;

/** Reads what bounds the server: {@code limits}, {@code breaker}, and a graph's {@code retries}. */
final class PoliciesReader {

  private static final int MOST_BYTES = 1 << 30;
  private static final int MOST = 1_000_000;

  private PoliciesReader() {}

  static LimitsConfig limits(Optional<Node> section) {
    LimitsConfig defaults = LimitsConfig.ofDefaults();
    if (section.isEmpty()) {
      return defaults;
    }
    Fields fields = section.get().fields();
    LimitsConfig limits = new LimitsConfig(
        integer(fields, "max-body-bytes", 1, MOST_BYTES, defaults.maxBodyBytes()),
        integer(fields, "max-header-bytes", 256, MOST_BYTES, defaults.maxHeaderBytes()),
        integer(fields, "max-json-depth", 1, 1_000, defaults.maxJsonDepth()),
        fields.optional("body-timeout").map(Node::duration).orElse(defaults.bodyTimeout()),
        integer(fields, "max-sessions", 1, MOST, defaults.maxSessions()),
        fields.optional("session-idle").map(Node::duration).orElse(defaults.sessionIdle()),
        integer(fields, "max-runs", 1, MOST, defaults.maxRuns()),
        clients(fields, defaults.clients()),
        fields.optional("close-grace").map(Node::duration).orElse(defaults.closeGrace()));
    fields.end();
    return limits;
  }

  private static ClientLimits clients(Fields fields, ClientLimits defaults) {
    int rate = integer(fields, "requests-per-second", 1, MOST, defaults.requestsPerSecond());
    int burst = integer(fields, "request-burst", 1, MOST, Math.max(rate, defaults.burst()));
    if (burst < rate) {
      fields.optional("request-burst").ifPresent(node ->
          node.problem(node.place() + " is " + node.shown() + ", fewer than requests-per-second", "expected at least " + rate));
    }
    if (rate == 0) {
      fields.optional("request-burst").ifPresent(node ->
          node.problem(node.place() + " has no effect without requests-per-second", "remove it"));
    }
    return new ClientLimits(rate, Math.max(burst, rate),
        integer(fields, "max-requests-per-client", 1, MOST, defaults.requestsAtOnce()),
        integer(fields, "max-streams-per-client", 1, MOST, defaults.streams()),
        integer(fields, "max-sessions-per-client", 1, MOST, defaults.sessions()));
  }

  static BreakerPolicy breaker(Optional<Node> section) {
    BreakerPolicy defaults = BreakerPolicy.ofDefaults();
    if (section.isEmpty()) {
      return defaults;
    }
    Fields fields = section.get().fields();
    long open = millis(fields, "open", defaults.openMillis());
    BreakerPolicy breaker = defaults
        .withFailureThreshold(integer(fields, "failure-threshold", 1, MOST, defaults.failureThreshold()))
        .withOpenMillis(open)
        .withProbeMillis(millis(fields, "probe", defaults.probeMillis()))
        .withPauseMillis(millis(fields, "pause", defaults.pauseMillis()))
        .withOutageOpensDomain(
            fields.optional("outage-opens-domain").map(Node::truth).orElse(defaults.outageOpensDomain()));
    long longest = notBelow(fields, "max-open", "open", open, breaker.maxOpenMillis());
    fields.end();
    return breaker.withMaxOpenMillis(longest);
  }

  static HealPolicy retries(Optional<Node> section) {
    HealPolicy defaults = HealPolicy.ofDefaults();
    if (section.isEmpty()) {
      return defaults;
    }
    Fields fields = section.get().fields();
    long backoff = millis(fields, "backoff", defaults.backoffMillis());
    HealPolicy retries = defaults
        .withMaxAttempts(integer(fields, "max-attempts", 1, 1_000, defaults.maxAttempts()))
        .withBackoffMillis(backoff)
        .withMaxUndoAttempts(integer(fields, "max-undo-attempts", 1, 1_000, defaults.maxUndoAttempts()))
        .withMaxWaitMillis(millis(fields, "max-wait", defaults.maxWaitMillis()));
    long longest = notBelow(fields, "max-backoff", "backoff", backoff, retries.maxBackoffMillis());
    fields.end();
    return retries.withMaxBackoffMillis(longest);
  }

  private static int integer(Fields fields, String key, int least, int most, int standard) {
    return fields.optional(key).map(node -> node.integer(least, most)).orElse(standard);
  }

  private static long millis(Fields fields, String key, long standard) {
    return fields.optional(key).map(Node::duration).map(Duration::toMillis).orElse(standard);
  }

  private static long notBelow(Fields fields, String key, String lower, long least, long standard) {
    long value = millis(fields, key, standard);
    if (value < least) {
      fields.optional(key).ifPresent(node ->
          node.problem(node.place() + " is " + node.shown(), "expected at least as long as " + lower + ", " + least + "ms"));
      return least;
    }
    return value;
  }
}
