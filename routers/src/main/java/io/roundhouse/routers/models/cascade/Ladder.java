package io.roundhouse.routers.models.cascade;

import io.roundhouse.routers.RoutingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks models from cheap to dear until a judge is content (FrugalGPT, arXiv 2305.05176; RouterBench's cascading router). The judge may
 * be the agreement of several samples, a checker tool, a schema, a unit test or another model; it says how sure it is. The last
 * model's answer stands unless an earlier one was judged better. Immutable.
 *
 * @param models from cheap to dear, two or three
 * @param content how sure the judge has to be, 0 to 1
 */
public record Ladder(List<String> models, double content) {

  private static final int MOST = 3;

  /** Copies the list; throws {@link RoutingException.Invalid} if there are not two or three models, or {@code content} is out of range. */
  public Ladder {
    models = List.copyOf(models);
    if (models.size() < 2 || models.size() > MOST || !(content >= 0 && content <= 1)) {
      throw new RoutingException.Invalid("a cascade has the models %s and is content at %s; expected two or three, and 0 to 1"
          .formatted(models, content));
    }
  }

  /**
   * An answer with what the judge said of it. Immutable.
   *
   * @param verdict null where no judge was asked, as a caller may do for the last model, whose answer then stands
   */
  public record Judged(Answer answer, @Nullable Verdict verdict) {

    /** Returns an answer that no judge was asked about. */
    public static Judged unjudged(Answer answer) {
      return new Judged(answer, null);
    }

    private double sure() {
      return verdict == null ? 0 : verdict.sure();
    }

    private String reason() {
      return verdict == null ? "nobody judged" : verdict.reason();
    }
  }

  /** Decides what to do, given the answers so far in the order of the models. */
  public NextAsk after(List<Judged> answers) {
    if (answers.isEmpty()) {
      return new NextAsk.Ask(models.subList(0, 1), "The cheapest model is asked first.");
    }
    Judged last = answers.getLast();
    List<Answer> given = answers.stream().map(Judged::answer).toList();
    if (last.verdict() != null && last.sure() >= content) {
      return new NextAsk.Give(last.answer(), AgreementGate.disagreement(given), "The judge is content: " + last.reason());
    }
    if (answers.size() < models.size()) {
      return new NextAsk.Ask(models.subList(answers.size(), answers.size() + 1), "The judge is not content: " + last.reason());
    }
    if (last.verdict() == null) {
      return new NextAsk.Give(last.answer(), AgreementGate.disagreement(given), "No model is left, so the last one's answer stands.");
    }
    Judged best = last;
    for (Judged judged : answers) {
      best = judged.sure() > best.sure() ? judged : best;
    }
    return new NextAsk.Give(best.answer(), AgreementGate.disagreement(given), "No model is left; this answer was judged best.");
  }
}
