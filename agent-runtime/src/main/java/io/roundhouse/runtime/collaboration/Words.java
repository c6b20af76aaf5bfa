package io.roundhouse.runtime.collaboration;

import io.roundhouse.routers.Assignment;
import java.util.List;
import java.util.stream.Collectors;

/** What members are told about each other: always quoted, so that nobody's answer reads like an instruction of ours. */
final class Words {

  private static final int LONGEST_QUOTE = 20_000;

  private Words() {}

  /** A first line that tells a member its role; nothing for one that simply answers. */
  static String role(Assignment seat) {
    return seat.role().equals(Assignment.ANSWERER) ? "" : "Your role: " + seat.role() + ".\n";
  }

  static String quote(String text) {
    String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + " [cut]" : text;
    return "<<<\n" + shown.replace("<<<", "< <<").replace(">>>", "> >>") + "\n>>>";
  }

  static String quoteAll(List<Answer> answers) {
    return answers.stream().map(answer -> answer.speaker() + " says:\n" + quote(answer.text())).collect(Collectors.joining("\n\n"));
  }
}
