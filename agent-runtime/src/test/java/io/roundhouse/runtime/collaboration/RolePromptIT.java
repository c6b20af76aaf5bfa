package io.roundhouse.runtime.collaboration;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.TeamRules;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.runtime.models.Providers;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a role means reaches the model of the agent that was given it. */
final class RolePromptIT {

  private final Vertx vertx = BlockedThreads.vertx();
  private final ScriptedModelServer provider = ScriptedModelServer.start(vertx);
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private AgentRuntime runtime(RoleLibrary roles, Policy<String> role) {
    provider.model("m", asked -> {
      told.add(asked.instructions());
      return ModelReply.text("42");
    });
    ProviderSettings settings =
        new ProviderSettings(ProviderKind.OPENAI, URI.create(provider.baseUrl()), null, "m", Duration.ofSeconds(20), true);
    Model model = Model.of("m", "m", Providers.body(ModelHttp.on(vertx), settings), Model.Price.FREE);
    AgentRuntime runtime = RuntimeBuilder.on(vertx).roles(roles).desk("desk", (request, usual, caller, desk) ->
        new DeskRouting.Outcome.Decided(CascadedController.of(usual.withRole(role)).decide(request))).build();
    Team chain = new Team(CollaborationMode.CHAIN,
        List.of(new Assignment("ann", "maths-checker", null), new Assignment("ann", Assignment.ANSWERER, null)), TeamRules.ofDefaults());
    runtime.update(catalog -> catalog.with(model)
        .with(new Agent("ann", "Answers sums", List.of(), new AgentBody.Prompted("You are Ann.", List.of(), "m", 4)))
        .with(new Agent("team", "A chain", List.of(), new AgentBody.Team(chain)))
        .with(new Agent("desk", "Front desk", List.of(), new AgentBody.Routed(List.of("ann")))));
    return runtime;
  }

  private void ask(AgentRuntime runtime, String agent) {
    RunResult result = await(await(runtime.start(RunRequest.agent(agent, "What is 6 times 7?"))).result());
    await(runtime.close(Duration.ZERO));
    assertThat(result).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void aMemberOfATeamIsToldWhatItsRoleMeans() {
    ask(runtime(RoleLibrary.builtIn(), Policy.fixed(Assignment.ANSWERER, "It answers.")), "team");

    String prompt = RoleLibrary.builtIn().role("maths-checker").orElseThrow().prompt();
    assertThat(told).containsExactly("You are Ann.\n\n" + prompt, "You are Ann.");
  }

  @Test
  void soIsAnAgentThatADeskChoseAlone() throws Exception {
    RoleLibrary own = RoleLibrary.empty().with("mine", new JsonMapper().readTree("""
        {"domain": "sums", "description": "Sums", "roles": [{"id": "tutor", "duty": "Explains.", "prompt": "Explain every step."}]}"""));

    ask(runtime(own, Policy.fixed("tutor", "A pupil asks.")), "desk");

    assertThat(told).containsExactly("You are Ann.\n\nExplain every step.");
  }
}
