package io.roundhouse.routers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecordsTest {

  @Test
  void refuseValuesThatCannotBeMeant() {
    AgentProfile ada = AgentProfile.of("ada", "");
    ModelProfile model = new ModelProfile("m", "", 0, 0, 0);

    refuses(() -> AgentProfile.of(" ", ""), "the name of an agent is blank");
    refuses(() -> new RoutingRequest("", List.of(ada, ada), List.of(), 1), "two agents are named 'ada'");
    refuses(() -> new RoutingRequest("", List.of(), List.of(model, model), 1), "two models are named 'm'");
    refuses(() -> new ModelProfile("m", "", -1, 0, 0), "the input price of 'm' is -1");
    refuses(() -> new Candidate("c", Double.NaN, 1, Estimate.UNKNOWN), "the score of 'c' is NaN");
    refuses(() -> new Candidate("c", 1.0, 1.5, Estimate.UNKNOWN), "the propensity of 'c' is 1.5");
    refuses(() -> Choice.of(1, " "), "no reason");
    refuses(() -> Choice.of(1, "One.").withConfidence(Double.NaN), "the confidence is NaN");
    refuses(() -> new Decision.Routed(List.of(), CollaborationMode.SOLO, Estimate.UNKNOWN, List.of(), new Versions(Map.of(), 1, null)),
        "0 agents cannot work in mode SOLO; expected exactly 1");
  }

  @Test
  void keepTheirOwnCopies() {
    List<AgentProfile> agents = new ArrayList<>(List.of(AgentProfile.of("ada", "")));
    RoutingRequest request = new RoutingRequest("", agents, List.of(), 1);

    agents.clear();

    assertThat(request.agents()).hasSize(1);
  }

  private static void refuses(ThrowingCallable making, String message) {
    assertThatThrownBy(making).isInstanceOf(RoutingException.Invalid.class).hasMessageContaining(message);
  }
}
