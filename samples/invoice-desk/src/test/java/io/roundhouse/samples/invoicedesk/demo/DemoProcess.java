package io.roundhouse.samples.invoicedesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code roundhouse demo} as a process of its own, and what it wrote. */
record DemoProcess(Process process, Path output, List<ProcessHandle> children) {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Starts the demo; {@code logs} gets what it writes. */
  static DemoProcess start(Path logs, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        Main.class.getName(), "demo"));
    command.addAll(Arrays.asList(arguments));
    Path output = Files.createTempFile(logs, "demo", ".txt");
    Process process = new ProcessBuilder(command).directory(logs.toFile()).redirectErrorStream(true)
        .redirectOutput(output.toFile()).start();
    return new DemoProcess(process, output, new ArrayList<>());
  }

  String text() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the first group of {@code pattern} stands for, at every place it fits. */
  List<String> all(String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text());
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** A number in the output that must be there. */
  long number(String pattern) {
    assertThat(all(pattern)).as("%s in:%n%s", pattern, text()).isNotEmpty();
    return Long.parseLong(all(pattern).getFirst());
  }

  void awaitText(String words) {
    awaitTrue(words, () -> text().contains(words) || !process.isAlive());
    assertThat(text()).contains(words);
  }

  /** Ends the process without a chance to say anything, and returns when nothing of it runs any more. */
  void kill() throws InterruptedException {
    noteChildren();
    process.destroyForcibly().waitFor();
    awaitEndOfChildren();
  }

  int awaitExit() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
      noteChildren();
      assertThat(System.nanoTime()).as("the demo ends; until now:%n%s", text()).isLessThan(deadline);
    }
    awaitEndOfChildren();
    return process.exitValue();
  }

  void noteChildren() {
    process.descendants().filter(child -> !children.contains(child)).forEach(children::add);
  }

  private void awaitEndOfChildren() {
    awaitTrue("the end of all processes", () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private void awaitTrue(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long for '%s':%n%s", what, text()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
