package io.roundhouse.runtime.models;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts tokens where the provider does not say: with OpenAI's o200k vocabulary, so a few percent off for other models. Thread-safe.
 *
 * <p>{@link #rough} is cheap and errs on the high side; the others load the vocabulary when first used (a third of a second) and are not
 * for event loops.
 */
public final class TokenEstimator {

  private static final int PER_MESSAGE = 4;
  private static final int LONGEST_EXACT = 200_000;

  private TokenEstimator() {}

  /** How many tokens the request has about, by its length alone. */
  public static long rough(ChatRequest request) {
    long halves = 0;
    for (ChatMessage message : request.messages()) {
      halves += halves(text(message)) + 4L * PER_MESSAGE;
    }
    List<ToolSpecification> tools = request.toolSpecifications();
    for (ToolSpecification tool : tools == null ? List.<ToolSpecification>of() : tools) {
      halves += halves(String.valueOf(tool.parameters())) + halves(String.valueOf(tool.description()));
    }
    return Math.ceilDiv(halves, 2);
  }

  /** Half a token for a character of English, one and a half for others. */
  private static long halves(String text) {
    return text.length() + 2 * text.chars().filter(character -> character > 127).count();
  }

  /** How many tokens the request has. */
  public static long input(ChatRequest request) {
    long tokens = 0;
    for (ChatMessage message : request.messages()) {
      tokens += count(text(message)) + PER_MESSAGE;
    }
    List<ToolSpecification> tools = request.toolSpecifications();
    for (ToolSpecification tool : tools == null ? List.<ToolSpecification>of() : tools) {
      tokens += count(tool.name() + ' ' + tool.description() + ' ' + tool.parameters());
    }
    return tokens;
  }

  /** How many tokens the answer has. */
  public static long output(AiMessage message) {
    return count(text(message));
  }

  private static long count(String text) {
    return text.length() > LONGEST_EXACT ? Math.ceilDiv(text.length(), 4) : Vocabulary.ENCODING.countTokensOrdinary(text);
  }

  static String text(ChatMessage message) {
    return switch (message) {
      case SystemMessage system -> system.text();
      case UserMessage user -> user.contents().stream()
          .map(content -> content instanceof TextContent text ? text.text() : content.toString())
          .collect(Collectors.joining("\n"));
      case AiMessage answer -> (answer.text() == null ? "" : answer.text())
          + (answer.hasToolExecutionRequests()
              ? answer.toolExecutionRequests().stream().map(TokenEstimator::words).collect(Collectors.joining(" ", " ", ""))
              : "");
      case ToolExecutionResultMessage result -> result.text();
      default -> message.toString();
    };
  }

  private static String words(ToolExecutionRequest request) {
    return request.name() + ' ' + request.arguments();
  }

  private static final class Vocabulary {
    static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }
}
