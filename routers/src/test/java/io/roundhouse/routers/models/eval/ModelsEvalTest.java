package io.roundhouse.routers.models.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.learn.Learnability;
import io.roundhouse.routers.models.learn.Town;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsEvalTest {

  private static final Town TOWN = new Town(400, 21);

  /** Gives the town's texts the town's vectors, and any other text that of the first. */
  private static TextEmbedder embedder() {
    Map<String, float[]> known = new HashMap<>();
    for (int i = 0; i < TOWN.vectors().size(); i++) {
      known.put(TOWN.outcomes().prompts().get(i).routeText(), TOWN.vectors().get(i));
    }
    return new TextEmbedder() {
      @Override
      public String name() {
        return "town";
      }

      @Override
      public int dimensions() {
        return 16;
      }

      @Override
      public float[] embed(String text) {
        return known.getOrDefault(text, TOWN.vectors().getFirst());
      }
    };
  }

  private static SetReport run(int seeds, boolean perturbed) {
    EvalOptions options = new EvalOptions(seeds, 1, 0.7, 60, true);
    return new ModelsEval(options, embedder(), line -> { }, () -> 0L).run(TOWN.outcomes(), null, perturbed);
  }

  @Test
  void findsWhatTheTruthOffersAndComparesWithEveryBaseline() {
    SetReport report = run(2, true);

    assertThat(report.ours().contender()).isEqualTo(Learned.NAME);
    assertThat(report.ours().mean().gain()).isGreaterThan(0.05);
    assertThat(report.ours().low()).isPositive();
    assertThat(report.ours().mean().costAtEqual()).isLessThan(0.5);
    assertThat(report.results()).extracting(Result::contender).hasSize(16).contains(
        "oracle", "kNN-40 (RouterBench)", "MLP (RouterBench)", "SVM (RouterBench)", "CARROT linear", "k-means table", "LinUCB, one pass");
    double oracle = report.results().get(1).mean().aiq();
    assertThat(report.results()).allSatisfy(result -> assertThat(result.mean().aiq()).isLessThanOrEqualTo(oracle));
    assertThat(report.results()).filteredOn(Result::peeks).hasSize(4);
    assertThat(report.results()).filteredOn(result -> !result.peeks() && !result.contender().startsWith("random"))
        .allSatisfy(result -> assertThat(result.mean().aiq()).as(result.contender()).isGreaterThan(report.zeroAiq() - 0.05));
    assertThat(report.robustness()).containsOnlyKeys("as written", "paraphrase", "typos", "sloppy");
  }

  @Test
  void saysKindByKindWhatTheTextsTell() {
    EvalOptions options = new EvalOptions(1, 1, 0.7, 60, false);
    List<Learnability> families = new ModelsEval(options, embedder(), line -> { }, () -> 0L).learnability(TOWN.outcomes());

    assertThat(LearnabilityText.table("town", families)).startsWith("town: ").contains("  poems, ").contains("best: poet with 0.8")
        .contains("lead told").contains("going by these estimates: ");
  }

  @Test
  void yieldsTheSameFiguresEachTime() throws Exception {
    SetReport once = run(1, false);

    assertThat(TextReport.csv(List.of(once))).isEqualTo(TextReport.csv(List.of(run(1, false))));
    assertThat(TextReport.table(once)).contains("Roundhouse default").contains("95 % interval").contains("* reads the scores");
    assertThat(new ObjectMapper().readTree(JsonReport.of(List.of(once))).get(0).get("routers")).hasSize(16);
    assertThat(HtmlReport.of(List.of(once))).contains("<svg").contains("Zero router").doesNotContain("src=").endsWith("</html>\n");
  }

  @Test
  void theFamilyOfATestRowCannotBeRead() {
    Trial trial = Trial.split(TOWN.outcomes(), TOWN.vectors(), 0.7, 3);
    List<Prompt> lied = new ArrayList<>();
    trial.test().prompts().forEach(prompt -> lied.add(new Prompt(prompt.id(), "poems", prompt.text(), prompt.routeText())));
    Outcomes test = trial.test();
    Trial other = trial.withTest(new Outcomes("lied", lied, test.models(), test.quality(), test.cost(), true), trial.testVectors());

    for (Contender contender : List.of(new Learned(), Baselines.all().get(5))) {
      assertThat(contender.run(other).points()).as(contender.name()).isEqualTo(contender.run(trial).points());
    }
  }

  @Test
  void figuresAgreeWithAHandMadeCase() {
    List<Prompt> prompts = List.of(new Prompt("a", "", "a", "a"), new Prompt("b", "", "b", "b"));
    double[][] quality = {{0, 1}, {1, 1}};
    double[][] cost = {{0, 1}, {0, 1}};
    Outcomes test = new Outcomes("two", prompts, List.of("weak", "strong"), quality, cost, false);

    Figures perfect = Figures.of(Curve.of(test.quality(), test.cost(), test), test);
    Figures blind = Figures.of(new Curve(List.of(Curve.Stop.of(0, new int[] {1, 1}, test)), new double[] {0, 1}), test);

    assertThat(perfect.aiq()).isCloseTo(0.875, within(1e-9));
    assertThat(perfect.gain()).isCloseTo(0.125, within(1e-9));
    assertThat(perfect.costAtEqual()).isCloseTo(0.5, within(1e-9));
    assertThat(perfect.apgr()).isCloseTo(0.75, within(1e-9));
    assertThat(perfect.cpt50()).isEqualTo(0.5);
    assertThat(blind.gain()).isCloseTo(0, within(1e-9));
    assertThat(blind.apgr()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void aPromotionHasToEarnIt() {
    assertThat(Promotion.check(TOWN.outcomes(), TOWN.vectors(), null, 1)).satisfies(promotion -> {
      assertThat(promotion.passed()).isTrue();
      assertThat(promotion.learned()).isGreaterThan(promotion.fixed());
      assertThat(promotion.reason()).startsWith("on 80 rows held out it earns AIQ ");
    });
  }

  @Test
  void gatesArePlayedWithoutLookingAtTheGoldAnswers() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String a = i % 5 == 0 ? "1" : "7";
      String b = i % 5 == 1 ? "2" : "7";
      String c = i % 5 == 2 ? "3" : "7.0";
      String strong = i % 50 == 4 ? "5" : "7";
      lines.add(("{'id': '%d', 'q': '?', 'gold': '7', 'a': {'a': '%s', 'b': '%s', 'c': '%s', 'd': '%s'}, "
          + "'c': {'a': 1, 'b': 1, 'c': 1, 'd': 30}}").formatted(i, a, b, c, strong).replace('\'', '"'));
    }
    GateEval.Report report = GateEval.run("answers", lines, new EvalOptions(2, 1, 0.7, 60, true)).getFirst();

    assertThat(report.gain()).isPositive();
    assertThat(report.peak()).as("two of three are always right").isGreaterThan(0);
    assertThat(report.costAtEqual()).isLessThan(0.12);
    assertThatThrownBy(() -> GateEval.run("answers", List.of("{}"), EvalOptions.ofDefaults())).hasMessageStartingWith("answers, line 1:");
  }

  @Test
  void findsFoldersAndSaysWhatIsMissing(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> OutcomeFolders.find(folder)).isInstanceOf(OutcomesException.class)
        .hasMessageContaining("holds no outcomes; expected prompts.jsonl and outcomes.csv");
    Path one = Files.createDirectories(folder.resolve("routing/outcomes/mine"));
    Files.writeString(one.resolve("prompts.jsonl"), "{\"id\": \"a\", \"prompt\": \"hi\"}\n");
    Files.writeString(one.resolve("outcomes.csv"), "id,model,score,cost\na,x,1,1\na,y,0,2\n");

    assertThat(OutcomeFolders.find(folder)).containsExactly(one);
    assertThat(OutcomeFolders.read(one).name()).isEqualTo("mine");
  }

  @Test
  void refusesToJudgeOnRowsWithoutAllScores() {
    double[][] quality = TOWN.outcomes().quality().clone();
    quality[3] = new double[] {1, Double.NaN, 0, 1};
    Outcomes holes = new Outcomes("holes", TOWN.outcomes().prompts(), Town.MODELS, quality, TOWN.outcomes().cost(), true);

    assertThatThrownBy(() -> new ModelsEval(EvalOptions.ofDefaults(), embedder(), line -> { }, () -> 0L).run(holes, null, false))
        .hasMessageContaining("without a score for some model");
  }

  @Test
  void perturbationsKeepMeaningAndDependOnTheSeedAlone() {
    String text = "What is the total number of apples? Write a function.";

    assertThat(Perturbation.PARAPHRASE.of(text, 1)).isEqualTo(Perturbation.PARAPHRASE.of(text, 1)).contains("Which is the overall count");
    assertThat(Perturbation.SLOPPY.of(text, 1)).isEqualTo("what is the total number of apples write a function");
    String mistyped = Perturbation.TYPOS.of(text.repeat(4), 1);
    assertThat(mistyped).isNotEqualTo(text.repeat(4)).isNotEqualTo(Perturbation.TYPOS.of(text.repeat(4), 2));
  }
}
