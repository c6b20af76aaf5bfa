package io.roundhouse.protocols.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.EventStream;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Confined to the request's event loop, on which its run is performed too.
 *
 * <p>The head of a stream goes out with the first piece of the answer, so that its headers can name the decision; each piece goes out as
 * it comes.
 */
final class ChatExchange {

  private final RoutingContext context;
  private final OpenAiOptions options;
  private final ChatWords words;
  private final Run run;
  private final Decided decided;
  private final StringBuilder told = new StringBuilder();
  private @Nullable EventStream stream;
  private boolean over;

  ChatExchange(RoutingContext context, OpenAiOptions options, ChatWords words, Run run) {
    this.context = context;
    this.options = options;
    this.words = words;
    this.run = run;
    this.decided = new Decided(run.id().value());
  }

  Decided decided() {
    return decided;
  }

  void begin() {
    context.response().closeHandler(gone -> giveUp());
    context.response().exceptionHandler(gone -> giveUp());
    if (words.order().stream()) {
      run.listen(signal -> {
        if (signal instanceof RunSignal.Partial partial && !over) {
          told.append(partial.text());
          send(words.piece(ChatWords.text(partial.text()), null, decided));
        }
      });
    }
    run.result().onSuccess(result -> {
      if (!over) {
        over = true;
        end(result);
      }
    });
  }

  private void giveUp() {
    if (!over) {
      over = true;
      run.cancel("the client has gone");
    }
  }

  private void end(RunResult result) {
    switch (result) {
      case RunResult.Completed done when words.order().stream() -> endStream(done);
      case RunResult.Completed done -> {
        decided.writeTo(context.response());
        Replies.json(context, 200, words.completion(done, decided));
      }
      case RunResult.Failed failed -> refuse(OpenAiError.of(failed));
      case RunResult.Escalated asked -> refuse(Refusal.of(409, "escalated", asked.question() + "."));
      case RunResult.Cancelled cancelled -> refuse(Refusal.of(499, "cancelled", "The run was cancelled."));
    }
  }

  private void endStream(RunResult.Completed done) {
    String rest = rest(done.text());
    if (!rest.isEmpty()) {
      send(words.piece(ChatWords.text(rest), null, decided));
    }
    ArrayNode calls = words.toolCalls(done, true);
    if (calls != null) {
      ObjectNode delta = JsonNodeFactory.instance.objectNode();
      delta.set("tool_calls", calls);
      send(words.piece(delta, null, decided));
    }
    send(words.piece(JsonNodeFactory.instance.objectNode(), calls == null ? "stop" : "tool_calls", decided));
    if (words.order().usage()) {
      send(words.usagePiece(decided));
    }
    EventStream open = opened();
    open.sendData("[DONE]");
    open.close();
  }

  /** What of the answer has not been told yet: all of it where nobody streamed, nothing where its end is what was told last. */
  private String rest(String text) {
    String before = told.toString();
    if (text.startsWith(before)) {
      return text.substring(before.length());
    }
    return before.endsWith(text) ? "" : "\n\n" + text;
  }

  private void refuse(Refusal refusal) {
    if (stream == null) {
      decided.writeTo(context.response());
      context.fail(refusal);
      return;
    }
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.set("error", OpenAiError.body(refusal));
    stream.sendData(error.toString());
    stream.close();
  }

  private void send(ObjectNode piece) {
    opened().sendData(piece.toString());
  }

  private EventStream opened() {
    EventStream open = stream;
    if (open == null) {
      decided.writeTo(context.response());
      open = EventStream.open(context, options.keepAlive(), options.maxWaitingBytes());
      stream = open;
      open.closed().onSuccess(closed -> giveUp());
      ObjectNode role = JsonNodeFactory.instance.objectNode().put("role", "assistant").put("content", "");
      open.sendData(words.piece(role, null, decided).toString());
    }
    return open;
  }
}
