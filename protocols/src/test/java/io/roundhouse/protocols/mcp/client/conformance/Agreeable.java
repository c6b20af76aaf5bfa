package io.roundhouse.protocols.mcp.client.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.LogLevel;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A caller who says yes to everything and fills in nothing. */
final class Agreeable implements Dialogue {

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {}

  @Override
  public void log(LogLevel level, @Nullable String logger, JsonNode data) {}

  @Override
  public void partial(String text) {}

  @Override
  public Future<InputAnswer> ask(InputRequest request) {
    return Future.succeededFuture(InputAnswer.Accepted.empty());
  }
}
