package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Trains and measures on a small log of our own, with the real embedding model. */
class ModelCommandsIT {

  private static final List<String> SUMS = List.of(
      "What is %d plus 12?", "Add %d and 7.", "How much is %d times 3?", "Subtract 5 from %d.");
  private static final List<String> POEMS =
      List.of("Write a verse about %d roses.", "A rhyme for %d ships at sea.", "Praise %d autumn leaves.", "Sing of %d lost loves.");

  @TempDir
  private Path folder;

  private String printed = "";

  private int run(String... args) {
    StringWriter out = new StringWriter();
    CommandLine program = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int code = program.execute(args);
    printed = out.toString();
    return code;
  }

  /** Sums are for the calculator, poems for the poet; the sage is right with both and dear. */
  private void writeLog(int rows) throws IOException {
    List<String> prompts = new ArrayList<>();
    List<String> outcomes = new ArrayList<>(List.of("id,model,score,cost"));
    for (int i = 0; i < rows; i++) {
      boolean sum = i % 2 == 0;
      String text = (sum ? SUMS : POEMS).get(i / 2 % 4).formatted(i + 2);
      prompts.add("{\"id\": \"p%d\", \"dataset\": \"%s\", \"prompt\": \"%s\"}".formatted(i, sum ? "sums" : "poems", text));
      outcomes.add("p%d,calculator,%d,0.001".formatted(i, sum ? 1 : 0));
      outcomes.add("p%d,poet,%d,0.001".formatted(i, sum ? 0 : 1));
      outcomes.add("p%d,sage,%d,0.02".formatted(i, i % 10 == 9 ? 0 : 1));
    }
    Path log = Files.createDirectories(folder.resolve("log"));
    Files.write(log.resolve("prompts.jsonl"), prompts);
    Files.write(log.resolve("outcomes.csv"), outcomes);
  }

  @Test
  void learnsPutsIntoServiceMeasuresAndGoesBack() throws IOException {
    writeLog(80);
    String log = folder.resolve("log").toString();
    String snapshots = folder.resolve("snapshots").toString();
    String cache = folder.resolve("cache").toString();

    assertThat(run("train", "models", "--data", log, "--out", snapshots, "--cache", cache)).as(printed).isZero();
    assertThat(printed).contains("on 16 rows held out it earns AIQ ").contains("in service: ");
    writeLog(72);
    assertThat(run("train", "models", "--data", log, "--out", snapshots, "--cache", cache, "--force")).as(printed).isZero();
    assertThat(run("train", "models", "--out", snapshots, "--history")).isZero();
    assertThat(printed.lines()).hasSize(2).allMatch(line -> line.contains(" promoted: "));
    String first = printed.substring(0, 16);
    assertThat(run("train", "models", "--out", snapshots, "--rollback")).isZero();
    assertThat(printed).isEqualTo("in service again: " + first + System.lineSeparator());
    assertThat(run("train", "models", "--out", snapshots, "--rollback")).isEqualTo(2);
    assertThat(printed).contains("has no snapshot to go back to");

    Path report = folder.resolve("report");
    Path policy = Files.writeString(
        folder.resolve("mine.yaml"), "policy: {first-of: [{predictive: {snapshots: snapshots}}, cheapest]}\n");
    assertThat(run("eval", "models", "--data", log, "--seeds", "2", "--bootstrap", "40", "--cache", cache, "--out", report.toString(),
        "--policy", policy.toString())).as(printed).isZero();
    assertThat(printed).contains("Roundhouse default").contains("mine.yaml").contains("kNN-40 (RouterBench)")
        .contains("2 splits; Zero router AIQ");
    assertThat(report.resolve("models.html")).content().contains("<svg");
    assertThat(report.resolve("models.csv")).content().hasLineCount(1 + 17 * 2);
    assertThat(report.resolve("models.json")).content().contains("\"gainOverZero\"");
  }

  @Test
  void saysWhatIsWrongWithALog() throws IOException {
    writeLog(10);
    Files.writeString(folder.resolve("log/outcomes.csv"), "id,model,score,cost\np0,sage,many,1\n");

    assertThat(run("eval", "models", "--data", folder.toString())).isEqualTo(2);
    assertThat(printed).contains("outcomes.csv, line 2: found 'many'; expected a number");
    assertThat(run("eval", "models", "--data", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(printed).contains("holds no outcomes; expected prompts.jsonl and outcomes.csv");
    assertThat(run("train", "models", "--out", folder.resolve("s").toString())).isEqualTo(2);
    assertThat(printed).contains("--data is missing");
  }
}
