package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRequest;
import io.roundhouse.runtime.Attachment;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Agents that do what their first word says, for tests of everything a task can do. */
final class TalkingAgents {

  static final Schema CITY = Schema.parse("""
      {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  Catalog addTo(Catalog catalog) {
    return catalog
        .with(Agent.of("talker", "Does what it is told", this::answer))
        .with(Agent.of("echo", "Says it again", request -> AgentReply.text(request.text())));
  }

  /** Lets an agent that was told {@code wait name} or {@code stream name} go on. */
  void release(String name) {
    gate(name).countDown();
  }

  /** Whether an agent that waited was interrupted, now or soon. */
  boolean sawInterrupt() {
    try {
      return interrupted.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void releaseAll() {
    gates.values().forEach(CountDownLatch::countDown);
  }

  private CountDownLatch gate(String name) {
    return gates.computeIfAbsent(name, absent -> new CountDownLatch(1));
  }

  private AgentReply answer(AgentRequest request) throws Exception {
    String[] words = request.text().split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "ask" -> AgentReply.text("Off to " + city(request.dialogue().askAndWait(InputRequest.form("Which city?", CITY))));
      case "twice" -> {
        String first = city(request.dialogue().askAndWait(InputRequest.form("From which city?", CITY)));
        yield AgentReply.text(first + " to " + city(request.dialogue().askAndWait(InputRequest.form("To which city?", CITY))));
      }
      case "login" -> AgentReply.text(request.dialogue().askAndWait(InputRequest.link("Sign in", "https://login.example/x"))
          instanceof InputAnswer.Accepted ? "signed in" : "not signed in");
      case "say" -> AgentReply.text(rest).asMessage();
      case "file" -> AgentReply.text("here").withFiles(List.of(
          Attachment.of("output.txt", "text/plain", "bytes".getBytes(StandardCharsets.UTF_8)),
          Attachment.at("far.txt", "text/plain", "https://example.com/far.txt")));
      case "data" -> new AgentReply("", JsonNodeFactory.instance.objectNode().put("key", "value").put("count", 42));
      case "reject" -> throw new ToolException(FailureClass.DENIED, "not for you");
      case "fail" -> throw new IllegalStateException("java.lang.Oops at io.roundhouse.Secret.method(Secret.java:42)");
      case "wait" -> {
        hold(rest);
        yield AgentReply.text("done waiting");
      }
      case "stream" -> {
        request.dialogue().partial("one ");
        request.dialogue().partial("two ");
        hold(rest);
        request.dialogue().partial("three");
        yield AgentReply.text("one two three");
      }
      default -> AgentReply.text("You said: " + request.text());
    };
  }

  private void hold(String name) throws InterruptedException {
    try {
      if (!gate(name).await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody let '" + name + "' go on");
      }
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private static String city(InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted given ? given.content().path("city").asText() : "nowhere";
  }
}
