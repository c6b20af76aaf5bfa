package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in the file with its place. A reader that does not find what it wants notes the mistake and answers with something harmless,
 * so that the rest of the file is read too.
 */
final class Node {

  private static final int MOST_SHOWN = 60;

  private final org.yaml.snakeyaml.nodes.Node yaml;
  private final Scope scope;
  private final String path;
  private final Mark start;

  /** A value that starts at {@code start}: at its key if it has one. */
  Node(org.yaml.snakeyaml.nodes.Node yaml, Scope scope, String path, Mark start) {
    this.yaml = yaml;
    this.scope = scope;
    this.path = path;
    this.start = start;
  }

  Scope scope() {
    return scope;
  }

  /** Where a mistake in the value is to be found: at the value if it is a single one, otherwise at its key. */
  Mark mark() {
    return yaml instanceof ScalarNode && !isEmpty() ? Mark.of(yaml.getStartMark()) : start;
  }

  /** Where the key of the value is. */
  Mark start() {
    return start;
  }

  /** The keys that lead here, such as {@code agents.hello.reply}; empty for the whole file. */
  String path() {
    return path;
  }

  /** Notes a mistake at this place. */
  void problem(String found, String expected) {
    scope.problem(mark(), found, expected);
  }

  boolean isMapping() {
    return yaml instanceof MappingNode;
  }

  boolean isList() {
    return yaml instanceof SequenceNode;
  }

  boolean isEmpty() {
    return yaml.getTag().equals(Tag.NULL);
  }

  /** A mapping whose keys the program knows. */
  Fields fields() {
    return new Fields(this, entries());
  }

  /** A mapping whose keys the author chooses, in their order. */
  Map<String, Node> entries() {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (yaml instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        addEntry(tuple, entries);
      }
    } else {
      wrongType("a mapping (key: value)");
    }
    return entries;
  }

  private void addEntry(NodeTuple tuple, Map<String, Node> entries) {
    Mark mark = Mark.of(tuple.getKeyNode().getStartMark());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      scope.problem(mark, "a key of " + place() + " is not text", "expected a name");
      return;
    }
    String name = key.getValue();
    Node value = new Node(tuple.getValueNode(), scope, path.isEmpty() ? name : path + "." + name, mark);
    Node first = entries.putIfAbsent(name, value);
    if (first != null) {
      scope.problem(mark, "'" + name + "' is there twice in " + place() + ", first in line " + first.start().line(),
          "expected every key once");
    }
  }

  /** A list. */
  List<Node> items() {
    List<Node> items = new ArrayList<>();
    if (yaml instanceof SequenceNode sequence) {
      for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
        items.add(new Node(item, scope, path + "[" + items.size() + "]", Mark.of(item.getStartMark())));
      }
    } else {
      wrongType("a list");
    }
    return items;
  }

  /** A list, or a single value for a list of one. */
  List<Node> itemOrItems() {
    return yaml instanceof ScalarNode && !isEmpty() ? List.of(this) : items();
  }

  /** Text that is written as text. */
  String text() {
    if (yaml instanceof ScalarNode scalar && scalar.isPlain() && !scalar.getTag().equals(Tag.STR) && !isEmpty()) {
      problem(place() + " is " + shown() + ", which YAML does not read as text", "put it in quotes");
      return "";
    }
    return scalar("text").orElse("");
  }

  /** Text that must not be blank. */
  String nonBlank() {
    String text = text();
    if (text.isBlank() && yaml instanceof ScalarNode scalar && scalar.getValue().isBlank() && !isEmpty()) {
      problem(place() + " is blank", "expected text");
    }
    return text;
  }

  /** Any single value, as it would be typed on a command line. */
  String word() {
    return scalar("a single value").orElse("");
  }

  int integer(int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    Optional<String> text = scalar(expected);
    if (text.isEmpty()) {
      return least;
    }
    try {
      int value = Integer.parseInt(text.get().strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message below
    }
    return wrongValue(expected, least);
  }

  /** A number from zero to {@code most}, exact. */
  BigDecimal decimal(long most) {
    String expected = "a number from 0 to " + most;
    Optional<String> text = scalar(expected);
    if (text.isEmpty()) {
      return BigDecimal.ZERO;
    }
    try {
      BigDecimal value = new BigDecimal(text.get().strip());
      if (value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message below
    }
    return wrongValue(expected, BigDecimal.ZERO);
  }

  /** A duration above zero. */
  Duration duration() {
    Duration harmless = Duration.ofSeconds(1);
    Optional<String> text = scalar("a duration such as 30s");
    if (text.isEmpty()) {
      return harmless;
    }
    Optional<Duration> duration = Durations.parse(text.get()).filter(value -> !value.isZero());
    if (duration.isEmpty()) {
      problem(place() + " is " + shown(), Durations.EXPECTED);
    }
    return duration.orElse(harmless);
  }

  /** A constant, written in lower case with dashes. */
  <E extends Enum<E>> E oneOf(Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = new ArrayList<>();
    String text = scalar("a word").orElse("");
    for (E constant : constants) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    if (yaml instanceof ScalarNode && !isEmpty()) {
      problem(place() + " is " + shown(), NearMiss.expectation(text, names, ""));
    }
    return constants[0];
  }

  boolean truth() {
    String text = scalar("true or false").orElse("true");
    return text.equals("true") || (!text.equals("false") && wrongValue("true or false", true));
  }

  /** A path; a relative one starts at the directory of the file. */
  Path filePath() {
    String text = nonBlank();
    try {
      return scope.directory().resolve(text).normalize();
    } catch (InvalidPathException e) {
      return wrongValue("a path", scope.directory());
    }
  }

  /** An absolute {@code http} or {@code https} address. */
  URI url() {
    URI harmless = URI.create("http://localhost");
    String text = text();
    if (text.isEmpty()) {
      return harmless;
    }
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one message below
    }
    return wrongValue("an address such as https://host/path", harmless);
  }

  /** The value as JSON, exactly as written: no environment references are filled in. */
  JsonNode json() {
    return YamlJson.of(yaml, this);
  }

  /** What kind of thing this is, for a message. */
  String place() {
    return path.isEmpty() ? "the file" : path;
  }

  /** The value as it is written, shortened; an environment reference is shown as such, never its value. */
  String shown() {
    if (yaml instanceof ScalarNode scalar) {
      String raw = scalar.getValue();
      return isEmpty() ? "empty" : "'" + (raw.length() > MOST_SHOWN ? raw.substring(0, MOST_SHOWN) + "..." : raw) + "'";
    }
    return isList() ? "a list" : "a mapping";
  }

  void wrongType(String expected) {
    problem(place() + " is " + shown(), "expected " + expected);
  }

  <T> T wrongValue(String expected, T harmless) {
    problem(place() + " is " + shown(), "expected " + expected);
    return harmless;
  }

  private Optional<String> scalar(String expected) {
    if (!(yaml instanceof ScalarNode scalar) || isEmpty()) {
      wrongType(expected);
      return Optional.empty();
    }
    int before = scope.problemCount();
    String filled = Interpolation.fill(scalar.getValue(), this);
    return scope.problemCount() == before ? Optional.of(filled) : Optional.empty();
  }
}
