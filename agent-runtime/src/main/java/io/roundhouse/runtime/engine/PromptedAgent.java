package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.graph.StepCall;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a model with tools: ask, call what it asks for, tell it the results, until it answers. Costs no thread; confined to the run's
 * event loop. Calls are numbered in order, so that a resumed agent gets the recorded outcomes.
 */
final class PromptedAgent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STEPS_IN_A_ROW = 32;

  private final RunScope scope;
  private final LocalRuntime host;
  private final String callId;
  private final Agent agent;
  private final AgentBody.Prompted body;
  private final AgentQuestion question;
  private final List<ChatMessage> messages = new ArrayList<>();
  private int calls;
  private boolean repaired;

  PromptedAgent(RunScope scope, LocalRuntime host, String callId, Agent agent, AgentBody.Prompted body, AgentQuestion question) {
    this.scope = scope;
    this.host = host;
    this.callId = callId;
    this.agent = agent;
    this.body = body;
    this.question = question;
  }

  Future<AgentReply> answer() {
    try {
      ModelTools tools = ModelTools.of(host.catalog(), body.tools());
      messages.add(SystemMessage.from(instructions()));
      messages.addAll(ChatInput.history(question.data()));
      messages.add(UserMessage.from(question.text()));
      return new ModelChoice(scope, host, callId, agent).forQuestion(body, question, request(tools))
          .compose(model -> step(model, tools, 0));
    } catch (RuntimeFault e) {
      return Future.failedFuture(e);
    }
  }

  /** What the agent is told, and what belongs to the role it was given if that is in the library. */
  private String instructions() {
    String role = question.role();
    return role == null ? body.instructions()
        : host.roles().role(role).map(known -> body.instructions() + "\n\n" + known.prompt()).orElse(body.instructions());
  }

  private Future<AgentReply> step(Model model, ModelTools tools, int step) {
    if (step == body.maxSteps()) {
      return Future.failedFuture(new ToolException(FailureClass.OUTAGE, "agent '" + agent.name() + "' made " + body.maxSteps()
          + " model calls without an answer; raise max-steps or narrow its task"));
    }
    if (step % STEPS_IN_A_ROW == STEPS_IN_A_ROW - 1) {
      Promise<Void> fresh = Promise.promise();
      scope.context().runOnContext(now -> fresh.complete());
      return fresh.future().compose(now -> ask(model, tools, step));
    }
    return ask(model, tools, step);
  }

  private Future<AgentReply> ask(Model model, ModelTools tools, int step) {
    return new ModelCaller(scope, host).chat(nextId("model"), model, request(tools), listener()).compose(answer -> {
      if (answer.toolRequests().isEmpty()) {
        return finished(model, tools, step, answer);
      }
      messages.add(answer.toMessage());
      return results(tools, answer.toolRequests()).compose(told -> {
        messages.addAll(told);
        return step(model, tools, step + 1);
      });
    });
  }

  private @Nullable Consumer<String> listener() {
    return question.stream() && scope.signals().isHeard()
        ? text -> scope.signals().say(new RunSignal.Partial(callId, text))
        : null;
  }

  private ChatRequest request(ModelTools tools) {
    ChatRequest.Builder request = ChatRequest.builder().messages(List.copyOf(messages));
    List<ToolSpecification> specifications = tools.specifications();
    if (!specifications.isEmpty()) {
      request.toolSpecifications(specifications);
    }
    Schema output = body.output();
    if (output != null) {
      request.responseFormat(StructuredOutput.format(agent.name(), output));
    }
    return request.build();
  }

  /** An answer that has to fit a schema and does not is asked for once more. */
  private Future<AgentReply> finished(Model model, ModelTools tools, int step, ModelAnswer answer) {
    Schema output = body.output();
    if (output == null) {
      return Future.succeededFuture(AgentReply.text(answer.text()));
    }
    StructuredOutput.Checked checked = StructuredOutput.check(answer.text(), output);
    if (checked.data() != null) {
      return Future.succeededFuture(new AgentReply(answer.text(), checked.data()));
    }
    if (repaired) {
      return Future.failedFuture(new ToolException(
          FailureClass.CONTRACT_VIOLATION, "agent '" + agent.name() + "' did not answer in the form it promises: " + checked.complaint()));
    }
    repaired = true;
    messages.add(answer.toMessage());
    messages.add(UserMessage.from(
        "That does not fit: " + checked.complaint() + ". Answer again with nothing but JSON that fits the schema."));
    return step(model, tools, step + 1);
  }

  private Future<List<ChatMessage>> results(ModelTools tools, List<ToolExecutionRequest> requests) {
    List<Future<String>> words = requests.stream().map(request -> result(tools, request)).toList();
    return Future.join(words).map(done -> {
      List<ChatMessage> told = new ArrayList<>();
      for (int i = 0; i < requests.size(); i++) {
        told.add(ToolExecutionResultMessage.from(requests.get(i), words.get(i).result()));
      }
      return told;
    });
  }

  private Future<String> result(ModelTools tools, ToolExecutionRequest request) {
    Optional<String> tool = tools.catalogName(request.name());
    if (tool.isEmpty()) {
      return Future.succeededFuture("there is no tool '" + request.name() + "'; use one of those offered");
    }
    Optional<JsonNode> arguments = parse(request.arguments());
    if (arguments.isEmpty()) {
      return Future.succeededFuture("the arguments are not a JSON object");
    }
    String id = nextId("tool");
    return scope.call(new StepCall(id, callId, tool.get(), tool.get(), arguments.get(), scope.runKey() + "/" + id, false))
        .map(PromptedAgent::words);
  }

  private String nextId(String kind) {
    return callId + "/" + kind + "-" + ++calls;
  }

  private static String words(ToolResult result) {
    return switch (result) {
      case ToolResult.Success success -> success.text();
      case ToolResult.Failure failure -> "failed: " + failure.message();
      case ToolResult.Escalation asked -> "needs a decision: " + asked.question();
    };
  }

  private static Optional<JsonNode> parse(String arguments) {
    try {
      JsonNode json = JSON.readTree(arguments.isBlank() ? "{}" : arguments);
      return json.isObject() ? Optional.of(json) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
