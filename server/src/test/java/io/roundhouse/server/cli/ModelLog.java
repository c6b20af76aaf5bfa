package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log of sums and poems: everybody can add, and how good a cheap poet is depends on the log. */
public record ModelLog(Path folder) {

  private static final List<String> SUMS = List.of(
      "What is %d plus 12?", "Add %d and 7.", "How much is %d times 3?", "Subtract 5 from %d.");
  private static final List<String> POEMS =
      List.of("Write a verse about %d roses.", "A rhyme for %d ships at sea.", "Praise %d autumn leaves.", "Sing of %d lost loves.");

  /** Trains on a log in which the cheap model writes good poems or bad ones, and puts the snapshot into service. */
  public void train(boolean cheapWritesWell) throws IOException {
    List<String> prompts = new ArrayList<>();
    List<String> outcomes = new ArrayList<>(List.of("id,model,score,cost"));
    for (int i = 0; i < 80; i++) {
      boolean sum = i % 2 == 0;
      String text = (sum ? SUMS : POEMS).get(i / 2 % 4).formatted(i + 2);
      prompts.add("{\"id\": \"p%d\", \"dataset\": \"%s\", \"prompt\": \"%s\"}".formatted(i, sum ? "sums" : "poems", text));
      outcomes.add("p%d,cheap,%d,0.0001".formatted(i, sum || cheapWritesWell ? 1 : 0));
      outcomes.add("p%d,dear,%d,0.01".formatted(i, i % 20 == 19 ? 0 : 1));
    }
    Path log = Files.createDirectories(folder.resolve("log"));
    Files.write(log.resolve("prompts.jsonl"), prompts);
    Files.write(log.resolve("outcomes.csv"), outcomes);
    assertThat(Main.commandLine().execute("train", "models", "--data", log.toString(), "--out", folder.resolve("snapshots").toString(),
        "--cache", folder.resolve("cache").toString(), "--force")).isZero();
  }

  /** Trains on a server's journal; returns what the program says. */
  public String trainOnRuns(Path journal) {
    StringWriter said = new StringWriter();
    int code = Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said)).execute(
        "train", "models", "--runs", journal.toString(), "--out", folder.resolve("snapshots").toString(),
        "--cache", folder.resolve("cache").toString());
    assertThat(code).as(said.toString()).isZero();
    return said.toString();
  }
}
