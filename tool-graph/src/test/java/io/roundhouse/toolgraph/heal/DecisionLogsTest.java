package io.roundhouse.toolgraph.heal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decision logs do not depend on threads, on how the machine runs Java, on its locale, or on which JDK from 21 on that is. */
class DecisionLogsTest {

  private static final Path HOME = Path.of(System.getProperty("java.home"));
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  @Test
  void areTheSameOnEveryThread() throws Exception {
    try (var pool = Executors.newFixedThreadPool(3)) {
      List<Future<String>> digests = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        digests.add(pool.submit(DecisionLogs::digest));
      }
      for (Future<String> digest : digests) {
        assertThat(digest.get()).isEqualTo(DecisionLogs.DIGEST);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "-Xint",
      "-XX:TieredStopAtLevel=1",
      "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu -Dfile.encoding=ISO-8859-1",
      "-XX:+UnlockExperimentalVMOptions -XX:hashCode=2 -XX:+UseParallelGC",
      "-XX:+UnlockExperimentalVMOptions -XX:hashCode=0 -XX:+UseSerialGC -Xmx64m"})
  void areTheSameInAProcessWith(String options) throws Exception {
    assertThat(run(HOME, options.split(" "))).startsWith(DecisionLogs.DIGEST + " ");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void areTheSameOnEveryJdkHere(Path home) throws Exception {
    assertThat(run(home)).startsWith(DecisionLogs.DIGEST + " ");
  }

  /** This JDK and those installed beside it that can run these classes. */
  static Stream<Path> jdks() throws IOException {
    try (Stream<Path> beside = Files.list(HOME.toRealPath().getParent())) {
      List<Path> others = beside.filter(home -> version(home) >= 21).map(DecisionLogsTest::real).toList();
      return Stream.concat(Stream.of(HOME.toRealPath()), others.stream()).distinct();
    }
  }

  private static int version(Path home) {
    try {
      Matcher found = VERSION.matcher(Files.readString(home.resolve("release")));
      return found.find() && Files.isExecutable(home.resolve("bin/java")) ? Integer.parseInt(found.group(1)) : 0;
    } catch (IOException noJdk) {
      return 0;
    }
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException gone) {
      return home;
    }
  }

  private static String run(Path home, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), DecisionLogs.class.getName()));
    Path output = Files.createTempFile("decision-logs", ".txt");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the process ends").isTrue();
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
