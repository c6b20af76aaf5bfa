package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvalAgentsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  private Path folder;

  @Test
  void measuresAFileAndKeepsItsVectors() throws IOException {
    Path file = Files.writeString(folder.resolve("two.json"), """
        {"train": [["my card is lost", "card"], ["block my card", "card"], ["the card is gone", "card"],
                   ["will it rain", "weather"], ["is it sunny today", "weather"], ["how cold is it", "weather"]],
         "val": [["I lost my card", "card"], ["is it going to snow", "weather"]],
         "test": [["somebody stole my card", "card"], ["what is the weather like", "weather"]],
         "oos_test": [["sing me a song", "oos"]]}
        """);

    int code = run("eval", "agents", "--intents", file.toString(), "--seeds", "1", "--format", "json", "--cache", folder.toString());

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("\"data\" : \"two\"").contains("\"measure\" : \"top-1\"").contains("\"value\" : 100.0");
    assertThat(folder.resolve("bge-small-en-v1.5-q-256.vectors")).isNotEmptyFile();
  }

  @Test
  void saysWhatItNeeds() {
    assertThat(run("eval", "agents")).isEqualTo(2);
    assertThat(err.toString()).contains("--intents");
    assertThat(run("eval", "agents", "--intents", folder.resolve("none.json").toString(), "--cache", folder.toString())).isEqualTo(2);
  }

  private int run(String... args) {
    CommandLine program = Main.commandLine();
    return program.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }
}
