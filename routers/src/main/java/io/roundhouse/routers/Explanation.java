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
    String summary = capability.summary().replaceAll("[.\\s]+$", "");
    return summary.isEmpty() ? capability.agent() : "%s (%s)".formatted(capability.agent(), summary);
  }
}
