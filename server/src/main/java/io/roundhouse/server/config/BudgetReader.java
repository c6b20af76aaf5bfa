package io.roundhouse.server.config;

import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.BudgetAction;
import java.math.RoundingMode;

/** Reads the sections {@code budget} and {@code cassette}. */
final class BudgetReader {

  private static final int MOST_DOLLARS = 1_000_000;

  private BudgetReader() {}

  static Budget budget(Node node) {
    Fields fields = node.fields();
    Budget budget = new Budget(
        fields.optional("money").map(BudgetReader::micros).orElse(null),
        fields.optional("tokens").map(tokens -> (long) tokens.integer(1, Integer.MAX_VALUE)).orElse(null),
        fields.optional("time").map(Node::duration).orElse(null),
        fields.optional("steps").map(steps -> steps.integer(1, Integer.MAX_VALUE)).orElse(null),
        fields.optional("when-spent").map(action -> action.oneOf(BudgetAction.class)).orElse(null));
    fields.end();
    return budget;
  }

  static CassetteConfig cassette(Node node) {
    Fields fields = node.fields();
    CassetteConfig cassette = new CassetteConfig(
        fields.required("file").map(Node::filePath).orElse(node.scope().directory()),
        fields.required("mode").map(mode -> mode.oneOf(Mode.class)).orElse(Mode.RECORD) == Mode.REPLAY);
    fields.end();
    return cassette;
  }

  private static long micros(Node node) {
    return node.decimal(MOST_DOLLARS).movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private enum Mode {
    RECORD,
    REPLAY
  }
}
