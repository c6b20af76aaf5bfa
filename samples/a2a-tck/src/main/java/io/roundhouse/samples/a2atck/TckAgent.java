package io.roundhouse.samples.a2atck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRequest;
import io.roundhouse.runtime.Attachment;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what the prefix of a message's id asks for, as the scenarios of the public A2A test kit describe it
 * ({@code scenarios/core_operations.feature} and {@code streaming.feature} of a2aproject/a2a-tck, branch 1.0-dev). Thread-safe.
 */
public final class TckAgent implements AgentBody.Answer {

  private static final Duration LONGER_THAN_A_STREAM_MAY_BE_SILENT = Duration.ofSeconds(4);

  /** Made by the server. */
  public TckAgent() {}

  @Override
  public AgentReply answer(AgentRequest request) throws InterruptedException {
    String scenario = messageId(request.envelope());
    while (scenario.startsWith("tck-input-required")) {
      InputAnswer answer = request.dialogue().askAndWait(InputRequest.form("What next?", Schema.anyObject()));
      if (!(answer instanceof InputAnswer.Accepted given)) {
        return AgentReply.text("No answer came.");
      }
      scenario = messageId(given.envelope());
    }
    return perform(scenario, request);
  }

  private static AgentReply perform(String scenario, AgentRequest request) throws InterruptedException {
    if (scenario.startsWith("tck-stream-artifact-chunked")) {
      request.dialogue().partial("chunk-1 ");
      request.dialogue().partial("chunk-2");
      return AgentReply.text("chunk-1 chunk-2");
    }
    if (scenario.startsWith("tck-artifact-file-url")) {
      return file(Attachment.at("output.txt", "text/plain", "https://example.com/output.txt"));
    }
    if (scenario.startsWith("tck-artifact-file") || scenario.startsWith("tck-stream-artifact-file")) {
      return file(Attachment.of("output.txt", "text/plain", "tck".getBytes(StandardCharsets.UTF_8)));
    }
    if (scenario.startsWith("tck-artifact-data")) {
      return new AgentReply("", JsonNodeFactory.instance.objectNode().put("key", "value").put("count", 42));
    }
    if (scenario.startsWith("tck-message-response")) {
      return AgentReply.text("Direct message response").asMessage();
    }
    if (scenario.startsWith("tck-reject-task")) {
      throw new ToolException(FailureClass.DENIED, "rejected");
    }
    if (scenario.startsWith("test-resubscribe-message-id")) {
      beSlow();
    }
    return AgentReply.text(words(scenario));
  }

  /** Works until it is cancelled, or longer than a stream may be silent. */
  private static void beSlow() throws InterruptedException {
    new CountDownLatch(1).await(LONGER_THAN_A_STREAM_MAY_BE_SILENT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String words(String scenario) {
    return scenario.startsWith("tck-artifact-text") ? "Generated text content"
        : scenario.startsWith("tck-stream-artifact-text") ? "Streamed text content"
        : scenario.startsWith("tck-stream-ordering") ? "Ordered output"
        : scenario.startsWith("tck-stream-001") ? "Stream hello from TCK"
        : scenario.startsWith("tck-stream-003") ? "Stream task lifecycle"
        : "Hello from TCK";
  }

  private static AgentReply file(Attachment file) {
    return new AgentReply("", null, List.of(file), false);
  }

  private static String messageId(@Nullable JsonNode envelope) {
    return envelope == null ? "" : envelope.path("messageId").asText("");
  }
}
