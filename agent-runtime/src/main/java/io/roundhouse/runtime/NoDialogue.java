package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Nobody listens and nobody answers. */
enum NoDialogue implements Dialogue {
  INSTANCE;

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {}

  @Override
  public void log(LogLevel level, @Nullable String logger, JsonNode data) {}

  @Override
  public void partial(String text) {}

  @Override
  public Future<InputAnswer> ask(InputRequest request) {
    return Future.succeededFuture(new InputAnswer.Dismissed());
  }
}
