package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.mcp.client.oauth.OAuthClient;
import io.roundhouse.protocols.mcp.client.oauth.OAuthException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message on its way to a server, and what comes back: an answer, or a stream that is taken up again until the answer is there. */
final class HttpExchange {

  private static final int MAX_BODY_BYTES = 16 << 20;
  private static final int MAX_AUTHORIZATIONS = 3;
  private static final int MAX_RESUMPTIONS = 50;
  private static final long RESUME_MILLIS = 1_000;

  private final HttpLink link;
  private final JsonNode id;
  private final Buffer body;
  private final Map<String, String> headers;
  private @Nullable HttpClientRequest current;
  private int authorizations;
  private int resumptions;
  private boolean over;

  HttpExchange(HttpLink link, JsonNode id, Buffer body, Map<String, String> headers) {
    this.link = link;
    this.id = id;
    this.body = body;
    this.headers = new HashMap<>(headers);
    this.headers.put("Content-Type", "application/json");
    this.headers.put("Accept", "application/json, text/event-stream");
  }

  void post() {
    link.request(HttpMethod.POST, headers)
        .onFailure(refused -> unsent(refused))
        .onSuccess(request -> sent(request, request.send(body)));
  }

  /** Closes the stream; in the revisions without sessions that tells the server to stop. */
  void abandon() {
    over = true;
    if (current != null) {
      current.reset();
    }
  }

  private void unsent(Throwable why) {
    if (why instanceof OAuthException denied) {
      denied(denied);
    } else {
      link.unreachable(id);
    }
  }

  private void sent(HttpClientRequest request, Future<HttpClientResponse> response) {
    current = request;
    if (over) {
      request.reset();
    }
    response.onComplete(this::received, broken -> {
      if (!over) {
        link.unanswered(id, outage("closed the connection before it answered"));
        link.lose("it closed the connection", false);
      }
    });
  }

  private void received(HttpClientResponse response) {
    String named = response.getHeader("Mcp-Session-Id");
    int status = response.statusCode();
    if (named != null && status < 300) {
      link.session(named);
    }
    if (status == 200 && HttpLink.isEvents(response)) {
      stream(response);
    } else if (status == 404 && link.hasSession()) {
      response.body();
      link.unanswered(id, CallFault.sessionOver("the session with server '" + link.server() + "' has expired"));
      link.lose("the session has expired", true);
    } else if (challenges(response)) {
      response.body();
      authorize(response);
    } else {
      response.exceptionHandler(broken -> brokeOff());
      collect(response).onSuccess(collected -> whole(response, collected));
    }
  }

  private void brokeOff() {
    if (!over) {
      link.unanswered(id, outage("broke off its answer"));
      if (link.isResumable()) {
        link.lose("it broke off an answer", false);
      }
    }
  }

  private void stream(HttpClientResponse response) {
    SseReader reader = link.reader(response, id.isNull() ? null : id, this::seen);
    response.exceptionHandler(broken -> {
      if (!resumes(reader)) {
        brokeOff();
      }
    });
    response.handler(reader);
    response.endHandler(end -> {
      if (!resumes(reader)) {
        link.unanswered(id, outage("ended its stream without an answer"));
      }
    });
  }

  private void seen(JsonNode message) {
    if (!message.has("method") && message.path("id").asText().equals(id.asText())) {
      over = true;
      link.forget(id);
    }
  }

  /** Asks for the rest of a stream that broke off, if the server numbers its events. */
  private boolean resumes(SseReader reader) {
    String last = reader.lastEventId();
    if (over || last == null || !link.isResumable() || link.isOver() || resumptions++ >= MAX_RESUMPTIONS) {
      return false;
    }
    link.later(reader.retryMillis() >= 0 ? reader.retryMillis() : RESUME_MILLIS, () -> {
      if (over || link.isOver()) {
        return;
      }
      link.request(HttpMethod.GET, Map.of("Accept", "text/event-stream", "Last-Event-ID", last))
          .onFailure(this::unsent)
          .onSuccess(request -> sent(request, request.send()));
    });
    return true;
  }

  private boolean challenges(HttpClientResponse response) {
    int status = response.statusCode();
    String challenge = response.getHeader("WWW-Authenticate");
    return link.authorization() != null
        && (status == 401 || (status == 403 && challenge != null && challenge.contains("insufficient_scope")));
  }

  private void authorize(HttpClientResponse response) {
    OAuthClient authorization = link.authorization();
    if (authorization == null || ++authorizations > MAX_AUTHORIZATIONS) {
      link.unanswered(id, CallFault.notSent(
          FailureClass.OUTAGE, "server '" + link.server() + "' refuses every authorization; see what its authorization server grants"));
      return;
    }
    String used = response.request().headers().get("Authorization");
    authorization.challenged(response.statusCode(), response.headers().getAll("WWW-Authenticate"), used)
        .onComplete(renewed -> {
          if (!over) {
            post();
          }
        }, this::denied);
  }

  private void denied(Throwable why) {
    String detail = why instanceof OAuthException && why.getMessage() != null
        ? why.getMessage()
        : "the authorization failed";
    link.unanswered(id, CallFault.notSent(FailureClass.OUTAGE, "server '" + link.server() + "' needs authorization: " + detail));
  }

  private void whole(HttpClientResponse response, Buffer collected) {
    int status = response.statusCode();
    if (status == 202 || status == 204) {
      link.unanswered(id, CallFault.maybeSent(
          FailureClass.CONTRACT_VIOLATION, "server '" + link.server() + "' took a request like a message that needs no answer"));
      return;
    }
    CallFault fault = HttpFaults.of(link.server(), response, "HTTP status " + status);
    try {
      JsonNode json = McpConnection.JSON.parse(collected);
      JsonNode error = json.path("error");
      if (status == 200
          || ((status == 400 || status == 404) && json.path("id").asText().equals(id.asText()))
          || ModernCodes.isOne(error.path("code").asInt())) {
        if (json instanceof ObjectNode object && error.isObject() && json.path("id").isNull()) {
          object.set("id", id);
        }
        link.answered(id, json);
      } else if (error.path("message").isTextual()) {
        fault = HttpFaults.of(link.server(), response, error.path("message").textValue());
      }
    } catch (Refusal e) {
      // Not JSON: the status has to do.
    }
    link.unanswered(id, fault);
  }

  private Future<Buffer> collect(HttpClientResponse response) {
    Buffer collected = Buffer.buffer();
    response.handler(chunk -> {
      if (collected.length() + chunk.length() > MAX_BODY_BYTES) {
        response.request().reset();
      } else {
        collected.appendBuffer(chunk);
      }
    });
    return response.end().map(end -> collected);
  }

  private CallFault outage(String what) {
    return CallFault.maybeSent(FailureClass.OUTAGE, "server '" + link.server() + "' " + what);
  }
}
