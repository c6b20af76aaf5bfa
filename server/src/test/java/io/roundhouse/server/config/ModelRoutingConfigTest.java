package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.models.Goal;
import io.roundhouse.runtime.CachePolicy;
import io.roundhouse.runtime.CascadeJudge;
import io.roundhouse.runtime.ModelCascade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRoutingConfigTest {

  private static final String MODELS = """
      models:
        small: {provider: openai, base-url: "http://localhost:1/v1", model: s}
        large: {provider: openai, base-url: "http://localhost:1/v1", model: l}
      """;

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  private ModelRoutingConfig routing(String section) {
    return Objects.requireNonNull(file.load(MODELS + section).modelRouting());
  }

  @Test
  void readsEverythingThatCanBeSet() throws IOException {
    Files.createDirectories(directory.resolve("snapshots"));
    ModelRoutingConfig routing = routing("""
        model-routing:
          policy:
            first-of:
              - online: {snapshots: snapshots, exploration: draw, breadth: 0.5, caution: 4, static: large, share: 0.9, overdraft: 2}
              - {always: small}
          goal: {per-dollar: 3, per-second: 0.5, per-joule: 0.25}
          regions: [eu]
          allow: [small, large]
          deny: [large]
          refresh: 5s
          models:
            small: {abilities: [tools], region: eu, replica-of: large, joules-per-call: 7}
          cascade: {ladder: {models: [small, large], content: 0.6, judge: large}}
        """);

    assertThat(routing.policy().version()).isEqualTo("first-of(predictive/1(none),always/1(small))");
    assertThat(routing.embeds()).isTrue();
    assertThat(routing.online()).isNotNull();
    assertThat(routing.goal()).isEqualTo(new Goal(3, 0.5, 0.25));
    assertThat(routing.needs().regions()).containsExactly("eu");
    assertThat(routing.needs().allowed()).containsExactlyInAnyOrder("small", "large");
    assertThat(routing.needs().denied()).containsExactly("large");
    assertThat(routing.traits().get("small")).isEqualTo(new ModelTraits(Set.of("tools"), "eu", "large", 7));
    assertThat(routing.cascade()).isInstanceOfSatisfying(ModelCascade.Rungs.class, rungs -> {
      assertThat(rungs.judge()).isEqualTo(new CascadeJudge.ByModel("large"));
      assertThat(rungs.rule().content()).isEqualTo(0.6);
    });
  }

  @Test
  void hasDefaults() {
    ModelRoutingConfig routing = routing("model-routing: {cascade: {agreement-gate: {probes: [small, large], strong: large}}}\n");

    assertThat(routing.policy().version()).isEqualTo("cheapest/1");
    assertThat(routing.goal()).isEqualTo(Goal.BALANCED);
    assertThat(routing.embeds()).isFalse();
    assertThat(routing("model-routing: {goal: best}\n").goal()).isEqualTo(Goal.BEST);
    assertThat(file.load(MODELS).modelRouting()).isNull();
  }

  private CascadeJudge judge(String words) {
    String yaml = "tools:\n  - {class: com.example.Weather, args: [data, 5s], prefix: weather., effect: pure}\n"
        + "model-routing: {cascade: {ladder: {models: [small, large]%s}}}\n".formatted(words);
    return ((ModelCascade.Rungs) Objects.requireNonNull(routing(yaml).cascade())).judge();
  }

  @Test
  void aJudgeIsAWordAModelOrOneKey() {
    assertThat(judge("")).isEqualTo(new CascadeJudge.ByForm());
    assertThat(judge(", judge: form")).isEqualTo(new CascadeJudge.ByForm());
    assertThat(judge(", judge: small")).isEqualTo(new CascadeJudge.ByModel("small"));
    assertThat(judge(", judge: {model: small}")).isEqualTo(new CascadeJudge.ByModel("small"));
    assertThat(judge(", judge: {tool: weather.forecast}")).isEqualTo(new CascadeJudge.ByTool("weather.forecast"));
    assertThat(judge(", judge: again")).isEqualTo(new CascadeJudge.ByAgreement(2));
    assertThat(judge(", judge: {again: 5}")).isEqualTo(new CascadeJudge.ByAgreement(5));
  }

  @Test
  void saysWhatIsWrongWithAJudge() {
    String cascade = MODELS + "model-routing:\n  cascade:\n    ladder:\n      models: [small, large]\n      judge: ";

    assertThat(file.problems(cascade + "{tool: forecast}\n")).singleElement().asString()
        .startsWith("8:").contains("'forecast', which is not defined under tools");
    assertThat(file.problems(cascade + "medium\n")).singleElement().asString().startsWith("8:").contains("not defined under models");
    assertThat(file.problems(cascade + "{model: medium}\n")).singleElement().asString().startsWith("8:").contains("'medium'");
    assertThat(file.problems(cascade + "{again: 6}\n")).singleElement().asString().startsWith("8:").contains("from 2 to 5");
    assertThat(file.problems(cascade + "{again: 2, tool: a}\n")).singleElement().asString()
        .startsWith("8:").contains("expected one: model, tool or again");
    assertThat(file.problems(cascade + "[form]\n")).singleElement().asString().startsWith("8:");
  }

  @Test
  void saysEveryMistakeWithItsLine() throws IOException {
    Files.createDirectories(directory.resolve("snapshots"));
    assertThat(file.problems(MODELS + """
        model-routing:
          policy:
            first-of:
              - predictive: {snapshots: nowhere}
              - {always: smal}
              - online: {snapshots: snapshots, caution: 0}
              - online: {snapshots: snapshots}
          goal: fast
          allow: [medium]
          models:
            tiny: {region: eu}
          cascade: {ladder: {models: [small], judge: large}}
        """)).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("7:").contains("there is no such folder"),
            problem -> assertThat(problem).startsWith("8:").contains("'smal', which is not defined under models").contains("small"),
            problem -> assertThat(problem).startsWith("9:").contains("a number above zero"),
            problem -> assertThat(problem).startsWith("10:").contains("learns from feedback already"),
            problem -> assertThat(problem).startsWith("11:").contains("expected best, balanced, cheap"),
            problem -> assertThat(problem).startsWith("12:").contains("'medium'"),
            problem -> assertThat(problem).startsWith("14:").contains("'tiny'"),
            problem -> assertThat(problem).startsWith("15:").contains("expected two or three"));
    assertThat(file.problems(MODELS + "model-routing: {cascade: {vote: {}}}\n")).singleElement().asString()
        .contains("expected one: agreement-gate or ladder");
  }

  private CachePolicy cache(String word) {
    ServerConfig config = file.load(MODELS.replace("model: s}", "model: s, cache: " + word + "}"));
    return Objects.requireNonNull(Objects.requireNonNull(config.models().get("small")).policy().cache());
  }

  @Test
  void aCacheIsAWordOrAMapping() {
    CachePolicy semantic = cache("semantic");
    CachePolicy exact = cache("exact");

    assertThat(CachePolicy.isByMeaning(semantic)).isTrue();
    assertThat(semantic.scope()).isEqualTo(CachePolicy.Scope.CALLER);
    assertThat(CachePolicy.isByMeaning(exact)).isFalse();
    assertThat(file.problems(MODELS.replace("model: s}", "model: s, cache: fuzzy}"))).singleElement().asString()
        .contains("expected exact, semantic, or a mapping");
  }
}
