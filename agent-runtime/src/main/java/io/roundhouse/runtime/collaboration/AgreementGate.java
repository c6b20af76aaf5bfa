package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;
import java.util.List;

/**
 * Cheap members answer first; only if they disagree is the last member asked, who is the strong one (ACAR, arXiv 2602.21231). With one
 * member it simply answers.
 */
final class AgreementGate implements Collaboration {

  @Override
  public Future<Answer> work(Table table) {
    List<Assignment> seats = table.team().seats();
    Assignment strong = seats.getLast();
    List<Assignment> probes = seats.subList(0, seats.size() - 1);
    if (probes.isEmpty()) {
      return table.ask(strong, "strong", table.question(), true);
    }
    return Members.askAll(table, probes, "probe", seat -> Words.role(seat) + table.question()).transform(done -> {
      if (done.failed()) {
        return table.hasEnded() ? Future.failedFuture(done.cause()) : table
            .degraded(CollaborationMode.SOLO, "no probe answered: " + done.cause().getMessage())
            .compose(recorded -> table.ask(strong, "strong", Words.role(strong) + table.question(), true));
      }
      return gate(table, strong, probes.size(), done.result());
    });
  }

  private static Future<Answer> gate(Table table, Assignment strong, int probes, Members.Heard heard) {
    Agreement agreement = Agreement.of(heard.answers());
    boolean enough = probes == 1 || heard.answers().size() > 1;
    boolean agreed = enough && probes > 1 && agreement.reached(table.team().rules());
    String note = "%d of %d probes answered, %d%% of them the same; %s".formatted(
        heard.answers().size(), probes, Math.round(agreement.share() * 100),
        agreed ? "'" + strong.agent() + "' is not needed" : "'" + strong.agent() + "' decides");
    return table.roundEnded(1, agreed, note).compose(recorded -> agreed
        ? Future.succeededFuture(agreement.answer())
        : table.ask(strong, "strong", Words.role(strong) + table.question(), true).recover(cause -> table.hasEnded()
            ? Future.failedFuture(cause)
            : table.degraded(CollaborationMode.AGREEMENT_GATE, "the strong member is missing, so most votes count: " + cause.getMessage())
                .map(agreement.answer())));
  }
}
