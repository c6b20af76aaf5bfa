package io.roundhouse.server.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What all readers of one file share: where it is, the environment, the names used in it, and the mistakes found so far. */
final class Scope {

  private final String file;
  private final Path directory;
  private final UnaryOperator<@Nullable String> environment;
  private final References references = new References(this);
  private final Map<String, PlacedProblem> problems = new LinkedHashMap<>();

  Scope(String file, Path directory, UnaryOperator<@Nullable String> environment) {
    this.file = file;
    this.directory = directory;
    this.environment = environment;
  }

  /** The directory that relative paths start from. */
  Path directory() {
    return directory;
  }

  @Nullable String environment(String name) {
    return environment.apply(name);
  }

  References references() {
    return references;
  }

  /** Notes a mistake; the same words about the same place are noted once. */
  void problem(Mark mark, String found, String expected) {
    Problem problem = new Problem(file, mark.line(), mark.column(), found, expected);
    problems.putIfAbsent(problem.toString(), new PlacedProblem(mark, problem));
  }

  /** How many mistakes were noted so far. */
  int problemCount() {
    return problems.size();
  }

  List<Problem> problems() {
    return problems.values().stream().sorted(Comparator.comparing(PlacedProblem::mark)).map(PlacedProblem::problem).toList();
  }

  private record PlacedProblem(Mark mark, Problem problem) {}
}
