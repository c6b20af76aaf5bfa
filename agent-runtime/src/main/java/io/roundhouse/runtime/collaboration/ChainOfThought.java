package io.roundhouse.runtime.collaboration;

import io.vertx.core.Future;
import java.util.Locale;

/**
 * The first member writes down its reasoning before it answers (Wei et al., arXiv 2201.11903); the caller gets the answer, the journal
 * keeps the reasoning.
 */
final class ChainOfThought implements Collaboration {

  private static final String MARK = "answer:";

  @Override
  public Future<Answer> work(Table table) {
    String prompt = table.question() + """


        First think through this step by step and write the steps down. Then write a line that begins with "Answer:" and give your \
        answer after it.""";
    return table.ask(table.team().seats().getFirst(), "thought", prompt, false).map(said -> said.withText(answer(said.text())));
  }

  /** What stands after the last mark; everything if there is none. */
  static String answer(String text) {
    int mark = text.toLowerCase(Locale.ROOT).lastIndexOf(MARK);
    String rest = mark < 0 ? "" : text.substring(mark + MARK.length()).replaceFirst("^[*_\\s]+", "").strip();
    return rest.isEmpty() ? text : rest;
  }
}
