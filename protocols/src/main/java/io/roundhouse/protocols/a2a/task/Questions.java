package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.IncomingMessage;
import io.roundhouse.protocols.a2a.wire.Parts;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a run asks, as parts of a message, and a message as the answer. */
public final class Questions {

  /** Metadata of an answering message: {@code decline} or {@code cancel} instead of an answer. */
  public static final String ACTION = "io.roundhouse/action";

  /** Metadata of an answering message: which question it answers if several are open. */
  public static final String QUESTION = "io.roundhouse/question";

  private static final Set<String> YES = Set.of("yes", "y", "ok", "approve", "approved", "true");
  private static final Set<String> NO = Set.of("no", "n", "reject", "deny", "decline", "declined", "false");

  private Questions() {}

  static TaskState state(InputRequest request) {
    return request instanceof InputRequest.Link ? TaskState.AUTH_REQUIRED : TaskState.INPUT_REQUIRED;
  }

  /** The question in words, and in data for programs. */
  static List<ObjectNode> parts(InputRequest request) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("question", request.id());
    switch (request) {
      case InputRequest.Form form -> data.put("kind", "form").set("schema", form.schema().document());
      case InputRequest.Link link -> data.put("kind", "link").put("url", link.url());
      case InputRequest.Sampling sampling -> data.put("kind", "sampling").set("request", sampling.request());
      case InputRequest.Roots roots -> data.put("kind", "roots");
      case InputRequest.Approval approval -> data.put("kind", "approval").put("step", approval.step());
      case InputRequest.Choice choice -> {
        data.put("kind", "choice");
        choice.options().forEach(data.putArray("options")::add);
        choice.blockers().forEach(data.putArray("blockers")::add);
      }
    }
    return List.of(Parts.text(request.message()), Parts.data(data));
  }

  /** The answer that a message gives to a question. */
  public static InputAnswer answer(InputRequest request, IncomingMessage message, String contextId) {
    String action = message.json().path("metadata").path(ACTION).asText("");
    if (action.equals("decline")) {
      return new InputAnswer.Declined();
    }
    if (action.equals("cancel")) {
      return new InputAnswer.Dismissed();
    }
    if (request instanceof InputRequest.Approval && message.data() == null) {
      return approval(message, contextId);
    }
    return new InputAnswer.Accepted(content(request, message), Envelope.of(message, contextId));
  }

  private static InputAnswer approval(IncomingMessage message, String contextId) {
    String word = message.text().strip().toLowerCase(Locale.ROOT);
    if (NO.contains(word)) {
      return new InputAnswer.Declined();
    }
    if (!YES.contains(word)) {
      throw A2aFault.badField("message.parts", "This task waits for an approval: answer yes or no.");
    }
    ObjectNode yes = JsonNodeFactory.instance.objectNode().put(InputRequest.APPROVED, true);
    return new InputAnswer.Accepted(yes, Envelope.of(message, contextId));
  }

  private static JsonNode content(InputRequest request, IncomingMessage message) {
    JsonNode data = message.data();
    if (data != null && data.isObject()) {
      return data;
    }
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    return switch (request) {
      case InputRequest.Choice choice -> content.put(InputRequest.CHOICE, option(choice, message.text().strip()));
      case InputRequest.Form form -> content.put(onlyText(form.schema().document()), message.text());
      case InputRequest.Link link -> content;
      case InputRequest.Approval approval -> content;
      case InputRequest.Sampling sampling -> content.put("text", message.text());
      case InputRequest.Roots roots -> content.put("text", message.text());
    };
  }

  private static String option(InputRequest.Choice choice, String said) {
    return choice.options().stream().filter(option -> option.equalsIgnoreCase(said)).findFirst().orElse(said);
  }

  /** Words alone answer a form with one field of text; a form that names no such field gets them as {@code text}. */
  static String onlyText(JsonNode schema) {
    List<String> texts = schema.path("properties").properties().stream()
        .filter(field -> field.getValue().path("type").asText("").equals("string"))
        .map(java.util.Map.Entry::getKey)
        .toList();
    return texts.size() == 1 ? texts.getFirst() : "text";
  }
}
