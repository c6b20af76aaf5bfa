package io.roundhouse.runtime.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;

/** Hands the outcome of a future on to another thread's context. */
final class Hop {

  private Hop() {}

  /** The same outcome, completed on the context. */
  static <T> Future<T> to(Context context, Future<T> future) {
    Promise<T> promise = Promise.promise();
    future.onComplete(done -> context.runOnContext(now -> promise.handle(done)));
    return promise.future();
  }

  /** The same outcome, completed on the context; at once where it is there already. */
  static <T> Future<T> unlessOn(Context context, Future<T> future) {
    Promise<T> promise = Promise.promise();
    future.onComplete(done -> {
      if (((ContextInternal) context).inThread()) {
        promise.handle(done);
      } else {
        context.runOnContext(now -> promise.handle(done));
      }
    });
    return promise.future();
  }
}
