package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.roundhouse.runtime.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers that have to be JSON of a schema. */
final class StructuredOutput {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StructuredOutput() {}

  /** Either the data, or what is wrong with the answer. */
  record Checked(@Nullable JsonNode data, String complaint) {}

  static ResponseFormat format(String name, Schema schema) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(JsonSchema.builder().name(name).rootElement(JsonRawSchema.from(schema.document().toString())).build())
        .build();
  }

  static Checked check(String text, Schema schema) {
    String bare = text.strip();
    if (bare.startsWith("```")) {
      bare = bare.replaceFirst("^```[a-zA-Z]*\\s*", "").replaceFirst("\\s*```$", "");
    }
    try {
      JsonNode data = JSON.readTree(bare);
      List<String> violations = schema.violations(data);
      return violations.isEmpty() ? new Checked(data, "") : new Checked(null, String.join("; ", violations));
    } catch (JsonProcessingException e) {
      return new Checked(null, "it is not JSON");
    }
  }
}
