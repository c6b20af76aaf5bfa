package io.roundhouse.runtime.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Hands the outcome of a future on to another thread's context. */
final class Hop {

  private Hop() {}

  /** The same outcome, completed on the context. */
  static <T> Future<T> to(Context context, Future<T> future) {
    Promise<T> promise = Promise.promise();
    future.onComplete(done -> context.runOnContext(now -> promise.handle(done)));
    return promise.future();
  }
}
