package io.roundhouse.protocols.a2a.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.legacy.NewForm;
import io.roundhouse.protocols.a2a.legacy.OldForm;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.FieldNames;
import io.roundhouse.protocols.http.BoundedJson;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends operations to one remote agent over the binding and in the version that its card offers; answers are in the form of 1.0.
 * Thread-safe; futures fail with a {@link RemoteFault}.
 */
final class RemoteWire {

  private static final BoundedJson JSON = new BoundedJson(128);
  private static final int LARGEST_ANSWER = 16 << 20;
  private static final String IDEMPOTENT = "https://roundhouse.io/a2a/extensions/idempotent-messages/v1";

  private final HttpClient http;
  private final RemoteAgent agent;
  private final RemoteCard card;
  private final AtomicLong ids = new AtomicLong();

  RemoteWire(HttpClient http, RemoteAgent agent, RemoteCard card) {
    this.http = http;
    this.agent = agent;
    this.card = card;
  }

  /** Performs an operation that has one answer; {@code maxMillis} is how long that may take. */
  Future<JsonNode> request(String operation, ObjectNode params, long maxMillis) {
    return open(operation, params, false)
        .compose(response -> body(response).map(body -> answer(operation, response, body)))
        .timeout(Math.max(1, maxMillis), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(fault(failure)));
  }

  /** A stream under way: {@code ended} succeeds when the agent ends it. */
  record Stream(Future<Void> ended, Runnable stop) {}

  /** Performs an operation that answers with a stream; events are passed on as they come. */
  Future<Stream> stream(String operation, ObjectNode params, Consumer<JsonNode> events) {
    return open(operation, params, true).compose(response -> {
      String type = response.getHeader("Content-Type");
      if (type == null || !type.startsWith("text/event-stream")) {
        return body(response).map(body -> {
          JsonNode only = answer(operation, response, body);
          events.accept(only);
          return new Stream(Future.succeededFuture(), () -> { });
        });
      }
      return Future.succeededFuture(follow(response, events));
    }).recover(failure -> Future.failedFuture(fault(failure)));
  }

  private Stream follow(HttpClientResponse response, Consumer<JsonNode> events) {
    Promise<Void> ended = Promise.promise();
    StringBuilder data = new StringBuilder();
    RecordParser lines = RecordParser.newDelimited("\n", line -> {
      String text = line.toString().stripTrailing();
      if (text.startsWith("data:")) {
        data.append(text.substring(5).strip());
      } else if (text.isEmpty() && !data.isEmpty()) {
        String event = data.toString();
        data.setLength(0);
        try {
          events.accept(event(JSON.parse(Buffer.buffer(event))));
        } catch (RemoteFault | Refusal broken) {
          ended.tryFail(fault(broken));
          response.request().reset();
        }
      }
    });
    lines.maxRecordSize(LARGEST_ANSWER);
    lines.exceptionHandler(tooLarge -> {
      ended.tryFail(RemoteFault.of(FailureClass.CONTRACT_VIOLATION, "agent '" + agent.name() + "' sends events that are too large"));
      response.request().reset();
    });
    response.handler(lines);
    response.endHandler(end -> ended.tryComplete());
    response.exceptionHandler(lost -> ended.tryComplete());
    return new Stream(ended.future(), () -> response.request().reset());
  }

  private JsonNode event(JsonNode given) {
    JsonNode event = given;
    if (card.link().binding().equals("JSONRPC")) {
      requireNoError(given);
      event = given.path("result");
    }
    return card.link().isLegacy() ? NewForm.event(event) : FieldNames.camel(event);
  }

  private Future<HttpClientResponse> open(String operation, ObjectNode params, boolean streams) {
    RequestOptions options = new RequestOptions()
        .setFollowRedirects(false)
        .setConnectTimeout(agent.requestTimeout().toMillis())
        .putHeader("Accept", streams ? "text/event-stream" : "application/json");
    if (!card.link().isLegacy()) {
      options.putHeader("A2A-Version", "1.0");
      if (card.extensions().contains(IDEMPOTENT)) {
        options.putHeader("A2A-Extensions", IDEMPOTENT);
      }
    }
    agent.headers().forEach(options::putHeader);
    if (!card.link().tenant().isEmpty()) {
      params.put("tenant", card.link().tenant());
    }
    Buffer body = card.link().binding().equals("JSONRPC") ? rpc(options, operation, params) : rest(options, operation, params);
    return http.request(options).compose(request -> body.length() == 0 ? request.send() : request.send(body))
        .timeout(agent.requestTimeout().plus(agent.timeout()).toMillis(), TimeUnit.MILLISECONDS);
  }

