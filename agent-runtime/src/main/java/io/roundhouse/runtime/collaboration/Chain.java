package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members work one after the other; each gets the answer of the one before. A member that cannot answer is left out. */
final class Chain implements Collaboration {

  @Override
  public Future<Answer> work(Table table) {
    return next(table, 0, null);
  }

  private static Future<Answer> next(Table table, int at, @Nullable Answer before) {
    List<Assignment> seats = table.team().seats();
    boolean last = at == seats.size() - 1;
    return table.ask(seats.get(at), "chain-" + (at + 1), prompt(table, seats.get(at), before), last).transform(done -> {
      if (done.failed()) {
        return skipped(table, at, before, done.cause());
      }
      return last ? Future.succeededFuture(done.result()) : next(table, at + 1, done.result());
    });
  }

  private static Future<Answer> skipped(Table table, int at, @Nullable Answer before, Throwable cause) {
    List<Assignment> seats = table.team().seats();
    boolean last = at == seats.size() - 1;
    if (table.hasEnded() || (last && before == null)) {
      return Future.failedFuture(cause);
    }
    CollaborationMode rest = seats.size() > 2 ? CollaborationMode.CHAIN : CollaborationMode.SOLO;
    return table.degraded(rest, "'" + seats.get(at).agent() + "' is left out of the chain: " + cause.getMessage()).compose(recorded ->
        last && before != null ? Future.succeededFuture(before) : next(table, at + 1, before));
  }

  private static String prompt(Table table, Assignment seat, @Nullable Answer before) {
    return before == null ? table.question() : Words.role(seat) + """
        Request: %s

        This is the work of %s, who came before you:
        %s

        Take it further and give the whole result.""".formatted(table.question(), before.speaker(), Words.quote(before.text()));
  }
}
