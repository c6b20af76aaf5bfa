package io.roundhouse.protocols.a2a.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Schema;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One task at a remote agent, from the message that begins it to its end: streamed if the agent streams, polled where a stream breaks or
 * there is none. Used by one virtual thread, which it parks; when that is interrupted, the task is cancelled at the agent.
 */
final class RemoteCall {

  private static final long FIRST_POLL_MILLIS = 200;
  private static final long LONGEST_POLL_MILLIS = 5_000;
  private static final int MOST_TURNS = 32;

  private final Vertx vertx;
  private final RemoteAgent agent;
  private final RemoteCard card;
  private final RemoteWire wire;
  private final Dialogue dialogue;
  private final RemoteTask task;
  private final String messageId;
  private long deadline;
  private int turn;

  RemoteCall(Vertx vertx, RemoteAgent agent, RemoteCard card, RemoteWire wire, Dialogue dialogue, String messageId) {
    this.vertx = vertx;
    this.agent = agent;
    this.card = card;
    this.wire = wire;
    this.dialogue = dialogue;
    this.messageId = messageId;
    this.task = new RemoteTask(dialogue::partial);
    this.deadline = System.nanoTime() + agent.timeout().toNanos();
  }

  /** Performs the whole conversation and returns its result; throws a {@link RemoteFault} if there is none. */
  AgentReply perform(String text, @Nullable JsonNode data) throws InterruptedException {
    try {
      say(text, data);
      while (task.isAsking() && turn < MOST_TURNS) {
        long asked = System.nanoTime();
        InputAnswer answer = dialogue.askAndWait(question());
        deadline += System.nanoTime() - asked;
        if (!(answer instanceof InputAnswer.Accepted given)) {
          cancel();
          throw RemoteFault.of(FailureClass.DENIED, "a question of agent '" + agent.name() + "' was not answered");
        }
        task.answered();
        JsonNode content = given.content();
        boolean words = content.size() == 1 && content.path("text").isTextual();
        say(words ? content.get("text").textValue() : "", words || content.isEmpty() ? null : content);
      }
      return task.reply(agent.name());
    } catch (InterruptedException e) {
      cancel();
      throw e;
    }
  }

  private void say(String text, @Nullable JsonNode data) throws InterruptedException {
    ObjectNode params = params(text, data);
    if (card.streaming()) {
      try {
        RemoteWire.Stream stream = await(wire.stream("SendStreamingMessage", params, task::take), left());
        try {
          await(stream.ended(), left());
        } finally {
          stream.stop().run();
        }
      } catch (RemoteFault broken) {
        // With the task's id the answer can still be had by polling, unless the time is up.
        if (task.id().isEmpty() || broken.failureClass() != FailureClass.OUTAGE) {
          throw timedOut(broken);
        }
      }
    } else {
      task.take(await(wire.request("SendMessage", params, left()), left()));
    }
    poll();
  }

  private RemoteFault timedOut(RemoteFault fault) {
    if (fault.failureClass() == FailureClass.TIMEOUT) {
      cancel();
    }
    return fault;
  }

  private void poll() throws InterruptedException {
    long wait = FIRST_POLL_MILLIS;
    while (!task.isOver() && !task.isAsking()) {
      if (task.id().isEmpty()) {
        throw RemoteFault.inDoubt(FailureClass.OUTAGE, "agent '" + agent.name() + "' ended its stream without an answer");
      }
      if (left() <= wait) {
        cancel();
        throw RemoteFault.inDoubt(FailureClass.TIMEOUT, "the task of agent '" + agent.name() + "' took longer than " + agent.timeout());
      }
      pause(wait);
      wait = Math.min(wait * 2, LONGEST_POLL_MILLIS);
      ObjectNode params = JsonNodeFactory.instance.objectNode().put("id", task.id());
      try {
        task.whole(await(wire.request("GetTask", params, agent.requestTimeout().toMillis()), left()));
      } catch (RemoteFault passing) {
        if (passing.failureClass() != FailureClass.OUTAGE && passing.failureClass() != FailureClass.TIMEOUT) {
          throw passing;
        }
      }
    }
  }

  private void pause(long millis) throws InterruptedException {
    Promise<Void> due = Promise.promise();
    vertx.setTimer(millis, fired -> due.complete());
    await(due.future(), millis + Duration.ofSeconds(10).toMillis());
  }

  /** Tells the agent that nobody waits any more; whether it hears does not matter. */
  private void cancel() {
    if (!task.id().isEmpty() && !task.isOver()) {
      wire.request("CancelTask", JsonNodeFactory.instance.objectNode().put("id", task.id()), agent.requestTimeout().toMillis());
    }
  }

  private InputRequest question() {
    List<JsonNode> said = task.said();
    String words = RemoteTask.words(said);
    String message = words.isEmpty() ? "Agent '" + agent.name() + "' asks for more." : words;
    for (JsonNode part : said) {
      JsonNode url = part.at("/data/url");
      if (url.isTextual()) {
        return InputRequest.link(message, url.textValue());
      }
    }
    return InputRequest.form(message, Schema.parse("{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}"));
  }

  private ObjectNode params(String text, @Nullable JsonNode data) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    ObjectNode message = params.putObject("message").put("messageId", turn++ == 0 ? messageId : messageId + "/" + turn)
        .put("role", "ROLE_USER");
    if (!task.id().isEmpty()) {
      message.put("taskId", task.id()).put("contextId", task.contextId());
    }
    var parts = message.putArray("parts");
    if (!text.isEmpty() || data == null) {
      parts.addObject().put("text", text);
    }
    if (data != null) {
      parts.addObject().set("data", data);
    }
    return params;
  }

  private long left() {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }

  private <T> T await(Future<T> future, long maxMillis) throws InterruptedException {
    CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
    try {
      return done.get(Math.max(1, maxMillis), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RemoteFault known
          ? known
          : RemoteFault.inDoubt(FailureClass.OUTAGE, "the connection to agent '" + agent.name() + "' broke");
    } catch (TimeoutException e) {
      throw RemoteFault.inDoubt(FailureClass.TIMEOUT, "the task of agent '" + agent.name() + "' took longer than " + agent.timeout());
    }
  }
}
