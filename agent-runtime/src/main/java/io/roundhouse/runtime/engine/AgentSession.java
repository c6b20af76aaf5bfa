package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRequest;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.graph.StepCall;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One agent at work, on its virtual thread. Every call hops to the run's event loop and waits there until the outcome is durable, since
 * the journal does not know what the agent does with it. Calls are numbered in order, so that a resumed agent that makes the same calls
 * gets the recorded outcomes.
 */
final class AgentSession implements AgentRequest {

  private final RunScope scope;
  private final LocalRuntime host;
  private final String callId;
  private final String text;
  private final @Nullable JsonNode data;
  private final Dialogue dialogue;
  private int calls;

  AgentSession(RunScope scope, LocalRuntime host, String callId, String text, @Nullable JsonNode data) {
    this.scope = scope;
    this.host = host;
    this.callId = callId;
    this.text = text;
    this.data = data;
    this.dialogue = new BodyDialogue(scope, callId);
  }

  @Override
  public RunId run() {
    return scope.id();
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public @Nullable JsonNode data() {
    return data;
  }

  @Override
  public @Nullable JsonNode envelope() {
    return scope.envelope();
  }

  @Override
  public boolean isTrial() {
    return ShadowRuns.mode(scope.envelope()).isPresent();
  }

  @Override
  public ToolResult call(String tool, JsonNode arguments) {
    StepCall call = next(tool, arguments);
    return await(() -> scope.call(call));
  }

  @Override
  public String ask(String model, String prompt) {
    Model known = host.catalog().model(model)
        .orElseThrow(() -> ToolException.badInput("there is no model '" + model + "' here"));
    return chat(known, ChatRequest.builder().messages(List.of(UserMessage.from(prompt))).build()).text();
  }

  @Override
  public Dialogue dialogue() {
    return dialogue;
  }

  @Override
  public AgentReply handoff(String agent, String words) {
    String id = nextId("agent");
    return await(() -> new AgentCaller(scope, host).ask(id, agent, AgentQuestion.of(words)));
  }

  ModelAnswer chat(Model model, ChatRequest request) {
    String id = nextId("model");
    return await(() -> new ModelCaller(scope, host).chat(id, model, request, null));
  }

  private StepCall next(String tool, JsonNode arguments) {
    String id = nextId("tool");
    return new StepCall(id, callId, tool, tool, arguments, scope.runKey() + "/" + id, false);
  }

  private String nextId(String kind) {
    return callId + "/" + kind + "-" + ++calls;
  }

  private <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    scope.context().runOnContext(now -> work.get()
        .eventually(scope::settled)
        .onComplete(answer::complete, answer::completeExceptionally));
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException(FailureClass.DENIED, "the run has ended", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeFault fault
          ? fault
          : new ToolException(FailureClass.OUTAGE, "the call ended unexpectedly; the server's log has the cause", e);
    }
  }
}
