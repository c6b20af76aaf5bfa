package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.routers.models.cascade.Verdict;
import io.roundhouse.runtime.ToolResult;

/** Reads what a checker tool gave as a verdict; whatever is not one is not content, and says why. */
final class CheckerVerdict {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SHOWN = 80;

  private CheckerVerdict() {}

  static Verdict of(String tool, ToolResult result) {
    return switch (result) {
      case ToolResult.Success success -> of(tool, structured(success.output()));
      case ToolResult.Failure failure -> Verdict.of(false, "'%s' cannot judge: %s".formatted(tool, failure.message()));
      case ToolResult.Escalation asked -> Verdict.of(false, "'%s' cannot judge: it asks %s".formatted(tool, asked.question()));
    };
  }

  private static Verdict of(String tool, JsonNode said) {
    boolean measured = said.has("sure");
    JsonNode judged = measured ? said.path("sure") : said.isObject() ? said.path("passed") : said;
    if (judged.isNumber() && (measured || !said.isObject()) && judged.doubleValue() >= 0 && judged.doubleValue() <= 1) {
      return new Verdict(judged.doubleValue(), reason(said, "'%s' is %s sure".formatted(tool, judged.asText())));
    }
    if (judged.isBoolean() && !measured) {
      return Verdict.of(judged.booleanValue(), reason(said, "'%s' says %s".formatted(tool, judged.booleanValue() ? "yes" : "no")));
    }
    String shown = said.toString();
    return Verdict.of(false, "'%s' cannot judge: it gave %s; expected true, false, 0 to 1, or an object with 'sure' or 'passed'".formatted(
        tool, shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) + "..." : shown));
  }

  private static String reason(JsonNode said, String otherwise) {
    String given = said.path("reason").asText("");
    return given.isBlank() ? otherwise : given;
  }

  /** Tools of other servers often give text; what is JSON in it counts as if it had been given as such. */
  private static JsonNode structured(JsonNode output) {
    if (!output.isTextual()) {
      return output;
    }
    try {
      JsonNode inside = JSON.readTree(output.textValue());
      return inside.isMissingNode() ? output : inside;
    } catch (JsonProcessingException e) {
      return output;
    }
  }
}
