package io.roundhouse.runtime.engine;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.Needs;
import io.roundhouse.runtime.models.TokenEstimator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be answered, as routing sees it: words, length, and what a model must be able to do. */
final class ModelDemand {

  private static final int USUAL_ANSWER = 512;
  private static final float[] NO_VECTOR = {};

  private ModelDemand() {}

  /** A question to any model. */
  static ModelCall of(ChatRequest request) {
    String last = lastWords(request.messages());
    String all = request.messages().stream().map(ModelDemand::words).filter(words -> !words.isBlank())
        .collect(Collectors.joining("\n"));
    return call(all, last, request);
  }

  /** A question to an agent, whose instructions count for the length alone: they are the same for every question. */
  static ModelCall of(String question, ChatRequest request) {
    return call(question, question, request);
  }

  /** A question of which only the words are known. */
  static ModelCall of(String question) {
    return ModelCall.of(question);
  }

  private static ModelCall call(String text, String words, ChatRequest request) {
    int input = (int) Math.min(Integer.MAX_VALUE, TokenEstimator.rough(request));
    Integer most = request.maxOutputTokens();
    int answer = most == null ? USUAL_ANSWER : Math.min(most, USUAL_ANSWER);
    Needs needs = new Needs(abilities(request), Set.of(), Set.of(), Set.of());
    return new ModelCall(text, words, NO_VECTOR, input, answer, needs, Goal.BALANCED, affinity(request.messages()), 0, Set.of());
  }

  private static Set<String> abilities(ChatRequest request) {
    Set<String> abilities = new LinkedHashSet<>();
    if (request.toolSpecifications() != null && !request.toolSpecifications().isEmpty()) {
      abilities.add("tools");
    }
    if (request.responseFormat() != null && request.responseFormat().type() == ResponseFormatType.JSON) {
      abilities.add("json");
    }
    boolean pictures = request.messages().stream().anyMatch(message -> message instanceof UserMessage user
        && user.contents().stream().anyMatch(content -> content.type() == ContentType.IMAGE));
    if (pictures) {
      abilities.add("vision");
    }
    return abilities;
  }

  /** The same for all requests of a conversation: what it began with. */
  private static String affinity(List<ChatMessage> messages) {
    StringBuilder beginning = new StringBuilder();
    for (ChatMessage message : messages) {
      if (message instanceof SystemMessage || message instanceof UserMessage) {
        beginning.append(words(message)).append('\n');
      }
      if (message instanceof UserMessage) {
        break;
      }
    }
    return Integer.toHexString(beginning.toString().hashCode());
  }

  private static String words(ChatMessage message) {
    String text = switch (message) {
      case SystemMessage system -> system.text();
      case UserMessage user -> ChatInput.text(user);
      case AiMessage answer -> answer.text();
      case ToolExecutionResultMessage result -> result.text();
      default -> "";
    };
    return text == null ? "" : text;
  }

  static String lastWords(List<ChatMessage> messages) {
    return messages.stream().filter(UserMessage.class::isInstance).map(ChatInput::text).reduce((first, last) -> last).orElse("");
  }
}
