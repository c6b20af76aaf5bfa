package io.roundhouse.runtime.models;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelBody;
import io.roundhouse.runtime.ModelCall;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls a model whatever kind it is: one asynchronous call that ends in time and stops when it is cancelled. */
public final class ModelInvoker {

  private ModelInvoker() {}

  /**
   * Calls the model from {@code context}, on which the future completes and the parts of the answer are told.
   *
   * @param cancellation ends the call: its connection is closed or its thread interrupted
   * @param partial takes the answer's text piece by piece; null if nobody listens
   */
  public static Future<ChatResponse> invoke(
      Vertx vertx, Context context, Model model, ChatRequest request, Cancellation cancellation, @Nullable Consumer<String> partial) {
    Promise<ChatResponse> answer = Promise.promise();
    Cancellation stop = new Cancellation();
    Runnable takeBack = cancellation.onCancel(() -> {
      stop.cancel(cancellation.reason() == null ? "cancelled" : cancellation.reason());
      answer.tryFail(new LangChain4jException("the call was cancelled"));
    });
    begin(context, model, request, new ModelCall(stop, partial == null ? null : told(context, stop, partial)), answer);
    if (answer.future().isComplete()) {
      takeBack.run();
      return answer.future();
    }
    long timer = vertx.setTimer(Math.max(1, model.timeout().toMillis()), fired -> context.runOnContext(now -> {
      if (answer.tryFail(new TimeoutException("no answer within " + model.timeout()))) {
        stop.cancel("the call took too long");
      }
    }));
    return answer.future().onComplete(done -> {
      vertx.cancelTimer(timer);
      takeBack.run();
    });
  }

  private static void begin(Context context, Model model, ChatRequest request, ModelCall call, Promise<ChatResponse> answer) {
    try {
      switch (model.body()) {
        case ModelBody.Async async -> async.chat().chat(request, call).onComplete(
            response -> on(context, () -> answer.tryComplete(response)),
            cause -> on(context, () -> answer.tryFail(cause)));
        case ModelBody.Blocking blocking -> blocking(context, model.name(), blocking.chat(), request, call, answer);
        case ModelBody.Streaming streaming -> {
          ChatModel whole = streaming.whole();
          if (call.partial() == null && whole != null) {
            blocking(context, model.name(), whole, request, call, answer);
          } else {
            ModelHttp.under(call.cancellation(), () -> streaming.chat().chat(request, new Listener(context, call, answer)));
          }
        }
      }
    } catch (RuntimeException e) {
      answer.tryFail(e);
    }
  }

  private static void blocking(
      Context context, String name, ChatModel chat, ChatRequest request, ModelCall call, Promise<ChatResponse> answer) {
    Thread thread = Thread.ofVirtual().name("roundhouse-" + name).unstarted(() -> {
      try {
        ChatResponse response = chat.chat(request);
        context.runOnContext(now -> answer.tryComplete(response));
      } catch (RuntimeException e) {
        context.runOnContext(now -> answer.tryFail(e));
      } catch (Error e) {
        context.runOnContext(now -> answer.tryFail(e));
        throw e;
      }
    });
    Runnable takeBack = call.cancellation().onCancel(thread::interrupt);
    answer.future().onComplete(done -> takeBack.run());
    thread.start();
  }

  private static Consumer<String> told(Context context, Cancellation stop, Consumer<String> partial) {
    return text -> on(context, () -> {
      if (!stop.isCancelled()) {
        partial.accept(text);
      }
    });
  }

  private static void on(Context context, Runnable action) {
    if (((ContextInternal) context).inThread()) {
      action.run();
    } else {
      context.runOnContext(now -> action.run());
    }
  }

  private record Listener(Context context, ModelCall call, Promise<ChatResponse> answer) implements StreamingChatResponseHandler {

    @Override
    public void onPartialResponse(String text) {
      Consumer<String> partial = call.partial();
      if (partial != null && !text.isEmpty()) {
        partial.accept(text);
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      on(context, () -> answer.tryComplete(response));
    }

    @Override
    public void onError(Throwable cause) {
      on(context, () -> answer.tryFail(cause));
    }
  }
}
