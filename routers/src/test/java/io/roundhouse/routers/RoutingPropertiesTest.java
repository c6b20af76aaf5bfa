package io.roundhouse.routers;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.text.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every catalog and every request; the seed is the name of each run. */
class RoutingPropertiesTest {

  private static final List<String> VOCABULARY = List.of(
      "invoice", "ledger", "ships", "box", "boxes", "refund", "rates", "city", "cities", "harbour", "the", "is", "paid", "late",
      "数据库", "Straße");

  private final Controller controller = CascadedController.ofDefaults();

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theOrderOfAgentsModelsAndTagsDecidesNothing(int seed) {
    Random random = new Random(seed);
    RoutingRequest request = request(random);

    RoutingRequest shuffled = new RoutingRequest(
        request.text(), shuffled(request.agents().stream().map(agent -> shuffled(agent, random)).toList(), random),
        shuffled(request.models(), random), request.catalogVersion());

    assertThat(controller.decide(shuffled)).isEqualTo(controller.decide(request));
    assertThat(controller.decide(shuffled).explain()).isEqualTo(controller.decide(request).explain());
  }

  /** Their scores may move, since rarity and average length are measured over all agents; who is in the running may not. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anAgentThatSharesNoWordChangesNobodysCandidacy(int seed) {
    Random random = new Random(seed);
    RoutingRequest request = request(random);
    List<AgentProfile> more = new ArrayList<>(request.agents());
    more.add(AgentProfile.of("newcomer", "zymurgy ".repeat(random.nextInt(1, 40))));

    Decision after = controller.decide(new RoutingRequest(request.text(), more, request.models(), 2));

    assertThat(names(after)).doesNotContain("newcomer");
    if (request.agents().size() > 1) {
      assertThat(names(after)).containsExactlyInAnyOrderElementsOf(names(controller.decide(request)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void severalAgentsAreCandidatesExactlyIfTheyShareAWord(int seed) {
    RoutingRequest request = request(new Random(seed));
    Set<String> asked = new HashSet<>(Words.of(request.text()));

    Decision decision = controller.decide(request);

    List<String> sharing = request.agents().stream()
        .filter(agent -> !Collections.disjoint(asked, Words.of(said(agent))))
        .map(AgentProfile::name)
        .toList();
    if (request.agents().size() > 1) {
      assertThat(names(decision)).containsExactlyInAnyOrderElementsOf(sharing);
      assertThat(decision instanceof Decision.OutOfScope).isEqualTo(sharing.isEmpty());
    } else {
      assertThat(decision).isInstanceOf(Decision.Routed.class);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theChosenAgentIsTheBestCandidateAndTheTraceSaysSo(int seed) {
    Decision decision = controller.decide(request(new Random(seed)));

    assertThat(decision.candidates()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    assertThat(decision.candidates().stream().mapToDouble(Candidate::propensity).sum()).isLessThanOrEqualTo(3);
    assertThat(decision.trace()).allSatisfy(stage -> assertThat(stage.reason()).endsWith("."));
    if (decision instanceof Decision.Routed routed && !decision.candidates().isEmpty()) {
      assertThat(routed.lead().agent()).isEqualTo(decision.candidates().getFirst().name());
      assertThat(decision.confidence()).isBetween(0.5, 1.0);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTextGetsADecisionAndAnExplanation(int seed) {
    Random random = new Random(seed);
    int[] characters = random.ints(random.nextInt(200), 0, 0x3FFFF).toArray();
    String noise = new String(characters, 0, characters.length);
    AgentProfile echo = AgentProfile.of("echo", noise);

    Decision decision = controller.decide(new RoutingRequest(noise, List.of(echo, AgentProfile.of("other", "")), List.of(), 1));

    assertThat(decision.explain()).isNotBlank().doesNotContain("speaks of ;");
  }

  private static RoutingRequest request(Random random) {
    List<AgentProfile> agents = IntStream.range(0, random.nextInt(1, 8)).mapToObj(i -> new AgentProfile(
        "agent" + i, phrase(random), List.of(skill("one", random), skill("two", random)), random.nextBoolean() ? "model1" : null)).toList();
    List<ModelProfile> models = IntStream.range(0, random.nextInt(4)).mapToObj(i -> new ModelProfile(
        "model" + i, "", random.nextInt(3), random.nextInt(3), random.nextInt(3) * 1_000)).toList();
    return new RoutingRequest(phrase(random), agents, models, 1);
  }

  private static SkillProfile skill(String id, Random random) {
    return new SkillProfile(id, phrase(random), List.of(phrase(random), phrase(random)), List.of(phrase(random)));
  }

  private static String phrase(Random random) {
    return String.join(" ", random.ints(random.nextInt(4), 0, VOCABULARY.size()).mapToObj(VOCABULARY::get).toList());
  }

  private static String said(AgentProfile agent) {
    StringBuilder said = new StringBuilder(agent.name() + " " + agent.description());
    agent.skills().forEach(skill -> said.append(" ").append(skill.id()).append(" ").append(skill.description())
        .append(" ").append(skill.tags()).append(" ").append(skill.examples()));
    return said.toString();
  }

  private static AgentProfile shuffled(AgentProfile agent, Random random) {
    List<SkillProfile> skills = agent.skills().stream()
        .map(skill -> new SkillProfile(skill.id(), skill.description(), shuffled(skill.tags(), random), skill.examples()))
        .toList();
    return new AgentProfile(agent.name(), agent.description(), skills, agent.preferredModel());
  }

  private static <T> List<T> shuffled(List<T> values, Random random) {
    List<T> copy = new ArrayList<>(values);
    Collections.shuffle(copy, random);
    return copy;
  }

  private static List<String> names(Decision decision) {
    return decision.candidates().stream().map(Candidate::name).toList();
  }
}
