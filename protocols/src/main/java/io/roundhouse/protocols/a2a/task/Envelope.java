package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.IncomingMessage;
import io.roundhouse.protocols.a2a.wire.Messages;
import org.jspecify.annotations.Nullable;

/** What A2A keeps with a run beside its input: the conversation, and the message that began it. */
public final class Envelope {

  /** The conversation; the journal finds runs by it. */
  static final String CONTEXT = "contextId";

  /** The client's id of the message. */
  static final String MESSAGE_ID = "messageId";

  /** The whole message, if it is more than words. */
  static final String MESSAGE = "message";

  private Envelope() {}

  /** What is kept with the run, or the answer, that this message brings. */
  public static ObjectNode of(IncomingMessage message, String contextId) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode().put(CONTEXT, contextId).put(MESSAGE_ID, message.id());
    if (!message.isPlain()) {
      envelope.set(MESSAGE, Messages.kept(message.json(), contextId));
    } else {
      envelope.put("text", message.text());
    }
    return envelope;
  }

  /** The message as it stands in the task's history; null if nothing was kept. */
  static @Nullable ObjectNode message(@Nullable JsonNode envelope, String contextId, String taskId) {
    if (envelope == null || !envelope.isObject()) {
      return null;
    }
    if (envelope.path(MESSAGE) instanceof ObjectNode whole) {
      return whole.deepCopy().put("taskId", taskId);
    }
    return IncomingMessage.plain(envelope.path(MESSAGE_ID).asText(taskId), contextId, taskId, envelope.path("text").asText(""));
  }
}
