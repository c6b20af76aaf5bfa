package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Every member hears everything that every other member has said so far, for all rounds (the fully connected mode of MasRouter, arXiv
 * 2502.11133); the lead puts it together.
 */
final class FullMesh implements Collaboration {

  private static final int MOST_MESSAGES = 60;

  @Override
  public Future<Answer> work(Table table) {
    return round(table, 1, table.team().seats(), List.of());
  }

  private static Future<Answer> round(Table table, int round, List<Assignment> seats, List<Answer> before) {
    return Members.askAll(table, seats, "round-" + round, seat -> prompt(table, seat, before)).transform(done -> {
      if (done.failed()) {
        return before.isEmpty() || table.hasEnded() ? Future.failedFuture(done.cause()) : summary(table, before);
      }
      List<Answer> answers = done.result().answers();
      if (answers.size() == 1 && seats.size() > 1 && before.isEmpty()) {
        return table.degraded(CollaborationMode.SOLO, "one member is left: " + done.result().reason()).map(answers.getFirst());
      }
      if (seats.size() == 1) {
        return Future.succeededFuture(answers.getFirst());
      }
      List<Answer> all = new ArrayList<>(before);
      all.addAll(answers);
      List<Answer> kept = all.subList(Math.max(0, all.size() - MOST_MESSAGES), all.size());
      return table.roundEnded(round, false, answers.size() + " members spoke").compose(recorded ->
          round == table.team().rules().rounds()
              ? summary(table, kept)
              : round(table, round + 1, answers.stream().map(Answer::by).toList(), kept));
    });
  }

  private static String prompt(Table table, Assignment seat, List<Answer> before) {
    return before.isEmpty() ? Words.role(seat) + table.question() : Words.role(seat) + """
        Request: %s

        What all of you have said so far, you included:

        %s

        Say what you have to add, correct or agree to.""".formatted(table.question(), Words.quoteAll(before));
  }

  private static Future<Answer> summary(Table table, List<Answer> all) {
    Assignment finisher = table.team().rules().finisher();
    Assignment lead = finisher == null ? table.team().seats().getFirst() : finisher;
    return table.ask(lead, "summary", """
        Request: %s

        This is what all agents have said, in order:

        %s

        Give the one answer to the request that follows from it.""".formatted(table.question(), Words.quoteAll(all)), true)
        .recover(cause -> table.hasEnded()
            ? Future.failedFuture(cause)
            : table.degraded(CollaborationMode.FULL_MESH, "nobody summed up, so the last word counts: " + cause.getMessage())
                .map(all.getLast()));
  }
}
