package io.roundhouse.protocols.a2a.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.BoundedJson;
import io.roundhouse.protocols.http.DownstreamHealth;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRequest;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A remote agent with its card, which is looked at again now and then. Thread-safe.
 *
 * <p>Calls of the agent and of the tool run on virtual threads. What the remote agent asks is asked of our own caller; what it streams
 * is streamed on.
 */
public final class A2aConnection {

  private static final Logger LOG = LoggerFactory.getLogger(A2aConnection.class);
  private static final BoundedJson JSON = new BoundedJson(64);
  private static final int LARGEST_CARD = 1 << 20;
  private static final Schema INPUT = Schema.parse("""
      {"type":"object","properties":{"text":{"type":"string","description":"What to ask the agent"},
       "data":{"type":"object","description":"Structured data that goes with the words"}},"required":["text"]}""");

  private final Vertx vertx;
  private final RemoteAgent agent;
  private final HttpClientAgent http;
  private final List<AgentRuntime> joined = new CopyOnWriteArrayList<>();
  private volatile @Nullable RemoteCard card;
  private volatile boolean reachable;
  private volatile long timer = -1;

  private A2aConnection(Vertx vertx, RemoteAgent agent) {
    this.vertx = vertx;
    this.agent = agent;
    this.http = vertx.createHttpClient();
  }

  /**
   * Fetches the agent's card.
   *
   * <p>The future fails with an {@link A2aAgentException} if there is none that we can and may use.
   */
  public static Future<A2aConnection> open(Vertx vertx, RemoteAgent agent) {
    A2aConnection connection = new A2aConnection(vertx, agent);
    return connection.look().<A2aConnection>map(changed -> {
      connection.timer = vertx.setPeriodic(Math.max(100, agent.refresh().toMillis()), due -> connection.lookAgain());
      return connection;
    }).onFailure(why -> connection.close());
  }

  /** Who is at the other end. */
  public RemoteAgent remote() {
    return agent;
  }

  /** The remote agent as an agent of ours. */
  public Agent agent() {
    RemoteCard known = card();
    return Agent.of(agent.name(), known.description(), this::answer).withSkills(known.skills());
  }

  /** The remote agent as a tool, for tool graphs and for agents that call tools. */
  public Tool tool() {
    return Tool.blocking(agent.name(), card().description(), INPUT, this::call).withEffect(agent.effect()).withTimeout(agent.timeout());
  }

  /** Puts the agent and the tool into the runtime's catalog, and from now on every change of its card, too. */
  public void join(AgentRuntime runtime) {
    joined.add(runtime);
    runtime.update(catalog -> catalog.with(agent()).with(tool()));
  }

  /** How the agent is doing, for the health page. */
  public DownstreamHealth health() {
    RemoteCard.Link link = card().link();
    return new DownstreamHealth(agent.name(), reachable, "A2A " + link.version() + " over " + link.binding());
  }

  /** Looks at the card no more and closes connections. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return http.close();
  }

  private RemoteCard card() {
    return Objects.requireNonNull(card, "the card is fetched before anybody asks");
  }

  private void lookAgain() {
    look().onComplete(
        changed -> {
          if (changed) {
            LOG.info("the card of agent '{}' changed", agent.name());
            joined.forEach(runtime -> runtime.update(catalog -> catalog.with(agent()).with(tool())));
          }
        },
        why -> LOG.warn("{}; what is known of it stays in force", why.getMessage()));
  }

  /** Fetches the card if it has changed; says whether it has. */
  Future<Boolean> look() {
    RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(agent.card().toString())
        .setConnectTimeout(agent.requestTimeout().toMillis()).putHeader("Accept", "application/json");
    agent.headers().forEach(options::putHeader);
    RemoteCard known = card;
    if (known != null && known.tag() != null) {
      options.putHeader("If-None-Match", known.tag());
    }
    return http.request(options)
        .compose(request -> request.send().compose(response -> {
          if (response.statusCode() == 304) {
            return Future.succeededFuture(false);
          }
          return response.body().map(body -> accept(response.statusCode(), response.getHeader("ETag"), body));
        }))
        .timeout(agent.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> reachable = done.succeeded())
        .recover(failure -> Future.failedFuture(failure instanceof A2aAgentException ? failure
            : new A2aAgentException("agent '" + agent.name() + "': no card at " + agent.card() + "; is it running?")));
  }

  private boolean accept(int status, @Nullable String tag, Buffer body) {
    if (status != 200 || body.length() > LARGEST_CARD) {
      throw new A2aAgentException(
          "agent '" + agent.name() + "': " + agent.card() + " answered with status " + status + ", expected a card");
    }
    JsonNode json;
    try {
      json = JSON.parse(body);
    } catch (Refusal notJson) {
      throw new A2aAgentException("agent '" + agent.name() + "': " + agent.card() + " is not a card but something else");
    }
    if (agent.verifier() != null && !agent.verifier().isSigned(json)) {
      throw new A2aAgentException("agent '" + agent.name() + "': the card at " + agent.card() + " has no signature of a trusted key");
    }
    RemoteCard fresh = RemoteCard.of(json, agent, tag).orElseThrow(() -> new A2aAgentException(
        "agent '" + agent.name() + "': the card at " + agent.card() + " offers none of " + String.join(", ", agent.bindings())
            + " in a version that we speak"));
    boolean changed = !fresh.equals(card);
    card = fresh;
    return changed;
  }

  private AgentReply answer(AgentRequest request) throws InterruptedException {
    try {
      String once = digest(request.run().value() + "/" + agent.name() + "/" + request.text());
      return perform(request.dialogue(), once, request.text(), request.data());
    } catch (RemoteFault fault) {
      throw new ToolException(fault.failureClass(), fault.sentence());
    }
  }

  private ToolResult call(ToolCall call) throws InterruptedException {
    try {
      AgentReply reply = perform(call.dialogue(), digest(call.idempotencyKey()), call.arguments().path("text").asText(),
          call.arguments().get("data"));
      return ToolResult.of(output(reply));
    } catch (RemoteFault fault) {
      ToolResult.Failure failure = new ToolResult.Failure(fault.failureClass(), fault.sentence());
      return fault.maybePerformed() ? failure.inDoubt() : failure;
    }
  }

  private AgentReply perform(Dialogue dialogue, String messageId, String text, @Nullable JsonNode data) throws InterruptedException {
    RemoteCard known = card();
    return new RemoteCall(vertx, agent, known, new RemoteWire(http, agent, known), dialogue, messageId).perform(text, data);
  }

  private static JsonNode output(AgentReply reply) {
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("text", reply.text());
    if (reply.data() != null) {
      output.set("data", reply.data());
    }
    if (!reply.files().isEmpty()) {
      List<ObjectNode> files = new ArrayList<>();
      reply.files().forEach(file -> {
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("name", file.name()).put("mediaType", file.mediaType());
        files.add(file.url() == null ? entry.put("base64", file.base64()) : entry.put("url", file.url()));
      });
      output.putArray("files").addAll(files);
    }
    return output;
  }

  /** The same id for the same call, so that a repetition is known as one where the agent cares. */
  private static String digest(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

}
