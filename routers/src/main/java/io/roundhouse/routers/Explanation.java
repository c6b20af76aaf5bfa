package io.roundhouse.routers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a decision into at most three sentences. */
final class Explanation {

  private static final int NAMED_AGENTS = 5;

  private Explanation() {}

  static String of(Decision decision) {
    return switch (decision) {
      case Decision.Routed routed -> Stream.of(Stage.AGENTS, Stage.MODE, Stage.MODEL)
          .map(routed::stage)
          .flatMap(Optional::stream)
          .map(StageTrace::reason)
          .collect(Collectors.joining(" "));
      case Decision.OutOfScope none -> none.trace().getLast().reason() + offer(none.capabilities());
    };
  }

  private static String offer(List<Capability> capabilities) {
    if (capabilities.isEmpty()) {
      return "";
    }
    String named = capabilities.stream().limit(NAMED_AGENTS).map(Explanation::line).collect(Collectors.joining(", "));
    int more = capabilities.size() - NAMED_AGENTS;
    return " You can ask: " + named + (more > 0 ? " and %d more.".formatted(more) : ".");
  }

  private static String line(Capability capability) {
    String summary = firstSentence(capability.summary());
    return summary.isEmpty() ? capability.agent() : "%s (%s)".formatted(capability.agent(), summary);
  }

  /** Without its full stop: the summary becomes part of our own sentence. */
  private static String firstSentence(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean lastOrBeforeBlank = i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1));
      if (lastOrBeforeBlank && ".!?".indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }
}
