package io.roundhouse.protocols;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the house of the tests hosts. */
public final class FixtureTools {

  public static final Schema TEXT = Schema.parse("""
      {"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}""");

  private final Vertx vertx;
  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

  FixtureTools(Vertx vertx) {
    this.vertx = vertx;
  }

  /** A call of the tool {@code hold}, which ends when the test says so. */
  public record Held(ToolCall call, Promise<ToolResult> answer, Promise<Void> cancelled) {}

  /** Waits for the next call of the tool {@code hold}. */
  public Held nextHeld() {
    try {
      Held next = held.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nobody called 'hold'");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Catalog addTo(Catalog catalog) {
    return catalog
        .with(echo("echo"))
        .with(Tool.async("pause", "Waits for two seconds", Schema.anyObject(), this::pause).withEffect(Effect.PURE))
        .with(Tool.async("hold", "Waits for the test", Schema.anyObject(), this::hold).withTimeout(Duration.ofMinutes(1)))
        .with(Tool.blocking("ask", "Says what a person wants it to", Schema.anyObject(), call -> ToolResult.text(
            call.dialogue().askAndWait(InputRequest.form("What shall I say?", TEXT)) instanceof InputAnswer.Accepted answer
                ? answer.content().get("text").textValue()
                : "nothing")).withEffect(Effect.IDEMPOTENT))
        .with(Tool.async("broken", "Throws", Schema.anyObject(), call -> {
          throw new IllegalStateException("java.lang.Oops at io.roundhouse.Secret.method(Secret.java:42)");
        }))
        .with(Tool.blocking("refuse", "Refuses", Schema.anyObject(), call -> {
          throw ToolException.badInput("the invoice number is missing");
        }).withEffect(Effect.IDEMPOTENT))
        .with(Tool.blocking("shout", "Answers in capitals", TEXT, call ->
            ToolResult.text(call.arguments().get("text").textValue().toUpperCase(java.util.Locale.ROOT))).withEffect(Effect.COMPENSATABLE))
        .with(Agent.of("greeter", "Greets whoever says who they are", request -> new AgentReply(
            "Hello, " + request.text() + "!",
            request.data() == null ? null : JsonNodeFactory.instance.objectNode().set("seen", request.data()))))
        .with(Agent.of("stumbler", "Always falls", request -> {
          throw new IllegalStateException("java.lang.Oops at io.roundhouse.Secret.method(Secret.java:42)");
        }));
  }

  /** A tool that answers with its arguments. */
  public static Tool echo(String name) {
    ToolBody.AsyncCall call = work -> Future.succeededFuture(ToolResult.of(work.arguments()));
    return Tool.async(name, "Answers with what it is given", TEXT, call).withOutput(TEXT).withEffect(Effect.PURE);
  }

  private Future<ToolResult> pause(ToolCall call) {
    Promise<ToolResult> answer = Promise.promise();
    vertx.setTimer(2_000, due -> answer.complete(ToolResult.text("done")));
    return answer.future();
  }

  private Future<ToolResult> hold(ToolCall call) {
    Held entry = new Held(call, Promise.promise(), Promise.promise());
    call.cancellation().onCancel(entry.cancelled()::tryComplete);
    held.add(entry);
    return entry.answer().future();
  }
}
