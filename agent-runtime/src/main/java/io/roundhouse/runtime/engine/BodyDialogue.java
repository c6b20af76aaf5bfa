package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.graph.InputIds;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.LogLevel;
import io.roundhouse.runtime.RunSignal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The dialogue of one call. Thread-safe. */
final class BodyDialogue implements Dialogue {

  private final RunScope scope;
  private final String callId;
  private final AtomicInteger questions = new AtomicInteger();

  BodyDialogue(RunScope scope, String callId) {
    this.scope = scope;
    this.callId = callId;
  }

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {
    scope.signals().say(new RunSignal.Progress(callId, done, total, message));
  }

  @Override
  public void log(LogLevel level, @Nullable String logger, JsonNode data) {
    scope.signals().say(new RunSignal.Log(callId, level, logger, data));
  }

  @Override
  public void partial(String text) {
    scope.signals().say(new RunSignal.Partial(callId, text));
  }

  @Override
  public Future<InputAnswer> ask(InputRequest request) {
    InputRequest named = request.withId(InputIds.question(callId, questions.incrementAndGet()));
    if (((ContextInternal) scope.context()).inThread()) {
      return scope.questions().ask(callId, named);
    }
    Promise<InputAnswer> answer = Promise.promise();
    scope.context().runOnContext(now -> scope.questions().ask(callId, named).onComplete(answer));
    return answer.future();
  }
}
