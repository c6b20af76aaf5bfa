package io.roundhouse.protocols.a2a;

import static io.roundhouse.runtime.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.House;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Performs the same operation over each of the three bindings, for tests that compare them. */
final class Bindings {

  private final HttpClient http1;
  private final HttpClient http2;
  private final int port;
  private final int grpcPort;

  /** The bindings of A2A 1.0. */
  enum Binding { JSONRPC, REST, GRPC }

  /** What came: JSON in the form of 1.0, one per event of a stream; or the reason of a refusal. */
  record Answer(int status, List<JsonNode> events, String reason, String raw) {

    JsonNode only() {
      return events.getFirst();
    }

    boolean isRefused() {
      return !reason.isEmpty();
    }
  }

  private Bindings(HttpClient http1, HttpClient http2, int port, int grpcPort) {
    this.http1 = http1;
    this.http2 = http2;
    this.port = port;
    this.grpcPort = grpcPort;
  }

  static Bindings plain(Vertx vertx, int port, int grpcPort) {
    return new Bindings(vertx.createHttpClient(), vertx.createHttpClient(new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false)), port, grpcPort);
  }

  /** Over TLS, trusting {@code trusted}, and showing a certificate if there is one. */
  static Bindings encrypted(Vertx vertx, int port, int grpcPort, Path trusted, Path certificate, Path key) {
    HttpClientOptions http1 = encrypted(trusted, certificate, key);
    HttpClientOptions http2 = encrypted(trusted, certificate, key).setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(true);
    return new Bindings(vertx.createHttpClient(http1), vertx.createHttpClient(http2), port, grpcPort);
  }

  private static HttpClientOptions encrypted(Path trusted, Path certificate, Path key) {
    HttpClientOptions options = new HttpClientOptions().setSsl(true).setTrustOptions(new PemTrustOptions().addCertPath(trusted.toString()));
    return certificate == null ? options : options.setKeyCertOptions(
        new PemKeyCertOptions().addCertPath(certificate.toString()).addKeyPath(key.toString()));
  }

  Answer call(Binding binding, String agent, String operation, JsonNode params) {
    return call(binding, agent, operation, params, Map.of());
  }

  Answer call(Binding binding, String agent, String operation, JsonNode params, Map<String, String> headers) {
    return switch (binding) {
      case JSONRPC -> {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("id", 1).put("method", operation);
        envelope.set("params", params);
        yield json(send(HttpMethod.POST, "/a2a/" + agent, Buffer.buffer(envelope.toString()), headers), true);
      }
      case REST -> rest(agent, operation, params, headers);
      case GRPC -> {
        ObjectNode addressed = params.deepCopy();
        addressed.put("tenant", agent);
        yield GrpcFrames.answer(operation, grpc(operation, GrpcFrames.request(operation, addressed), headers));
      }
    };
  }

  private Answer rest(String agent, String operation, JsonNode params, Map<String, String> headers) {
    String id = text(params, "id");
    String task = text(params, "taskId");
    String configs = "/tasks/" + task + "/pushNotificationConfigs";
    boolean post = operation.startsWith("Send") || operation.startsWith("Create") || operation.equals("CancelTask");
    String path = switch (operation) {
      case "SendMessage" -> "/message:send";
      case "SendStreamingMessage" -> "/message:stream";
      case "GetTask" -> "/tasks/" + id;
      case "ListTasks" -> "/tasks";
      case "CancelTask" -> "/tasks/" + id + ":cancel";
      case "SubscribeToTask" -> "/tasks/" + id + ":subscribe";
      case "CreateTaskPushNotificationConfig", "ListTaskPushNotificationConfigs" -> configs;
      case "GetTaskPushNotificationConfig", "DeleteTaskPushNotificationConfig" -> configs + "/" + id;
      case "GetExtendedAgentCard" -> "/extendedAgentCard";
      default -> throw new AssertionError(operation);
    };
    List<String> query = new ArrayList<>();
    if (!post) {
      params.properties().stream().filter(field -> !field.getKey().equals("id") && !field.getKey().equals("taskId")).forEach(field ->
          query.add(field.getKey() + "=" + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8)));
    }
    HttpMethod method = post ? HttpMethod.POST : operation.startsWith("Delete") ? HttpMethod.DELETE : HttpMethod.GET;
    Buffer body = post ? Buffer.buffer(params.toString()) : Buffer.buffer();
    return json(send(method, "/a2a/" + agent + path + (query.isEmpty() ? "" : "?" + String.join("&", query)), body, headers), false);
  }

  private static String text(JsonNode params, String field) {
    return URLEncoder.encode(params.path(field).asText(""), StandardCharsets.UTF_8);
  }

  /** What came over HTTP/1.1: the status, the type, the body. */
  record Reply(int status, String type, String body) {}

  Reply send(HttpMethod method, String path, Buffer body, Map<String, String> headers) {
    RequestOptions options = new RequestOptions().setMethod(method).setHost("127.0.0.1").setPort(port).setURI(path)
        .putHeader("A2A-Version", "1.0");
    if (method.equals(HttpMethod.POST)) {
      options.putHeader("Content-Type", "application/json");
    }
    headers.forEach(options::putHeader);
    return await(http1.request(options).compose(request -> request.send(body).compose(response -> response.body().map(bytes ->
        new Reply(response.statusCode(), String.valueOf(response.getHeader("Content-Type")), bytes.toString())))));
  }

  private static Answer json(Reply reply, boolean rpc) {
    List<JsonNode> bodies = reply.type().startsWith("text/event-stream")
        ? reply.body().lines().filter(line -> line.startsWith("data:")).map(line -> House.json(line.substring(5))).toList()
        : List.of(reply.body().isEmpty() ? JsonNodeFactory.instance.objectNode() : House.json(reply.body()));
    JsonNode error = bodies.getFirst().path("error");
    if (error.isObject()) {
      String reason = "";
      for (JsonNode detail : error.path(rpc ? "data" : "details")) {
        reason = detail.path("reason").asText(reason);
      }
      return new Answer(reply.status(), List.of(), reason.isEmpty() ? "no reason" : reason, reply.body());
    }
    return new Answer(reply.status(), rpc ? bodies.stream().map(body -> body.path("result")).toList() : bodies, "", reply.body());
  }

  /** Sends bytes as a gRPC call, whatever they are. */
  GrpcFrames.Reply grpc(String method, Buffer bytes, Map<String, String> headers) {
    RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setHost("127.0.0.1").setPort(grpcPort)
        .setURI("/" + GrpcFrames.SERVICE + "/" + method)
        .putHeader("content-type", "application/grpc").putHeader("te", "trailers").putHeader("a2a-version", "1.0");
    headers.forEach((name, value) -> options.putHeader(name.toLowerCase(java.util.Locale.ROOT), value));
    return await(http2.request(options).compose(request -> request.send(bytes).compose(response -> response.body().map(body ->
        GrpcFrames.Reply.of(response, body)))));
  }
}
