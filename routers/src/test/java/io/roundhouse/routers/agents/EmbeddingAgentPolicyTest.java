package io.roundhouse.routers.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.embedding.CachedEmbedder;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddingAgentPolicyTest {

  private static OnnxEmbedder onnx;
  private static EmbeddingAgentPolicy policy;

  @BeforeAll
  static void train() {
    onnx = OnnxEmbedder.ofDefaults();
    policy = EmbeddingAgentPolicy.of(
        EmbeddingAgentRouter.of(CachedEmbedder.of(onnx, 500), Desk.agents(4), AgentRouterSettings.ofDefaults()));
  }

  @AfterAll
  static void close() {
    onnx.close();
  }

  @Test
  void choosesWithinACascade() {
    Decision decision = decide("my notebook does not boot any more", profiles());

    assertThat(((Decision.Routed) decision).lead().agent()).isEqualTo("it-support");
    assertThat(decision.explain())
        .startsWith("it-support answers, because it is known to handle requests such as 'my laptop does not start'");
    assertThat(decision.confidence()).isBetween(0.0, 1.0);
    assertThat(decision.candidates().getFirst().propensity()).isEqualTo(1);
  }

  @Test
  void takesInAgentsItWasNotTrainedWithAndLeavesOutThoseThatLeft() {
    List<AgentProfile> agents = new ArrayList<>(profiles());
    agents.removeIf(agent -> agent.name().equals("it-support"));
    agents.add(AgentProfile.of("garden", "Waters the plants and mows the lawn around the building."));

    assertThat(((Decision.Routed) decide("please mow the lawn", agents)).lead().agent()).isEqualTo("garden");
    assertThat(decide("my laptop does not start", agents).candidates()).extracting("name").doesNotContain("it-support");
  }

  @Test
  void givesARequestWithTwoWishesTheAgentsOfBoth() {
    Decision decision = decide("book me a flight to oslo and then order sandwiches for ten people", profiles());

    assertThat(decision.trace().get(1).chosen()).containsExactly("travel", "canteen");
    assertThat(decision.explain()).startsWith("The request asks for several things: travel and canteen answer, each a part.");
  }

  @Test
  void aShortRequestMeansWhatWasSpokenOfBefore() {
    Policies policies = Policies.ofDefaults().withAgents(policy);
    RoutingRequest request = new RoutingRequest("and on friday?", profiles(), List.of(), 1);

    Decision about = CascadedController.of(policies).decide(request.withEarlier(List.of("hello", "book me a flight to oslo on thursday")));
    Decision other = CascadedController.of(policies).decide(request.withEarlier(List.of("which soup do you have on thursday")));

    assertThat(((Decision.Routed) about).lead().agent()).isEqualTo("travel");
    assertThat(((Decision.Routed) other).lead().agent()).isEqualTo("canteen");
  }

  private static Decision decide(String text, List<AgentProfile> agents) {
    return CascadedController.of(Policies.ofDefaults().withAgents(policy)).decide(new RoutingRequest(text, agents, List.of(), 1));
  }

  private static List<AgentProfile> profiles() {
    List<AgentProfile> agents = new ArrayList<>();
    Desk.DESCRIPTIONS.forEach((name, description) -> agents.add(AgentProfile.of(name, description)));
    return agents;
  }
}
