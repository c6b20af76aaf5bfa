package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;
import java.util.List;

/**
 * The members answer, read the others' answers and answer again (Du et al., arXiv 2305.14325), until enough of them say the same or the
 * rounds are used up; then a judge decides, who is told that they disagree.
 */
final class Debate implements Collaboration {

  @Override
  public Future<Answer> work(Table table) {
    return Members.askAll(table, table.team().seats(), "round-1", seat -> Words.role(seat) + table.question())
        .compose(heard -> heard(table, 1, heard));
  }

  private static Future<Answer> heard(Table table, int round, Members.Heard heard) {
    List<Answer> answers = heard.answers();
    if (answers.size() == 1) {
      return heard.missing() == 0 ? Future.succeededFuture(answers.getFirst()) : table
          .degraded(CollaborationMode.SOLO, "one member is left of the debate: " + heard.reason()).map(answers.getFirst());
    }
    Agreement agreement = Agreement.of(answers);
    boolean agreed = agreement.reached(table.team().rules());
    String note = Math.round(agreement.share() * 100) + "% of " + answers.size() + " members say the same";
    return table.roundEnded(round, agreed, note).compose(recorded -> {
      if (agreed) {
        return Future.succeededFuture(agreement.answer());
      }
      if (round == table.team().rules().rounds()) {
        return judge(table, agreement, answers);
      }
      return Members.askAll(table, answers.stream().map(Answer::by).toList(), "round-" + (round + 1), seat -> again(table, seat, answers))
          .transform(done -> done.succeeded()
              ? heard(table, round + 1, done.result())
              : table.hasEnded() ? Future.failedFuture(done.cause()) : judge(table, agreement, answers));
    });
  }

  private static String again(Table table, Assignment seat, List<Answer> answers) {
    List<Answer> others = answers.stream().filter(answer -> !answer.by().equals(seat)).toList();
    String own = answers.stream().filter(answer -> answer.by().equals(seat)).map(Answer::text).findFirst().orElse("");
    return Words.role(seat) + """
        Request: %s

        You said:
        %s

        %s

        Check your answer against theirs. Keep it if it holds, correct it if it does not, and answer the request again.""".formatted(
        table.question(), Words.quote(own), Words.quoteAll(others));
  }

  /** Without a judge who can speak, most votes count. */
  private static Future<Answer> judge(Table table, Agreement agreement, List<Answer> answers) {
    Assignment finisher = table.team().rules().finisher();
    Assignment judge = finisher == null ? table.team().seats().getFirst() : finisher;
    String prompt = """
        Request: %s

        Several agents have debated it and still disagree:

        %s

        Decide which answer is right, and answer the request. Say in one sentence what they disagreed on.""".formatted(
        table.question(), Words.quoteAll(answers));
    return table.ask(judge, "judge", prompt, true).recover(cause -> table.hasEnded()
        ? Future.failedFuture(cause)
        : table.degraded(CollaborationMode.DEBATE, "the judge is missing, so most votes count: " + cause.getMessage())
            .map(agreement.answer()));
  }
}
