package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.mcp.client.pinning.PinBook;
import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import io.roundhouse.protocols.mcp.client.pinning.PinningException;
import io.roundhouse.protocols.mcp.client.pinning.Review;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server's tools as they should be: lists them anew when they have changed or the list is too old, and lets in what may be used.
 * Confined to the connection's event loop.
 */
final class Inventory {

  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
  private static final Duration LOOK_FOR_APPROVALS = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Context context;
  private final McpServer server;
  private final Clock clock;
  private final Timers timers;
  private final Toolbox toolbox;
  private final PinBook pins;
  private List<JsonNode> listed = List.of();
  private Instant freshUntil = Instant.MAX;
  private long pinsVersion;
  private boolean refreshing;
  private boolean refreshAgain;
  private boolean reviewing;
  private boolean reviewAgain;
  private boolean watching;
  private boolean closed;

  Inventory(Vertx vertx, Context context, McpServer server, Clock clock, Timers timers, Toolbox toolbox) {
    this.vertx = vertx;
    this.context = context;
    this.server = server;
    this.clock = clock;
    this.timers = timers;
    this.toolbox = toolbox;
    this.pins = PinBook.of(server.pinning());
  }

  /** Takes a list from the server. */
  Future<Void> take(Listing listing) {
    freshUntil = listing.fresh().isZero() ? Instant.MAX : clock.instant().plus(listing.fresh());
    return admit(listing.tools());
  }

  /** Goes on with the tools that the server is known to have, although it has not listed any. */
  Future<Void> takeApproved() {
    return vertx.executeBlocking(() -> pins.approved(server.name()), false).compose(this::admit);
  }

  /** Looks at the definitions again, as after a change of the approvals or of the tools next to them. */
  Future<Void> review() {
    return admit(listed);
  }

  /** Lists the tools again; changes that come meanwhile are looked at once more afterwards. */
  void refresh(Attempt attempt) {
    if (refreshing) {
      refreshAgain = true;
      return;
    }
    refreshing = true;
    attempt.tools().compose(this::take).onComplete(done -> {
      refreshing = false;
      if (done.failed()) {
        LOG.warn("server '{}' did not list its changed tools", server.name());
      }
      if (refreshAgain) {
        refreshAgain = false;
        refresh(attempt);
      }
    });
  }

  /** Before a call: a list whose time is over is asked for again, without waiting for it. */
  void refreshIfStale(Attempt attempt) {
    if (!clock.instant().isBefore(freshUntil)) {
      freshUntil = Instant.MAX;
      refresh(attempt);
    }
  }

  void close() {
    closed = true;
  }

  /** Reading and writing the approvals blocks, so it is done elsewhere, one at a time. */
  private Future<Void> admit(List<JsonNode> definitions) {
    listed = definitions;
    Set<String> others = toolbox.others();
    if (server.pinning().mode() == Pinning.Mode.OFF) {
      toolbox.update(pins.review(server.name(), definitions, others));
      return Future.succeededFuture();
    }
    if (reviewing) {
      reviewAgain = true;
      return Future.succeededFuture();
    }
    reviewing = true;
    return vertx.executeBlocking(() -> {
      Review review = pins.review(server.name(), definitions, others);
      return Map.entry(review, pins.version());
    }, false).transform(done -> {
      reviewing = false;
      if (done.failed()) {
        String why = done.cause() instanceof PinningException && done.cause().getMessage() != null
            ? done.cause().getMessage()
            : "its definitions cannot be looked at";
        return Future.failedFuture(new McpServerException(why));
      }
      toolbox.update(done.result().getKey());
      pinsVersion = done.result().getValue();
      if (reviewAgain) {
        reviewAgain = false;
        return admit(listed);
      }
      watchApprovals();
      return Future.succeededFuture();
    });
  }

  /** While something waits for approval, looks now and then whether a person has given it. */
  private void watchApprovals() {
    if (watching || closed || toolbox.held().isEmpty()) {
      return;
    }
    watching = true;
    timers.after(LOOK_FOR_APPROVALS, () -> context.runOnContext(on -> {
      watching = false;
      if (closed) {
        return;
      }
      vertx.executeBlocking(pins::version, false).onSuccess(version -> {
        if (version != pinsVersion) {
          admit(listed).onFailure(why -> LOG.warn("{}", why.getMessage()));
        } else {
          watchApprovals();
        }
      });
    }));
  }
}
