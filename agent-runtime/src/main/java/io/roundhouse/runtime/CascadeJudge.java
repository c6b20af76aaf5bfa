package io.roundhouse.runtime;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who says how good an answer is while models answer from cheap to dear. Immutable. */
public sealed interface CascadeJudge {

  /** Says in a few words who judges, for people and for the log. */
  String describe();

  /**
   * An answer is good if it is JSON that fits the schema the request gives; to a request that gives none, if it says anything. Costs
   * nothing.
   */
  record ByForm() implements CascadeJudge {

    @Override
    public String describe() {
      return "form";
    }
  }

  /** Another model says how sure it is that the answer is right; one call for each answer. */
  record ByModel(String model) implements CascadeJudge {

    @Override
    public String describe() {
      return "model " + model;
    }
  }

  /**
   * A tool of the catalog checks the answer, such as a unit test or a calculation. It is called with {@code {"question": ..., "answer":
   * ...}}, the last words of the user and what the model said, and gives {@code true} or {@code false}, how sure it is as a number from
   * 0 to 1, or an object with {@code sure} or {@code passed} in the same way and, if it likes, a {@code reason}. A tool that fails, or
   * gives anything else, is not content.
   *
   * @param tool its name; calling it twice must do no more than calling it once, as judging may be repeated after a crash
   */
  record ByTool(String tool) implements CascadeJudge {

    @Override
    public String describe() {
      return "tool " + tool;
    }

    /** Returns why this tool cannot judge, as a clause; empty if it can. */
    public Optional<String> obstacle(Catalog catalog) {
      if (catalog.tool(tool).isEmpty()) {
        return Optional.of("tool '%s' is not in the catalog".formatted(tool));
      }
      return Stream.concat(Stream.of(tool), catalog.standIns(tool).stream().map(StepBinding::tool))
          .flatMap(name -> catalog.tool(name).stream())
          .filter(known -> !known.effect().isRepeatable())
          .map(known -> "tool '%s' is %s; expected pure or idempotent".formatted(
              known.name(), known.effect().name().toLowerCase(Locale.ROOT)))
          .findFirst();
    }
  }

  /**
   * The model that answered is asked again, at a temperature above zero: the share of these samples that come to the same answer says how
   * sure it is (self-consistency, Wang et al., arXiv 2203.11171). Each sample is a call of its own. The answer of the last model stands
   * without samples: nobody is left who could do better, and its calls are the dearest.
   *
   * @param again how many samples are asked for, side by side, besides the answer itself; 2 to 5
   */
  record ByAgreement(int again) implements CascadeJudge {

    /** How often a model is asked again unless said. */
    public static final int USUAL = 2;

    /** The fewest samples. */
    public static final int FEWEST = 2;

    /** The most samples. */
    public static final int MOST = 5;

    /** Throws {@link CatalogException} if the number is out of range. */
    public ByAgreement {
      if (again < FEWEST || again > MOST) {
        throw new CatalogException("a judge asks again %d times; expected %d to %d".formatted(again, FEWEST, MOST));
      }
    }

    @Override
    public String describe() {
      return again + " samples";
    }
  }
}
