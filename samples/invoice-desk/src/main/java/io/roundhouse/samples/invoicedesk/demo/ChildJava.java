package io.roundhouse.samples.invoicedesk.demo;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** How to start another program of this class path with this Java. Stateless. */
final class ChildJava {
  private ChildJava() {}

  static String executable() {
    return Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java").toString();
  }

  /** The class path of this process, independent of the working directory. */
  static String classPath() {
    return Arrays.stream(Objects.requireNonNull(System.getProperty("java.class.path")).split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
  }

  static List<String> command(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable(), "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), program.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
