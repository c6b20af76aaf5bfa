package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.graph.InputIds;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.LogLevel;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dialogue of one call. Thread-safe. */
final class BodyDialogue implements Dialogue {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private final RunScope scope;
  private final String callId;
  private final Map<String, Integer> names = new ConcurrentHashMap<>();

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

  /** A name that the body chose stays in the id; the second question of a name gets a number. */
  private String id(String name) {
    int count = names.merge(name, 1, Integer::sum);
    if (name.isEmpty()) {
      return InputIds.question(callId, count);
    }
    return InputIds.question(callId, count == 1 ? name : name + "~" + count);
  }

  @Override
  public Future<InputAnswer> ask(InputRequest request) {
    if (!request.id().isEmpty() && !NAME.matcher(request.id()).matches()) {
      return Future.failedFuture(new ToolException(
          FailureClass.CONTRACT_VIOLATION, "a question's id must be 1 to 64 letters, digits or one of _ - ."));
    }
    InputRequest named = request.withId(id(request.id()));
    if (((ContextInternal) scope.context()).inThread()) {
      return scope.questions().ask(callId, named);
    }
    Promise<InputAnswer> answer = Promise.promise();
    scope.context().runOnContext(now -> scope.questions().ask(callId, named).onComplete(answer));
    return answer.future();
  }
}
