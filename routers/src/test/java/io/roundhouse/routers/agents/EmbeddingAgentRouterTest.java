package io.roundhouse.routers.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.embedding.CachedEmbedder;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddingAgentRouterTest {

  private static final AgentRouterSettings SETTINGS = AgentRouterSettings.ofDefaults();

  private static OnnxEmbedder onnx;
  private static CachedEmbedder embedder;
  private static EmbeddingAgentRouter described;
  private static EmbeddingAgentRouter trained;

  @BeforeAll
  static void train() {
    onnx = OnnxEmbedder.ofDefaults();
    embedder = CachedEmbedder.of(onnx, 1_000);
    described = EmbeddingAgentRouter.of(embedder, Desk.agents(0), SETTINGS);
    trained = EmbeddingAgentRouter.of(embedder, Desk.agents(4), SETTINGS);
  }

  @AfterAll
  static void close() {
    onnx.close();
  }

  @Test
  void knowsAgentsByTheirDescriptionsAlone() {
    assertThat(share(described, 0)).isGreaterThan(0.7);
    assertThat(described.rank("the wifi is down on my notebook").best().agent()).isEqualTo("it-support");
  }

  @Test
  void getsBetterWithAFewExamples() {
    assertThat(share(trained, 4)).isGreaterThan(0.8).isGreaterThanOrEqualTo(share(described, 4));
  }

  @Test
  void givesChancesThatSumToOneAndASetWithTheBestAgent() {
    AgentRanking ranking = trained.rank("which plane can I take to rome");

    assertThat(ranking.best().agent()).isEqualTo("travel");
    assertThat(ranking.chosen()).startsWith("travel").hasSizeLessThanOrEqualTo(3);
    assertThat(ranking.ranked().stream().mapToDouble(AgentRanking.Ranked::chance).sum()).isCloseTo(1, within(0.2));
    assertThat(ranking.reason()).startsWith("travel answers, because it is known to handle requests such as '").endsWith(" comes next.");
  }

  @Test
  void refusesWhatNobodyDoes() {
    AgentRanking ranking = described.rank("how far is the moon from the earth");

    assertThat(ranking.inScope()).isFalse();
    assertThat(ranking.reason()).startsWith("Nobody here is known to do that;");
    assertThat(described.rank("I need a hotel in berlin next week").inScope()).isTrue();
  }

  @Test
  void letsAnAgentJoinTrainedOnesWithoutTrainingThemAgain() {
    List<AgentKnowledge> before = Desk.agents(4).stream().filter(agent -> !agent.name().equals("fleet")).toList();
    EmbeddingAgentRouter without = EmbeddingAgentRouter.of(embedder, before, SETTINGS);
    EmbeddingAgentRouter joined = without.with(new AgentKnowledge("fleet", Desk.DESCRIPTIONS.get("fleet"), List.of()));

    long right = Desk.requests("fleet").stream().filter(text -> joined.rank(text).best().agent().equals("fleet")).count();
    assertThat(right).isGreaterThanOrEqualTo(4);
    assertThat(share(joined, 4)).isGreaterThan(share(without, 4) - 0.1);
    assertThat(without.names()).doesNotContain("fleet");
    assertThat(joined.version()).isNotEqualTo(without.version());
  }

  @Test
  void forgetsAnAgentThatLeaves() {
    EmbeddingAgentRouter smaller = trained.without("travel");

    assertThat(smaller.rank("book me a flight to oslo").ranked()).extracting(AgentRanking.Ranked::agent).doesNotContain("travel");
    assertThat(smaller.without("travel").version()).isEqualTo(smaller.version());
  }

  @Test
  void ranksOnlyThoseWhoMayAnswer() {
    AgentRanking ranking = trained.rank("book me a flight to oslo", List.of(), Set.of("billing", "fleet", "nobody"));

    assertThat(ranking.ranked()).extracting(AgentRanking.Ranked::agent).containsExactlyInAnyOrder("billing", "fleet");
    assertThatThrownBy(() -> trained.rank("hello", List.of(), Set.of("nobody"))).isInstanceOf(RoutingException.Invalid.class);
  }

  @Test
  void understandsAShortRequestByTheOneBefore() {
    assertThat(trained.rank("and on friday?", List.of("what is for lunch today"), trained.names()).best().agent()).isEqualTo("canteen");
    assertThat(trained.rank("book me a flight to oslo for the conference", List.of("what is for lunch today"), trained.names())
        .best().agent()).isEqualTo("travel");
  }

  @Test
  void takesARequestApartThatIsMeantForTwoAgents() {
    List<AgentRanking> parts = trained.split("book me a flight to oslo and then order sandwiches for ten people", trained.names());

    assertThat(parts).extracting(part -> part.best().agent()).containsExactly("travel", "canteen");
    assertThat(trained.split("order coffee and sandwiches for ten people", trained.names())).isEmpty();
    assertThat(trained.split("book me a flight to oslo", trained.names())).isEmpty();
  }

  @Test
  void yieldsTheSameRankingsWhenTrainedAgain() {
    EmbeddingAgentRouter again = EmbeddingAgentRouter.of(embedder, Desk.agents(4).reversed(), SETTINGS);

    assertThat(again.version()).isEqualTo(trained.version());
    for (String name : Desk.DESCRIPTIONS.keySet()) {
      String text = Desk.requests(name).getLast();
      assertThat(again.rank(text)).isEqualTo(trained.rank(text));
    }
  }

  @Test
  void refusesTwoAgentsOfOneName() {
    List<AgentKnowledge> twins = List.of(new AgentKnowledge("a", "x", List.of()), new AgentKnowledge("a", "y", List.of()));

    assertThatThrownBy(() -> EmbeddingAgentRouter.of(embedder, twins, SETTINGS)).hasMessageContaining("two agents are named 'a'");
  }

  /** How many of the requests after the first {@code shown} go to the right agent. */
  private static double share(EmbeddingAgentRouter router, int shown) {
    int right = 0;
    int all = 0;
    for (String name : router.names()) {
      List<String> requests = Desk.requests(name);
      for (String text : requests.subList(shown, requests.size())) {
        all++;
        right += router.rank(text).best().agent().equals(name) ? 1 : 0;
      }
    }
    return (double) right / all;
  }
}
