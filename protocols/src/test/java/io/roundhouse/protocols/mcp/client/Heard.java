package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.LogLevel;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A caller who remembers what it hears and answers as told. */
final class Heard implements Dialogue {

  final List<String> said = new CopyOnWriteArrayList<>();
  final List<InputRequest> asked = new CopyOnWriteArrayList<>();
  private final Function<InputRequest, Future<InputAnswer>> answers;

  Heard(Function<InputRequest, Future<InputAnswer>> answers) {
    this.answers = answers;
  }

  static Heard answering(InputAnswer answer) {
    return new Heard(request -> Future.succeededFuture(answer));
  }

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {
    said.add("progress " + done + " of " + total + ": " + message);
  }

  @Override
  public void log(LogLevel level, @Nullable String logger, JsonNode data) {
    said.add(level + " " + logger + " " + data);
  }

  @Override
  public void partial(String text) {
    said.add(text);
  }

  @Override
  public Future<InputAnswer> ask(InputRequest request) {
    asked.add(request);
    return answers.apply(request);
  }
}
