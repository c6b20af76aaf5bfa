package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which era a server belongs to and agrees on a revision with it (specification 2026-07-28, "Backward Compatibility" of both
 * transports): {@code server/discover} first; a server that does not know it, or stays silent, gets {@code initialize}.
 */
final class Greeting {

  private static final List<String> MODERN = List.of("2026-07-28");
  private static final List<String> SESSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  private final Peer peer;
  private final Link link;
  private final JsonNode capabilities;
  private final Duration timeout;

  Greeting(Peer peer, Link link, JsonNode capabilities, Duration timeout) {
    this.peer = peer;
    this.link = link;
    this.capabilities = capabilities;
    this.timeout = timeout;
  }

  Future<Agreement> open(Era era) {
    return era == Era.LEGACY ? initialize() : discover(era, MODERN.getFirst(), true);
  }

  private Future<Agreement> discover(Era era, String revision, boolean mayRetry) {
    peer.speak(new Dialect.Stateless(revision, capabilities));
    Duration patience = era == Era.AUTO ? timeout.dividedBy(2) : timeout;
    return peer.request(Ask.of("server/discover", empty(), patience)).transform(done -> {
      if (done.succeeded() && done.result().path("supportedVersions").isArray()) {
        return chosen(era, done.result().path("supportedVersions"), done.result().path("capabilities"));
      }
      if (done.cause() instanceof RpcFault fault && fault.error().code() == ModernCodes.UNSUPPORTED_VERSION) {
        JsonNode supported = fault.error().data() == null ? empty() : fault.error().data().path("supported");
        String common = common(MODERN, supported);
        return mayRetry && !common.isEmpty() ? discover(era, common, false) : chosen(era, supported, empty());
      }
      if (done.cause() instanceof RpcFault fault && ModernCodes.isOne(fault.error().code())) {
        return Future.failedFuture(fault);
      }
      return era == Era.AUTO && isStranger(done.cause()) ? initialize() : Future.failedFuture(done.failed() ? done.cause() : unreadable());
    });
  }

  /** Whether the outcome of the first question shows a server that does not know it, rather than one that is not there. */
  private boolean isStranger(@Nullable Throwable why) {
    return switch (why) {
      case null -> true;
      case RpcFault fault -> true;
      case CallFault fault -> switch (fault.failure().failureClass()) {
        case CONTRACT_VIOLATION, TRANSIENT, BAD_INPUT -> true;
        case TIMEOUT -> !link.hasHeaders();
        case RATE_LIMITED, OUTAGE, DENIED -> false;
      };
      default -> false;
    };
  }

  private Future<Agreement> chosen(Era era, JsonNode supported, JsonNode offered) {
    String modern = common(MODERN, supported);
    if (!modern.isEmpty()) {
      peer.speak(new Dialect.Stateless(modern, capabilities));
      return Future.succeededFuture(new Agreement(Era.MODERN, modern, offered));
    }
    if (era == Era.AUTO && !common(SESSIONS, supported).isEmpty()) {
      return initialize();
    }
    return Future.failedFuture(new McpServerException(
        "it speaks the revisions " + supported + " of the protocol, expected one of " + (era == Era.MODERN ? MODERN : all())));
  }

  private static String common(List<String> ours, JsonNode theirs) {
    return ours.stream()
        .filter(one -> StreamSupport.stream(theirs.spliterator(), false).anyMatch(other -> other.asText().equals(one)))
        .findFirst().orElse("");
  }

  private Future<Agreement> initialize() {
    peer.speak(new Dialect.Session());
    ObjectNode params = empty().put("protocolVersion", SESSIONS.getFirst());
    params.set("capabilities", capabilities);
    params.set("clientInfo", Dialect.CLIENT);
    return peer.request(Ask.of("initialize", params, timeout)).map(result -> {
      String revision = result.path("protocolVersion").asText("");
      if (!SESSIONS.contains(revision)) {
        throw new McpServerException("it speaks revision '" + revision + "' of the protocol, expected one of " + all());
      }
      link.agreed(revision);
      peer.notify("notifications/initialized");
      return new Agreement(Era.LEGACY, revision, result.path("capabilities"));
    });
  }

  private static List<String> all() {
    return Stream.concat(MODERN.stream(), SESSIONS.stream()).toList();
  }

  private static CallFault unreadable() {
    return CallFault.notSent(FailureClass.CONTRACT_VIOLATION, "it does not say which revisions of the protocol it speaks");
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Whether an error means that the server wants other headers with a call than its last list said. */
  static boolean isMismatch(Throwable why) {
    return why instanceof RpcFault fault && fault.error().code() == ModernCodes.HEADER_MISMATCH;
  }
}