  private Buffer rpc(RequestOptions options, String operation, ObjectNode params) {
    String method = card.link().isLegacy() ? OldForm.method(operation) : operation;
    JsonNode given = card.link().isLegacy() && operation.startsWith("Send") ? OldForm.send(params) : params;
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("id", ids.incrementAndGet()).put("method", method);
    body.set("params", given);
    options.setMethod(HttpMethod.POST).setAbsoluteURI(card.link().url().toString()).putHeader("Content-Type", "application/json");
    return JSON.write(body);
  }

  private Buffer rest(RequestOptions options, String operation, ObjectNode params) {
    String base = card.link().url().toString().replaceAll("/+$", "");
    String tenant = params.path("tenant").asText("");
    String root = tenant.isEmpty() ? base : base + "/" + escaped(tenant);
    String task = escaped(params.path("id").asText(""));
    options.setMethod(operation.equals("GetTask") ? HttpMethod.GET : HttpMethod.POST).setAbsoluteURI(switch (operation) {
      case "SendMessage" -> root + "/message:send";
      case "SendStreamingMessage" -> root + "/message:stream";
      case "GetTask" -> root + "/tasks/" + task;
      case "CancelTask" -> root + "/tasks/" + task + ":cancel";
      case "SubscribeToTask" -> root + "/tasks/" + task + ":subscribe";
      default -> throw new IllegalArgumentException(operation);
    });
    if (operation.equals("GetTask")) {
      return Buffer.buffer();
    }
    options.putHeader("Content-Type", "application/a2a+json");
    return JSON.write(operation.startsWith("Send") ? params : JsonNodeFactory.instance.objectNode());
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Future<Buffer> body(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    response.handler(chunk -> {
      if (collected.length() + chunk.length() > LARGEST_ANSWER) {
        whole.tryFail(RemoteFault.of(FailureClass.CONTRACT_VIOLATION, "agent '" + agent.name() + "' sends answers that are too large"));
        response.request().reset();
      } else {
        collected.appendBuffer(chunk);
      }
    });
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(collected));
    return whole.future();
  }

  private JsonNode answer(String operation, HttpClientResponse response, Buffer body) {
    JsonNode json;
    try {
      json = JSON.parse(body);
    } catch (Refusal notJson) {
      throw RemoteFault.of(response.statusCode() >= 500 ? FailureClass.OUTAGE : FailureClass.CONTRACT_VIOLATION,
          "agent '" + agent.name() + "' answered with status " + response.statusCode() + " and no JSON");
    }
    if (card.link().binding().equals("JSONRPC")) {
      requireNoError(json);
      json = json.path("result");
    } else if (response.statusCode() >= 400) {
      JsonNode error = json.path("error");
      throw RemoteFault.refused(agent.name(), reason(error.path("details")), error.path("message").asText("no reason"));
    }
    if (!card.link().isLegacy()) {
      return FieldNames.camel(json);
    }
    return operation.startsWith("Send") ? NewForm.event(json) : NewForm.task(json);
  }

  private void requireNoError(JsonNode envelope) {
    JsonNode error = envelope.path("error");
    if (error.isObject()) {
      throw RemoteFault.refused(agent.name(), A2aError.ofRpc(error.path("code").asInt()), error.path("message").asText("no reason"));
    }
  }

  private static @org.jspecify.annotations.Nullable A2aError reason(JsonNode details) {
    for (JsonNode detail : details) {
      A2aError known = A2aError.ofReason(detail.path("reason").asText(""));
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  private RemoteFault fault(Throwable failure) {
    if (failure instanceof RemoteFault known) {
      return known;
    }
    if (failure instanceof java.util.concurrent.TimeoutException) {
      return RemoteFault.inDoubt(FailureClass.TIMEOUT, "agent '" + agent.name() + "' did not answer in time");
    }
    if (failure instanceof java.net.ConnectException || failure instanceof java.net.UnknownHostException) {
      return RemoteFault.of(FailureClass.OUTAGE, "agent '" + agent.name() + "' cannot be reached");
    }
    if (failure instanceof Refusal) {
      return RemoteFault.of(FailureClass.CONTRACT_VIOLATION, "agent '" + agent.name() + "' answered with something that is not JSON");
    }
    return RemoteFault.inDoubt(FailureClass.OUTAGE, "the connection to agent '" + agent.name() + "' broke");
  }
}
