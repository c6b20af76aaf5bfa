package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The MCP Java SDK behind Vert.x futures: the one class that knows SDK and Reactor types. Thread-safe.
 *
 * <p>The SDK's asynchronous server keeps the state of sessions: the handshake, log levels, and requests and notifications to the
 * client. It works on whatever thread calls it and never blocks.
 */
final class SdkSessions {

  private static final Logger LOG = LoggerFactory.getLogger(SdkSessions.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(JSON);

  private final Provider provider = new Provider();
  private final McpAsyncServer server;

  SdkSessions(McpOptions.Identity identity) {
    McpServer.AsyncSpecification<?> description = McpServer.async(provider)
        .serverInfo(identity.name(), identity.version())
        .capabilities(McpSchema.ServerCapabilities.builder()
            .tools(true).prompts(true).resources(true, true).logging().completions().build())
        .jsonMapper(MAPPER);
    String instructions = identity.instructions();
    this.server = instructions == null ? description.build() : description.instructions(instructions).build();
    warmUp();
  }

  /** A session with the answer to the client's first request. */
  record Opened(Session session, JsonNode result) {}

  /** Revisions of the protocol that sessions may agree on, oldest first. */
  List<String> revisions() {
    return provider.protocolVersions();
  }

  /** Opens a session; the future fails with an {@link RpcFault} if the parameters are no handshake. */
  Future<Opened> open(JsonNode params) {
    McpSchema.InitializeRequest request;
    try {
      request = JSON.convertValue(Handshake.required(params), McpSchema.InitializeRequest.class);
    } catch (RpcFault | IllegalArgumentException e) {
      return Future.failedFuture(Handshake.incomplete());
    }
    McpStreamableServerSession.McpStreamableServerSessionInit init = provider.factory().startSession(request);
    Session session = new Session(init.session());
    return future(init.initResult()).map(result -> new Opened(session, JSON.valueToTree(result)));
  }

  /** Sends a notification without parameters to every client that listens. */
  Future<Void> tellAll(String method) {
    return future(provider.notifyClients(method, null)).mapEmpty();
  }

  /** One client's session. */
  final class Session {

    private final McpStreamableServerSession sdk;

    private Session(McpStreamableServerSession sdk) {
      this.sdk = sdk;
    }

    String id() {
      return sdk.getId();
    }

    /** Lets the SDK answer a request through the outlet, which it closes when done. */
    Future<Void> request(RpcMessage.Request request, Outlet outlet) {
      Object id = request.id().isTextual() ? request.id().textValue() : (Object) request.id().longValue();
      Object params = request.params() == null ? null : JSON.convertValue(request.params(), Object.class);
      McpSchema.JSONRPCRequest message = new McpSchema.JSONRPCRequest(request.method(), id, params);
      return future(sdk.responseStream(new Stream(outlet)).handle(message)).mapEmpty();
    }

    /** The client has completed the handshake. */
    Future<Void> initialized() {
      return future(sdk.accept(new McpSchema.JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED))).mapEmpty();
    }

    /** Takes the client's answer to a request of ours; fails if there was no such request. */
    Future<Void> response(RpcMessage.Response response) {
      Object id = response.id().isTextual() ? response.id().textValue() : (Object) response.id().longValue();
      RpcError error = response.error();
      McpSchema.JSONRPCResponse message = error == null
          ? McpSchema.JSONRPCResponse.result(id, JSON.convertValue(response.result(), Object.class))
          : McpSchema.JSONRPCResponse.error(id, new McpSchema.JSONRPCResponse.JSONRPCError(error.code(), error.message(), null));
      return future(sdk.accept(message)).mapEmpty();
    }

    /** Sends a notification to the client, if it listens. */
    Future<Void> tell(String method, JsonNode params) {
      return future(sdk.sendNotification(method, JSON.convertValue(params, Object.class))).mapEmpty();
    }

    /** Makes the outlet the one for messages that answer no request; returns the way to stop. */
    Runnable listen(Outlet outlet) {
      McpStreamableServerSession.McpStreamableServerSessionStream stream = sdk.listeningStream(new Stream(outlet));
      provider.listening.put(sdk, stream);
      return () -> {
        provider.listening.remove(sdk, stream);
        stream.close();
      };
    }

    /** Ends the session. */
    Future<Void> close() {
      provider.listening.remove(sdk);
      return future(sdk.delete()).mapEmpty();
    }
  }

  /** What the SDK's server asks of a transport; connections come in through {@link #open} instead. */
  private static final class Provider implements McpStreamableServerTransportProvider {

    private final Map<McpStreamableServerSession, Object> listening = new ConcurrentHashMap<>();
    private McpStreamableServerSession.@Nullable Factory factory;

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory sessionFactory) {
      this.factory = sessionFactory;
    }

    McpStreamableServerSession.Factory factory() {
      return Objects.requireNonNull(factory, "the SDK's server sets the factory when it is built");
    }

    @Override
    public Mono<Void> notifyClients(String method, @Nullable Object params) {
      return Mono.fromRunnable(() -> listening.keySet().forEach(session -> session.sendNotification(method, params)
          .subscribe(sent -> {}, gone -> LOG.debug("session {} did not take {}", session.getId(), method))));
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }

  /** An outlet as the SDK sees it. What it says about its own faults is for our log, not for clients. */
  private record Stream(Outlet outlet) implements McpStreamableServerTransport {

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
      return Mono.create(sink -> outlet.send(presentable(JSON.valueToTree(message))).onComplete(sent -> sink.success(), sink::error));
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String messageId) {
      return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return MAPPER.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.fromRunnable(outlet::close);
    }

    @Override
    public void close() {
      outlet.close();
    }

    private static ObjectNode presentable(ObjectNode message) {
      JsonNode error = message.path("error");
      if (error.path("code").asInt() == RpcError.INTERNAL) {
        LOG.warn("the SDK could not answer a request: {}", error);
        message.set("error", RpcError.of(RpcError.INVALID_PARAMS, "The parameters do not fit the method.").toJson());
      } else if (error.isObject()) {
        ((ObjectNode) error).remove("data");
      }
      return message;
    }
  }

  /** Learns the SDK's records now: the first handshake comes on an event loop, and this takes a second on a busy machine. */
  private void warmUp() {
    ObjectNode handshake = JSON.createObjectNode().put("protocolVersion", "");
    handshake.putObject("capabilities");
    handshake.putObject("clientInfo").put("name", "").put("version", "");
    JSON.convertValue(handshake, McpSchema.InitializeRequest.class);
    JSON.valueToTree(McpSchema.JSONRPCResponse.result(0, server.getServerCapabilities()));
  }

  private static <T> Future<@Nullable T> future(Mono<T> mono) {
    Promise<@Nullable T> promise = Promise.promise();
    mono.subscribe(promise::tryComplete, promise::tryFail, promise::tryComplete);
    return promise.future();
  }
}
