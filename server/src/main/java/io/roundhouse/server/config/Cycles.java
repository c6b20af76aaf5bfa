package io.roundhouse.server.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds things that lead back to themselves. */
final class Cycles {

  private final Map<String, List<String>> leadsTo;
  private final Set<String> done = new HashSet<>();
  private final List<String> way = new ArrayList<>();
  private final List<List<String>> found = new ArrayList<>();

  private Cycles(Map<String, List<String>> leadsTo) {
    this.leadsTo = leadsTo;
  }

  /** The circles, each from its first name back to it; every name is part of at most one that is found. */
  static List<List<String>> in(Map<String, List<String>> leadsTo) {
    Cycles cycles = new Cycles(leadsTo);
    leadsTo.keySet().forEach(cycles::follow);
    return cycles.found;
  }

  private void follow(String name) {
    int seen = way.indexOf(name);
    if (seen >= 0) {
      List<String> circle = new ArrayList<>(way.subList(seen, way.size()));
      circle.add(name);
      found.add(circle);
    } else if (!done.contains(name)) {
      way.add(name);
      leadsTo.getOrDefault(name, List.of()).forEach(this::follow);
      way.removeLast();
      done.add(name);
    }
  }
}
