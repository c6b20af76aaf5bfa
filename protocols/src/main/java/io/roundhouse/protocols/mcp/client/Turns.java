package io.roundhouse.protocols.mcp.client;

import io.roundhouse.runtime.Cancellation;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Lets a server have so many calls at a time; others wait for their turn, first come first served. Confined to one event loop. */
final class Turns {

  private final CallLimits limits;
  private final Set<Promise<Void>> waiting = new LinkedHashSet<>();
  private int underWay;

  Turns(CallLimits limits) {
    this.limits = limits;
  }

  <T> Future<T> take(Cancellation cancellation, Supplier<Future<T>> call) {
    if (underWay < limits.concurrent()) {
      return go(call);
    }
    if (waiting.size() >= limits.waiting()) {
      return Future.failedFuture(CallFault.notSent(FailureClass.RATE_LIMITED,
          limits.concurrent() + " calls are under way and " + waiting.size() + " wait, more are not taken"));
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    Runnable takeBack = cancellation.onCancel(() -> {
      waiting.remove(turn);
      turn.tryFail(CallFault.notSent(FailureClass.DENIED, "the call was cancelled"));
    });
    return turn.future().onComplete(done -> takeBack.run()).compose(now -> go(call));
  }

  private <T> Future<T> go(Supplier<Future<T>> call) {
    underWay++;
    return call.get().onComplete(done -> {
      underWay--;
      if (!waiting.isEmpty()) {
        Promise<Void> next = waiting.iterator().next();
        waiting.remove(next);
        next.tryComplete();
      }
    });
  }
}
