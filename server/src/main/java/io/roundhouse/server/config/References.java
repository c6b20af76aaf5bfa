package io.roundhouse.server.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that one part of the file defines and another uses; checked once everything is read. */
final class References {

  /** What a name stands for. */
  enum Kind {
    MODEL("models"),
    TOOL("tools"),
    AGENT("agents");

    private final String section;

    Kind(String section) {
      this.section = section;
    }
  }

  private final Scope scope;
  private final Map<Kind, Map<String, Mark>> defined = new EnumMap<>(Kind.class);
  private final List<Use> uses = new ArrayList<>();
  private final List<String> openPrefixes = new ArrayList<>();

  References(Scope scope) {
    this.scope = scope;
    for (Kind kind : Kind.values()) {
      defined.put(kind, new LinkedHashMap<>());
    }
  }

  /** Notes that a name is defined; two definitions of one name are a mistake. */
  void define(Kind kind, String name, Mark mark) {
    Mark first = names(kind).putIfAbsent(name, mark);
    if (first != null) {
      scope.problem(mark, kind.name().toLowerCase(Locale.ROOT) + " '" + name + "' is already defined in line " + first.line(),
          kind == Kind.TOOL ? "give it a prefix of its own" : "rename one");
    }
  }

  /** Notes that names with this prefix become known only when the server runs. */
  void openPrefix(String prefix) {
    openPrefixes.add(prefix);
  }

  /** Notes that a value names something. */
  void use(Kind kind, Node place, String name) {
    if (!name.isEmpty()) {
      uses.add(new Use(kind, place, name));
    }
  }

  boolean isDefined(Kind kind, String name) {
    return names(kind).containsKey(name);
  }

  Set<String> defined(Kind kind) {
    return names(kind).keySet();
  }

  /** Notes every use of a name that nothing defines. */
  void check() {
    for (Use use : uses) {
      if (!resolves(use)) {
        use.place.problem(use.place.place() + " names '" + use.name + "', which is not defined under " + use.kind.section,
            NearMiss.expectation(use.name, candidates(use), "define it there"));
      }
    }
  }

  private boolean resolves(Use use) {
    if (use.kind != Kind.TOOL) {
      return isDefined(use.kind, use.name);
    }
    if (use.name.endsWith("*")) {
      String prefix = use.name.substring(0, use.name.length() - 1);
      return names(Kind.TOOL).keySet().stream().anyMatch(name -> name.startsWith(prefix))
          || openPrefixes.stream().anyMatch(open -> open.startsWith(prefix) || prefix.startsWith(open));
    }
    return isDefined(Kind.TOOL, use.name) || openPrefixes.stream().anyMatch(use.name::startsWith);
  }

  /** The names there are, and for a tool of a server the same tool of every server. */
  private Set<String> candidates(Use use) {
    Set<String> candidates = new TreeSet<>(names(use.kind).keySet());
    int dot = use.name.indexOf('.');
    if (use.kind == Kind.TOOL && dot > 0) {
      openPrefixes.forEach(prefix -> candidates.add(prefix + use.name.substring(dot + 1)));
    }
    return candidates;
  }

  private Map<String, Mark> names(Kind kind) {
    return defined.computeIfAbsent(kind, missing -> new LinkedHashMap<>());
  }

  private record Use(Kind kind, Node place, String name) {}
}
