package io.roundhouse.routers.agents.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What intents say about themselves: from a file, else those that come with the program, else made from their names. */
final class Descriptions {

  private final Map<String, String> texts;
  private final String source;

  private Descriptions(Map<String, String> texts, String source) {
    this.texts = texts;
    this.source = source;
  }

  /** Reads the given file, an object of name and description; without one, looks for ours under the data's name. */
  static Descriptions of(String data, @Nullable Path file) {
    if (file != null) {
      return new Descriptions(texts(file.toString(), IntentData.json(file)), file.getFileName().toString());
    }
    try (InputStream ours = Descriptions.class.getResourceAsStream(data + ".json")) {
      return ours == null
          ? new Descriptions(Map.of(), "made from the intents' names")
          : new Descriptions(texts(data, new ObjectMapper().readTree(ours)), "our own words");
    } catch (IOException e) {
      throw new EvalException("the descriptions of '%s' cannot be read: %s".formatted(data, e.getMessage()));
    }
  }

  private static Map<String, String> texts(String name, JsonNode root) {
    Map<String, String> texts = new HashMap<>();
    root.properties().forEach(each -> {
      if (!each.getValue().isTextual()) {
        throw new EvalException("'%s' describes '%s' by %s; expected a text".formatted(name, each.getKey(), each.getValue()));
      }
      texts.put(each.getKey(), each.getValue().asText());
    });
    if (texts.isEmpty()) {
      throw new EvalException("'%s' describes nothing; expected an object of intent and description".formatted(name));
    }
    return texts;
  }

  /** Says where they come from. */
  String source() {
    return source;
  }

  /** The description of an intent; empty if there is none, so that its name has to do. */
  String of(String intent) {
    return texts.getOrDefault(intent, "");
  }
}
