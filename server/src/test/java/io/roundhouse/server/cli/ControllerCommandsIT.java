package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.EpisodeLines;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.episodes.Reward;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains, goes back and measures on small logs of our own, with the real embedding model. */
class ControllerCommandsIT {

  private static final Plan CHEAP = Plan.solo("small");
  private static final Plan TEAM = Plan.of(CollaborationMode.DEBATE, new PlanSeat("writer", "large"), new PlanSeat("critic", "large"));

  @TempDir private Path folder;

  private String printed = "";

  private int run(String... args) {
    StringWriter out = new StringWriter();
    int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out)).execute(args);
    printed = out.toString();
    return code;
  }

  /** Sums are as well done by the cheap plan; poems need the team. */
  private String episodes(int requests, int seed) throws IOException {
    SplittableRandom draws = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      boolean sum = i % 2 == 0;
      String text = sum ? "What is %d plus %d?".formatted(i, draws.nextInt(99)) : "Write a verse about %d red roses.".formatted(i);
      double cheap = draws.nextDouble() < (sum ? 0.95 : 0.2) ? 1 : 0;
      double team = draws.nextDouble() < 0.95 ? 1 : 0;
      lines.add(EpisodeLines.write(Episode.shadow("a" + i, "q" + i, text, CHEAP, new Reward(null, 100L, null))));
      lines.add(EpisodeLines.write(Episode.shadow("b" + i, "q" + i, text, TEAM, new Reward(team, 20_000L, null))));
      lines.add(EpisodeLines.write("a" + i, new Reward(cheap, null, null)));
    }
    return Files.write(folder.resolve("episodes.jsonl"), lines).toString();
  }

  @Test
  void learnsPutsIntoServiceAndGoesBack() throws IOException {
    String snapshots = folder.resolve("snapshots").toString();
    String cache = folder.resolve("cache").toString();
    String roles = Files.writeString(folder.resolve("roles.yaml"), """
        domain: verse
        description: Poems and songs
        roles:
          - {id: bard, duty: Writes in metre., prompt: Keep the metre and the rhyme.}
        """).toString();

    assertThat(run("train", "controller", "--data", episodes(160, 1), "--out", snapshots, "--cache", cache, "--roles", roles))
        .as(printed).isZero();
    assertThat(printed).contains("160 requests, 2 plans; on 160 requests plans can be compared fairly")
        .contains("it decides by what was learned").contains("in service: ");
    assertThat(run("train", "controller", "--data", episodes(200, 2), "--out", snapshots, "--cache", cache)).as(printed).isZero();
    assertThat(printed).contains("over the snapshot in service");
    assertThat(run("train", "controller", "--out", snapshots, "--history")).isZero();
    assertThat(printed.lines()).hasSize(2).allMatch(line -> line.contains(" promoted: "));
    String first = printed.substring(0, 16);
    assertThat(run("train", "controller", "--out", snapshots, "--rollback")).isZero();
    assertThat(printed).isEqualTo("in service again: " + first + System.lineSeparator());
    assertThat(folder.resolve("snapshots").resolve("controller-" + first + ".json")).exists();
    assertThat(run("train", "models", "--out", snapshots, "--history")).as("models have a history of their own").isZero();
    assertThat(printed).isEmpty();

    assertThat(run("train", "controller", "--out", snapshots)).isEqualTo(2);
    assertThat(printed).contains("--data is missing");
    assertThat(run("train", "controller", "--out", snapshots, "--data", folder.resolve("nothing").toString())).isEqualTo(2);
    assertThat(printed).contains("is no file and no folder");
    Files.writeString(folder.resolve("roles.yaml"), "domain: verse\n");
    assertThat(run("train", "controller", "--data", episodes(10, 1), "--out", snapshots, "--roles", roles)).isEqualTo(2);
    assertThat(printed).contains("roles.yaml: expected a group of roles");
  }

  @Test
  void playsModesOnStoredAnswers() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add("""
          {"id": "r%1$d", "q": "What is %1$d plus 1?", "gold": "%1$d", "a": {"x": "%2$d", "y": "%1$d", "z": "%3$d"}, \
          "c": {"x": 0.0001, "y": 0.01, "z": 0.0001}}""".formatted(i, i % 4 == 0 ? -1 : i, i % 5 == 0 ? -2 : i));
    }
    Path data = Files.createDirectories(folder.resolve("data/routing/modes"));
    Files.write(data.resolve("mine.jsonl"), lines);

    int code = run("eval", "modes", "--data", folder.resolve("data").toString(), "--seeds", "2", "--per-dollar", "0,20", "--published",
        "--bootstrap", "50", "--cache", folder.resolve("cache").toString(), "--out", folder.resolve("report").toString());

    assertThat(code).as(printed).isZero();
    assertThat(printed).contains("mine: 60 requests, 3 models, 2 splits").contains("agreement gate")
        .contains("within 0.7 points at 0.55: yes");
    assertThat(folder.resolve("report/modes.csv")).content().contains("mine,\"agreement gate\"")
        .contains("mine,\"MasRouter as published\",20 per");
    assertThat(folder.resolve("report/modes.json")).content().contains("\"neverWorseThanStatic\"");
    String episodes = folder.resolve("from-answers.jsonl").toString();
    assertThat(run("eval", "modes", "--data", folder.resolve("data").toString(), "--episodes", episodes)).as(printed).isZero();
    assertThat(run("train", "controller", "--data", episodes, "--out", folder.resolve("snapshots").toString(),
        "--cache", folder.resolve("cache").toString())).as(printed).isZero();
    assertThat(printed).contains("60 requests, ");
    assertThat(run("eval", "modes", "--data", folder.resolve("report").toString())).isEqualTo(2);
    assertThat(printed).contains("no folder with files that end in .jsonl");
  }
}
