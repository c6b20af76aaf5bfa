package io.roundhouse.server.config;

import io.roundhouse.routers.guard.Condition;
import io.roundhouse.routers.guard.Guard;
import io.roundhouse.routers.guard.GuardException;
import io.roundhouse.routers.guard.PersonalDataKind;
import io.roundhouse.routers.guard.Rule;
import io.roundhouse.routers.guard.Senses;
import io.roundhouse.routers.guard.Signal;
import io.roundhouse.server.config.References.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code guards}: signals by name, and rules over them. */
final class GuardReader {

  private static final double DEFAULT_THRESHOLD = 0.5;
  private static final List<String> SIGNALS =
      List.of("keywords", "longer-than", "language", "role", "personal-data", "jailbreak", "harmful", "out-of-scope");
  private static final List<String> ACTIONS = List.of("allow", "deny", "restrict-to", "tag");

  private final Map<String, Signal> signals = new LinkedHashMap<>();
  private final List<Rule> rules = new ArrayList<>();

  Map<String, Signal> signals() {
    return signals;
  }

  List<Rule> rules() {
    return rules;
  }

  void read(Node node) {
    Fields fields = node.fields();
    fields.named("signals").forEach((name, each) -> signals.put(name, signal(each)));
    Map<String, Node> places = new LinkedHashMap<>();
    int before = node.scope().problemCount();
    fields.named("rules").forEach((name, each) -> {
      places.put(name, each);
      rules.add(rule(name, each));
    });
    fields.end();
    if (node.scope().problemCount() == before) {
      try {
        Guard.of(signals, rules, Senses.ofWording());
      } catch (GuardException e) {
        places.getOrDefault(e.rule(), node).problem(String.valueOf(e.getMessage()), "expected rules that can all apply");
      }
    }
  }

  private static Signal signal(Node node) {
    if (!node.isMapping()) {
      return switch (node.text()) {
        case "jailbreak" -> new Signal.Jailbreak(DEFAULT_THRESHOLD);
        case "harmful" -> new Signal.Harmful(DEFAULT_THRESHOLD);
        case "personal-data" -> new Signal.PersonalData(PersonalDataKind.certain());
        case "out-of-scope" -> new Signal.OutOfScope();
        default -> node.wrongValue("jailbreak, harmful, personal-data, out-of-scope, or a mapping with one of "
            + String.join(", ", SIGNALS), new Signal.OutOfScope());
      };
    }
    Fields fields = node.fields();
    List<String> given = SIGNALS.stream().filter(fields::has).toList();
    Signal signal = given.size() == 1 ? detailed(given.getFirst(), fields) : wrong(node, given, SIGNALS, new Signal.OutOfScope());
    fields.end();
    return signal;
  }

  private static Signal detailed(String kind, Fields fields) {
    return switch (kind) {
      case "keywords" -> new Signal.Keywords(words(fields, kind));
      case "longer-than" -> new Signal.LongerThan(fields.optional(kind).map(value -> value.integer(1, 1_000_000)).orElse(1));
      case "language" -> new Signal.Language(Set.copyOf(words(fields, kind)));
      case "role" -> new Signal.Role(Set.copyOf(words(fields, kind)));
      case "personal-data" -> {
        Set<PersonalDataKind> kinds = EnumSet.noneOf(PersonalDataKind.class);
        fields.listed(kind).forEach(each -> kinds.add(each.oneOf(PersonalDataKind.class)));
        yield new Signal.PersonalData(kinds);
      }
      case "jailbreak" -> new Signal.Jailbreak(threshold(fields, kind));
      case "harmful" -> new Signal.Harmful(threshold(fields, kind));
      default -> new Signal.OutOfScope();
    };
  }

  private static double threshold(Fields fields, String kind) {
    return fields.optional(kind).map(value -> RoutingReader.share(value, "0", "1")).orElse(DEFAULT_THRESHOLD);
  }

  private static List<String> words(Fields fields, String kind) {
    return fields.listed(kind).stream().map(Node::nonBlank).filter(word -> !word.isEmpty()).toList();
  }

  private static Rule rule(String name, Node node) {
    Fields fields = node.fields();
    int priority = fields.optional("priority").map(value -> value.integer(0, 1_000_000)).orElse(0);
    Condition when = fields.required("when").map(GuardReader::condition).orElse(new Condition.All(List.of()));
    List<String> given = ACTIONS.stream().filter(fields::has).toList();
    Rule.Action then = given.size() == 1 ? action(given.getFirst(), fields) : wrong(node, given, ACTIONS, new Rule.Action.Tag("none"));
    fields.end();
    return new Rule(name, priority, when, then);
  }

  private static Rule.Action action(String kind, Fields fields) {
    Optional<Node> value = fields.optional(kind);
    return switch (kind) {
      case "allow" -> {
        value.filter(each -> !each.truth()).ifPresent(each -> each.problem(each.place() + " is false", "expected true, or another action"));
        yield new Rule.Action.Allow();
      }
      case "deny" -> new Rule.Action.Deny(value.map(Node::nonBlank).orElse(""));
      case "tag" -> new Rule.Action.Tag(value.map(Node::nonBlank).orElse(""));
      default -> {
        Set<String> agents = new TreeSet<>();
        for (Node agent : fields.listed(kind)) {
          agent.scope().references().use(Kind.AGENT, agent, agent.text());
          agents.add(agent.text());
        }
        yield new Rule.Action.RestrictTo(agents);
      }
    };
  }

  /** A signal's name, or a mapping with one of all, any, not. */
  private static Condition condition(Node node) {
    if (!node.isMapping()) {
      return new Condition.Is(node.word());
    }
    Fields fields = node.fields();
    List<String> given = List.of("all", "any", "not").stream().filter(fields::has).toList();
    Condition condition = given.size() != 1
        ? wrong(node, given, List.of("all", "any", "not"), new Condition.All(List.of()))
        : switch (given.getFirst()) {
          case "all" -> new Condition.All(fields.listed("all").stream().map(GuardReader::condition).toList());
          case "any" -> new Condition.Any(fields.listed("any").stream().map(GuardReader::condition).toList());
          default -> new Condition.Not(fields.optional("not").map(GuardReader::condition).orElse(new Condition.All(List.of())));
        };
    fields.end();
    return condition;
  }

  private static <T> T wrong(Node node, List<String> given, List<String> possible, T harmless) {
    String found = given.isEmpty() ? "none of " + String.join(", ", possible) : String.join(" and ", given);
    node.problem(node.place() + " has " + found, "expected exactly one of " + String.join(", ", possible));
    return harmless;
  }
}
