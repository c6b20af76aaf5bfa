package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;

/**
 * A draft is criticised and written again until the critic is content or the rounds are used up (Shinn et al., arXiv 2303.11366). The
 * second member is the critic, or the finisher of the rules, or the writer itself.
 */
final class Reflection implements Collaboration {

  private static final String CONTENT = "ACCEPT";

  @Override
  public Future<Answer> work(Table table) {
    Assignment writer = table.team().seats().getFirst();
    return table.ask(writer, "draft", Words.role(writer) + table.question(), false).compose(draft -> criticise(table, 1, draft));
  }

  private static Future<Answer> criticise(Table table, int round, Answer draft) {
    Assignment critic = critic(table);
    return table.ask(critic, "critique-" + round, Words.role(critic) + """
        Request: %s

        This is a draft of the answer:
        %s

        Look for what is wrong, missing or unclear. If nothing is, say %s and nothing else; otherwise list what to change.""".formatted(
        table.question(), Words.quote(draft.text()), CONTENT), false).transform(done -> {
          if (done.failed()) {
            return table.hasEnded() ? Future.failedFuture(done.cause()) : table
                .degraded(CollaborationMode.SOLO, "the critic is missing, so the draft stands: " + done.cause().getMessage()).map(draft);
          }
          boolean content = content(done.result().text());
          return table.roundEnded(round, content, content ? "the critic is content" : "the critic wants changes").compose(recorded ->
              content ? Future.succeededFuture(draft) : revise(table, round, draft, done.result()));
        });
  }

  private static Future<Answer> revise(Table table, int round, Answer draft, Answer critique) {
    boolean last = round == table.team().rules().rounds();
    return table.ask(draft.by(), "revision-" + round, """
        Request: %s

        You wrote:
        %s

        A critic says:
        %s

        Write the answer again; take up what is right in the criticism. Give only the answer.""".formatted(
        table.question(), Words.quote(draft.text()), Words.quote(critique.text())), last).transform(done -> {
          if (done.failed()) {
            return table.hasEnded() ? Future.failedFuture(done.cause()) : table
                .degraded(CollaborationMode.SOLO, "nobody revised, so the draft stands: " + done.cause().getMessage()).map(draft);
          }
          return last ? Future.succeededFuture(done.result()) : criticise(table, round + 1, done.result());
        });
  }

  private static boolean content(String critique) {
    String first = critique.strip().toUpperCase(Locale.ROOT);
    return first.startsWith(CONTENT) && first.length() < CONTENT.length() + 10;
  }

  private static Assignment critic(Table table) {
    Assignment finisher = table.team().rules().finisher();
    List<Assignment> seats = table.team().seats();
    return finisher != null ? finisher : seats.size() > 1 ? seats.get(1) : seats.getFirst();
  }
}
