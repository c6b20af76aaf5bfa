package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, with signals. */
class ProgramIT {

  private static final String HELLO = """
      agents:
        hello:
          description: Greets people
          reply: "Hello, {{message}}!"
      """;

  @TempDir Path directory;

  @Test
  void validatesAGoodFileInOneLine() throws Exception {
    Program program = Program.start(directory, "validate", file(HELLO));

    assertThat(program.exitCode()).isZero();
    assertThat(program.out()).hasSize(1).first().asString().contains("app.yaml is valid: 1 agent, ");
    assertThat(program.err()).isEmpty();
  }

  @Test
  void reportsEveryMistakeAndNoStack() throws Exception {
    Program program = Program.start(directory, "validate", file("port: -1\nagents:\n  a: {reply: hi}\nx: y\n"));

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).hasSize(4).last().isEqualTo("3 mistakes");
    assertThat(program.err().subList(0, 3)).allMatch(line -> line.matches(".*app\\.yaml:\\d+:\\d+: .+; .+"));
    assertThat(program.out()).isEmpty();
  }

  @Test
  void servesUntilItIsAskedToEnd() throws Exception {
    Program program = Program.start(directory, "serve", file(HELLO), "--port", "0");
    Peer peer = new Peer(program.awaitUrl());

    assertThat(peer.sendMessage("hello", "Ada").toString()).contains("Hello, Ada!");
    assertThat(program.out()).anyMatch(line -> line.contains("/mcp")).anyMatch(line -> line.contains("/a2a/hello"));
    program.terminate();

    assertThat(program.exitCode()).isEqualTo(143);
    assertThat(program.out()).last().isEqualTo("Closed.");
    assertThat(program.err()).singleElement().asString().matches("[0-9:.]+ INFO  Roundhouse: serving at http://.+, agents: 1, tools: 0");
  }

  @Test
  void saysInOneSentenceThatThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Program program = Program.start(directory, "serve", file(HELLO), "--port", String.valueOf(taken.getLocalPort()));

      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.err()).singleElement().asString()
          .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is in use").doesNotContain("Exception");
    }
  }

  @Test
  void resumesWhatAKilledProcessLeftUnfinished() throws Exception {
    String yaml = """
        journal: runs.db
        port: 0
        tools:
          - {class: io.roundhouse.server.cli.StuckOnce, args: [marker]}
        """;
    Program first = Program.start(directory, "serve", file(yaml));
    Peer peer = new Peer(first.awaitUrl());
    CompletableFuture<?> cutOff = CompletableFuture.runAsync(() -> peer.callTool("work", "{}"));
    first.awaitFile(directory.resolve("marker"));
    first.kill();
    assertThat(cutOff).failsWithin(Duration.ofSeconds(20));

    Program second = Program.start(directory, "serve", file(yaml));
    URI url = second.awaitUrl();

    assertThat(second.out()).anyMatch(line -> line.contains("resumed 1 unfinished run"));
    second.awaitTrue(() -> new Peer(url).get("/runs").body().contains("\"status\":\"completed\""));
    second.terminate();
    assertThat(second.exitCode()).isEqualTo(143);
  }

  @Test
  void explainsWrongArguments() throws Exception {
    Program program = Program.start(directory, "srve", "x");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).anyMatch(line -> line.contains("Did you mean: roundhouse serve?"));
  }

  @Test
  void showsItsCommandsWithThoseOfOtherJars() throws Exception {
    Program program = Program.start(directory, "--help");

    assertThat(program.exitCode()).isZero();
    assertThat(program.out()).anyMatch(line -> line.strip().startsWith("serve"))
        .anyMatch(line -> line.strip().startsWith("plugged"));
    assertThat(Program.start(directory, "plugged").exitCode()).isEqualTo(7);
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("app.yaml"), yaml).toString();
  }
}
