package io.roundhouse.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration file of a test, in a directory of its own. */
record ConfigFile(Path directory) {

  ServerConfig load(String yaml) {
    return load(yaml, Map.of());
  }

  ServerConfig load(String yaml, Map<String, String> environment) {
    return ServerConfig.load(write(yaml), environment::get);
  }

  /** The mistakes as {@code line:column: found; expected}, in order; empty if there are none. */
  List<String> problems(String yaml) {
    return problems(yaml, Map.of());
  }

  List<String> problems(String yaml, Map<String, String> environment) {
    try {
      load(yaml, environment);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.found() + "; " + problem.expected())
          .toList();
    }
  }

  Path write(String yaml) {
    try {
      return Files.writeString(directory.resolve("app.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
