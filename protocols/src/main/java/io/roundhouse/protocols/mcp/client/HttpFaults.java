package io.roundhouse.protocols.mcp.client;

import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.http.HttpClientResponse;

/** Reads an HTTP status as the kind of failure it is. */
final class HttpFaults {

  private HttpFaults() {}

  static CallFault of(String server, HttpClientResponse response, String detail) {
    String message = "server '" + server + "' answered: " + detail;
    return switch (response.statusCode()) {
      case 200 -> CallFault.maybeSent(FailureClass.CONTRACT_VIOLATION, "server '" + server + "' sent an answer that is no message");
      case 401 -> CallFault.notSent(FailureClass.OUTAGE, message + "; it does not accept our credentials");
      case 403 -> CallFault.notSent(FailureClass.DENIED, message);
      case 408, 504 -> CallFault.maybeSent(FailureClass.TIMEOUT, message);
      case 429 -> CallFault.rateLimited(message, pause(response));
      case 502, 503 -> CallFault.notSent(FailureClass.OUTAGE, message);
      case 500 -> CallFault.maybeSent(FailureClass.TRANSIENT, message);
      default -> CallFault.notSent(FailureClass.CONTRACT_VIOLATION, message);
    };
  }

  private static long pause(HttpClientResponse response) {
    String seconds = response.getHeader("Retry-After");
    return seconds != null && seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) * 1_000 : 0;
  }
}
