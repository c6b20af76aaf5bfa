package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicies;
import io.roundhouse.routers.models.ModelPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPolicyFileTest {

  @TempDir
  private Path folder;

  private ModelPolicy read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), yaml);
    return ModelPolicyFile.read(file, snapshots -> {
      if (!snapshots.endsWith("good")) {
        throw new IllegalStateException("no snapshot is in service there");
      }
      return ModelPolicies.always("predicted");
    });
  }

  private List<String> problems(String yaml) {
    ConfigException mistakes = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    return mistakes.problems().stream().map(each -> each.line() + ": " + each.found() + "; " + each.expected()).toList();
  }

  @Test
  void policiesNest() throws IOException {
    ModelPolicy policy = read("""
        policy:
          qualified:
            first-of:
              - rules:
                  - {name: pictures, keywords: [photo, image], then: {always: large}}
                  - {name: long, min-tokens: 1000, then: {weighted: {large: 1, small: 0}}}
              - predictive: {snapshots: good}
              - then-replica: {models: cheapest, replicas: {least-busy: {overload: 8}}}
        """);
    List<ModelOffer> offers = List.of(offer("small", 1), offer("large", 30));

    assertThat(policy.choose(ModelCall.of("a photo"), offers).reason()).isEqualTo("Rule 'pictures' applies. It uses large, as configured.");
    assertThat(policy.choose(ModelCall.of("word ".repeat(2_000)), offers).value().orElseThrow().name()).isEqualTo("large");
    assertThat(policy.choose(ModelCall.of("hello"), offers).value().orElseThrow().name()).isEqualTo("small");
    assertThat(policy.version()).startsWith("qualified(first-of(rules/1(");
    assertThat(read("policy: round-robin").version()).isEqualTo("round-robin/1");
    assertThat(read("policy: {strong-when-unsure: {policy: cheapest, least: 0.6, strong: large}}").version()).contains("0.6");
  }

  private static ModelOffer offer(String name, long dollars) {
    return ModelOffer.of(new ModelProfile(name, "", dollars * 1_000_000, dollars * 1_000_000, 0));
  }

  @Test
  void saysEveryMistakeWithItsLine() {
    assertThat(problems("""
        policy:
          first-of:
            - dearest
            - weighted: {a: 0}
            - predictive: {snapshots: bad}
            - rules:
                - {name: odd, pattern: "(", then: cheapest}
                - {name: turned, min-tokens: 9, max-tokens: 3, then: cheapest}
            - random: {}
            - least-busy: {overload: 0}
        """)).hasSize(7).satisfies(problems -> {
          assertThat(problems.get(0)).startsWith("3: ").contains("dearest").contains("expected cheapest, round-robin");
          assertThat(problems.get(1)).startsWith("4: ").contains("expected at least one above zero");
          assertThat(problems.get(2)).startsWith("5: ").contains("no snapshot is in service there");
          assertThat(problems.get(3)).startsWith("7: ").contains("is not a regular expression");
          assertThat(problems.get(4)).startsWith("8: ").contains("holds from 9 to 3 tokens");
          assertThat(problems.get(5)).startsWith("9: ").contains("'random' is not a policy");
          assertThat(problems.get(6)).startsWith("10: ").contains("a whole number from 1");
        });
    assertThat(problems("polcy: cheapest")).isNotEmpty();
  }
}
