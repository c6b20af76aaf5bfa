package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.roundhouse.protocols.a2a.grpc.ProtoFile;
import io.roundhouse.protocols.a2a.grpc.ProtoJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Messages of gRPC calls as bytes, and back. */
final class GrpcFrames {

  private static final ProtoFile A2A = ProtoFile.resource("a2a.proto");
  private static final ProtoFile RPC = ProtoFile.resource("status.proto");

  static final String SERVICE = A2A.packageName() + ".A2AService";

  private GrpcFrames() {}

  /** What came: the status of the call, its details, and the bytes. */
  record Reply(String http, String status, String message, String details, Buffer body) {

    static Reply of(HttpClientResponse response, Buffer body) {
      return new Reply(response.version() + " " + response.statusCode(), part(response, "grpc-status"), part(response, "grpc-message"),
          part(response, "grpc-status-details-bin"), body);
    }

    private static String part(HttpClientResponse response, String name) {
      String trailer = response.trailers().get(name);
      String value = trailer == null ? response.getHeader(name) : trailer;
      return value == null ? "" : value;
    }
  }

  static Buffer request(String method, JsonNode params) {
    return framed(ProtoJson.write(A2A.methods().get(method).input(), params));
  }

  static Buffer framed(byte[] message) {
    return Buffer.buffer().appendByte((byte) 0).appendInt(message.length).appendBytes(message);
  }

  static Bindings.Answer answer(String method, Reply reply) {
    try {
      String raw = reply.status() + " " + reply.message() + " " + text(reply.details());
      if (reply.status().isEmpty()) {
        throw new AssertionError("a call without a status: " + reply);
      }
      if (!reply.status().equals("0")) {
        return new Bindings.Answer(Integer.parseInt(reply.status()), List.of(), reason(reply.details()), raw);
      }
      List<JsonNode> messages = new ArrayList<>();
      for (int at = 0; at < reply.body().length();) {
        int length = reply.body().getInt(at + 1);
        messages.add(ProtoJson.read(A2A.methods().get(method).output(), reply.body().getBytes(at + 5, at + 5 + length)));
        at += 5 + length;
      }
      return new Bindings.Answer(0, messages, "", raw);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static String reason(String details) throws InvalidProtocolBufferException {
    if (details.isEmpty()) {
      return "no reason";
    }
    JsonNode status = ProtoJson.read(RPC.message("Status"), Base64.getDecoder().decode(details));
    for (JsonNode detail : status.path("details")) {
      if (detail.path("typeUrl").asText("").endsWith("ErrorInfo")) {
        return ProtoJson.read(RPC.message("ErrorInfo"), Base64.getDecoder().decode(detail.path("value").asText())).path("reason").asText();
      }
    }
    return "no reason";
  }

  /** What a reader of the details would see, however they are packed. */
  static String text(String details) {
    return details.isEmpty() ? "" : new String(Base64.getDecoder().decode(details), java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
