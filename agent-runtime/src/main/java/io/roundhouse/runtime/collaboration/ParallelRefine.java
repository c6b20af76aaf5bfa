package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;
import java.util.List;

/**
 * The members answer without knowing of each other; a refiner makes one answer of theirs and states where they conflict (TCAR, arXiv
 * 2601.04544). The request fails only if every member does.
 */
final class ParallelRefine implements Collaboration {

  @Override
  public Future<Answer> work(Table table) {
    List<Assignment> seats = table.team().seats();
    return Members.askAll(table, seats, "answer", seat -> Words.role(seat) + table.question()).compose(heard -> {
      List<Answer> answers = heard.answers();
      if (answers.size() == 1) {
        return heard.missing() == 0
            ? Future.succeededFuture(answers.getFirst())
            : table.degraded(CollaborationMode.SOLO, "only one member answered: " + heard.reason()).map(answers.getFirst());
      }
      return heard.missing() == 0
          ? refine(table, answers)
          : table.degraded(CollaborationMode.PARALLEL_REFINE, heard.missing() + " of " + seats.size() + " members are missing: "
              + heard.reason()).compose(recorded -> refine(table, answers));
    });
  }

  private static Future<Answer> refine(Table table, List<Answer> answers) {
    Assignment finisher = table.team().rules().finisher();
    Assignment refiner = finisher == null ? table.team().seats().getFirst() : finisher;
    return table.ask(refiner, "refine", """
        Request: %s

        These agents answered it, each for itself:

        %s

        Make one answer of theirs. Where they contradict each other, say so and say which one you follow and why. Leave out nothing that \
        is needed, and add nothing that none of them says.""".formatted(table.question(), Words.quoteAll(answers)), true)
        .recover(cause -> table.hasEnded() ? Future.failedFuture(cause) : table
            .degraded(CollaborationMode.PARALLEL_REFINE, "the refiner is missing, so all answers follow each other: " + cause.getMessage())
            .map(new Answer(refiner, together(answers), null)));
  }

  private static String together(List<Answer> answers) {
    return String.join("\n\n", answers.stream().map(answer -> answer.speaker() + ": " + answer.text()).toList());
  }
}
