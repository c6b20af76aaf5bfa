package io.roundhouse.routers.agents.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Labelled requests: an object with the parts {@code train} and {@code test}, perhaps {@code val}, {@code oos_val} and {@code
 * oos_test}, each a list of {@code [text, label]}. This is the format of CLINC150. Immutable.
 *
 * @param intents all labels, sorted
 */
record IntentData(String name, List<String> intents, List<Request> train, List<Request> validation, List<Request> test,
    List<Request> outValidation, List<Request> outTest) {

  private static final int VALIDATION_FOLD = 10;

  /** One request; {@code intent} is null if it is out of scope. */
  record Request(String text, @Nullable String intent) {}

  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new EvalException("'%s' cannot be read as JSON: %s".formatted(file, e.getMessage()));
    }
  }

  static boolean isIntents(JsonNode root) {
    return root.isObject() && root.path("train").isArray() && root.path("test").isArray();
  }

  /** Reads the parts; without {@code val}, every tenth of {@code train} is kept back for it. */
  static IntentData of(String name, JsonNode root) {
    if (!isIntents(root)) {
      throw new EvalException("'%s' has no parts train and test; expected an object with lists of [text, label]".formatted(name));
    }
    List<Request> train = part(name, root, "train", true);
    List<Request> validation = part(name, root, "val", true);
    if (validation.isEmpty()) {
      List<Request> kept = new ArrayList<>();
      for (int i = 0; i < train.size(); i++) {
        (i % VALIDATION_FOLD == VALIDATION_FOLD - 1 ? validation : kept).add(train.get(i));
      }
      train = kept;
    }
    List<Request> test = part(name, root, "test", true);
    TreeSet<String> intents = new TreeSet<>();
    for (List<Request> each : List.of(train, validation, test)) {
      each.forEach(request -> intents.add(String.valueOf(request.intent())));
    }
    if (intents.size() < 2 || train.isEmpty() || test.isEmpty()) {
      throw new EvalException("'%s' has %d intents, %d training and %d test requests; expected at least two intents and some of each"
          .formatted(name, intents.size(), train.size(), test.size()));
    }
    return new IntentData(name, List.copyOf(intents), train, validation, test,
        part(name, root, "oos_val", false), part(name, root, "oos_test", false));
  }

  private static List<Request> part(String name, JsonNode root, String key, boolean labelled) {
    List<Request> requests = new ArrayList<>();
    for (JsonNode row : root.path(key)) {
      if (!row.isArray() || row.size() < 1 || !row.get(0).isTextual() || (labelled && !row.path(1).isTextual())) {
        throw new EvalException("'%s' has %s in part %s; expected [text, label]".formatted(name, row, key));
      }
      requests.add(new Request(row.get(0).asText(), labelled ? row.get(1).asText() : null));
    }
    return requests;
  }
}
