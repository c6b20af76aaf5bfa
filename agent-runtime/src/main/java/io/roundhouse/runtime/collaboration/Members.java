package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks several members at once. */
final class Members {

  private Members() {}

  /** What the members said, and how many could not. */
  record Heard(List<Answer> answers, int missing, String reason) {}

  /** Asks all of them at the same time; fails only if nobody answers. */
  static Future<Heard> askAll(Table table, List<Assignment> seats, String step, Function<Assignment, String> prompt) {
    List<Future<Answer>> asked = new ArrayList<>(seats.size());
    for (int i = 0; i < seats.size(); i++) {
      Assignment seat = seats.get(i);
      asked.add(table.ask(seat, step + "/" + (i + 1), prompt.apply(seat), false));
    }
    return Future.join(asked).transform(done -> {
      List<Answer> answers = asked.stream().filter(Future::succeeded).map(Future::result).toList();
      if (answers.isEmpty()) {
        return Future.failedFuture(done.cause());
      }
      String reason = done.failed() ? String.valueOf(done.cause().getMessage()) : "";
      return Future.succeededFuture(new Heard(answers, seats.size() - answers.size(), reason));
    });
  }
}
