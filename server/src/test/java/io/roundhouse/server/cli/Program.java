package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A started program and what it wrote. */
record Program(Process process, Path stdout, Path stderr) {

  private static final Pattern MCP_URL = Pattern.compile("MCP\\s+(http://\\S+)/mcp");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Program start(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Path stdout = Files.createTempFile(directory, "out", ".txt");
    Path stderr = Files.createTempFile(directory, "err", ".txt");
    Process process = new ProcessBuilder(command).directory(directory.toFile())
        .redirectOutput(stdout.toFile()).redirectError(stderr.toFile()).start();
    return new Program(process, stdout, stderr);
  }

  List<String> out() throws IOException {
    return Files.readAllLines(stdout);
  }

  List<String> err() throws IOException {
    return Files.readAllLines(stderr);
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the program ends").isTrue();
    return process.exitValue();
  }

  URI awaitUrl() throws IOException {
    awaitTrue(() -> url() != null && read().contains("Journal"));
    return url();
  }

  void awaitFile(Path file) throws IOException {
    awaitTrue(() -> Files.exists(file));
  }

  void awaitTrue(BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as("the program runs: %s", err()).isTrue();
      assertThat(System.nanoTime()).as("waited too long: %s", err()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  void terminate() {
    process.destroy();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private URI url() {
    Matcher url = MCP_URL.matcher(read());
    return url.find() ? URI.create(url.group(1)) : null;
  }

  private String read() {
    try {
      return Files.readString(stdout);
    } catch (IOException e) {
      return "";
    }
  }
}
