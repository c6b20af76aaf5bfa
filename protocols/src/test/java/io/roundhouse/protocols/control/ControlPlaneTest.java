package io.roundhouse.protocols.control;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.access.AccessRule;
import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.access.NamePatterns;
import io.roundhouse.protocols.access.Visibility;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunListener;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {

  private static final Schema ID = Schema.parse("""
      {"type":"object","properties":{"invoice_id":{"type":"string","description":"The number of the invoice"}},
       "required":["invoice_id"],"additionalProperties":false}""");
  private static final Schema CITY = Schema.parse("""
      {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");

  private Vertx vertx;
  private AgentRuntime runtime;
  private final Promise<Void> heldCancelled = Promise.promise();
  private final Promise<Void> heldBegun = Promise.promise();

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  @Test
  void findsWhatHasToDoWithAQueryBestFirst() {
    build(AccessRules.open(), ControlOptions.ofDefaults());

    JsonNode page = called("find_tools", "{\"query\":\"cancel an invoice\",\"limit\":1}", "ada");

    assertThat(page.at("/tools/0/name").asText()).isEqualTo("ledger.cancelInvoice");
    assertThat(page.at("/tools/0/inputSchema/required/0").asText()).isEqualTo("invoice_id");
    assertThat(page.path("tools")).hasSize(1);
    assertThat(page.path("found").asInt()).isGreaterThan(1);
    assertThat(called("find_tools", "{\"query\":\"zebra\"}", "ada").path("tools")).isEmpty();
    assertThat(called("find_tools", "{\"query\":\"route find tools\"}", "ada").toString()).doesNotContain("find_tools");
  }

  @Test
  void showsOnlyWhatTheCallerMaySeeAndSaysWhatItLacks() {
    build(AccessRules.of(List.of(AccessRule.tools("ledger.post", "ledger:write")),
        Map.of("key:ada", new Visibility(NamePatterns.ALL, NamePatterns.of("ledger.cancel*")))), ControlOptions.ofDefaults());

    String ada = called("find_tools", "{\"query\":\"invoice\"}", "key:ada").toString();
    JsonNode bob = called("find_tools", "{\"query\":\"post\"}", "key:bob", "ledger:write");

    assertThat(ada).doesNotContain("cancelInvoice").contains("\"needsScopes\":[\"ledger:write\"]");
    assertThat(bob.toString()).contains("ledger.post").doesNotContain("needsScopes");
  }

  @Test
  void callsTheToolThatFitsAnIntentAsItsCaller() {
    build(AccessRules.open(), ControlOptions.ofDefaults());

    JsonNode answer = called("route", "{\"intent\":\"what is the weather\",\"arguments\":{\"city\":\"Kiel\"}}", "key:ada");

    assertThat(answer.path("decision").asText()).isEqualTo("called");
    assertThat(answer.path("tool").asText()).isEqualTo("weather");
    assertThat(answer.path("result").asText()).isEqualTo("rain in Kiel");
    RunEvent first = await(runtime.trace(new RunId(answer.path("run").asText()))).get(0).event();
    assertThat(((RunEvent.Accepted) first).caller()).isEqualTo("key:ada");
  }

  @Test
  void letsTheArgumentsDecideBetweenToolsThatFitTheWords() {
    build(AccessRules.open(), ControlOptions.ofDefaults());

    JsonNode answer = called("route", "{\"intent\":\"invoice weather\",\"arguments\":{\"city\":\"Kiel\"}}", "ada");

    assertThat(answer.path("tool").asText()).isEqualTo("weather");
  }

  @Test
  void asksAgentsWithTheIntentItself() {
    build(AccessRules.open(), ControlOptions.ofDefaults());

    assertThat(called("route", "{\"intent\":\"translate moin\"}", "ada").path("result").asText())
        .isEqualTo("translated: translate moin");
  }

  @Test
  void namesTheCandidatesWhenItIsNotSure() {
    build(AccessRules.open(), ControlOptions.ofDefaults());

    JsonNode unsure = called("route", "{\"intent\":\"invoice\",\"arguments\":{\"invoice_id\":\"7\"}}", "ada");
    JsonNode chosen = called("route",
        "{\"intent\":\"invoice\",\"arguments\":{\"invoice_id\":\"7\"},\"tool\":\"ledger.showInvoice\"}", "ada");

    assertThat(unsure.path("decision").asText()).isEqualTo("candidates");
    assertThat(unsure.findValuesAsText("name")).contains("ledger.cancelInvoice", "ledger.showInvoice");
    assertThat(chosen.path("result").asText()).isEqualTo("invoice 7");
  }

  @Test
  void asksWhoeverCalledWhenItIsToldTo() {
    build(AccessRules.open(), ControlOptions.ofDefaults().withAsk(true));
    Run run = await(runtime.start(request("route", "{\"intent\":\"invoice\",\"arguments\":{\"invoice_id\":\"7\"}}", "ada")));
    Promise<InputRequest> asked = Promise.promise();
    run.listen(listening(asked));
    run.pending().forEach(asked::tryComplete);

    InputRequest.Choice question = (InputRequest.Choice) await(asked.future());
    assertThat(question.options()).contains("ledger.showInvoice", "ledger.cancelInvoice");
    ObjectNode choice = JsonNodeFactory.instance.objectNode().put(InputRequest.CHOICE, "ledger.showInvoice");
    await(runtime.answer(run.id(), question.id(), new InputAnswer.Accepted(choice), "ada"));

    assertThat(data(await(run.result())).path("result").asText()).isEqualTo("invoice 7");
  }

  @Test
  void saysWhatIsMissing() {
    build(AccessRules.of(List.of(AccessRule.tools("ledger.post", "ledger:write")), Map.of()), ControlOptions.ofDefaults());

    JsonNode outside = called("route", "{\"intent\":\"fly to the moon\"}", "ada");
    JsonNode bare = called("route", "{\"intent\":\"weather\"}", "ada");
    JsonNode unscoped = called("route", "{\"intent\":\"post\",\"tool\":\"ledger.post\",\"arguments\":{\"invoice_id\":\"7\"}}", "ada");

    assertThat(outside.path("decision").asText()).isEqualTo("out-of-scope");
    assertThat(bare.path("decision").asText()).isEqualTo("needs-arguments");
    assertThat(bare.at("/inputSchema/required/0").asText()).isEqualTo("city");
    assertThat(unscoped.path("decision").asText()).isEqualTo("needs-scope");
    assertThat(unscoped.at("/needsScopes/0").asText()).isEqualTo("ledger:write");
  }

  @Test
  void doesNotCallWhatTheCallerDoesNotSee() {
    AccessRule hiding = new AccessRule(NamePatterns.of("ledger.*"), NamePatterns.NONE, Set.of("ledger:read"), true);
    build(AccessRules.of(List.of(hiding), Map.of()), ControlOptions.ofDefaults());

    assertThat(called("route", "{\"intent\":\"x\",\"tool\":\"ledger.showInvoice\",\"arguments\":{\"invoice_id\":\"7\"}}", "ada")
        .path("decision").asText()).isEqualTo("out-of-scope");
    assertThat(called("route", "{\"intent\":\"x\",\"tool\":\"ledger.showInvoice\",\"arguments\":{\"invoice_id\":\"7\"}}", "ada",
        "ledger:read").path("decision").asText()).isEqualTo("called");
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> ControlOptions.ofDefaults().withConfidence(Double.NaN)).hasMessageContaining("expected 0 to 1");
    assertThatThrownBy(() -> ControlOptions.ofDefaults().withListAtMost(-1)).hasMessageContaining("expected at least 0");
    build(AccessRules.open(), ControlOptions.ofDefaults());
  }

  @Test
  void healsAroundAToolThatIsDown() {
    build(AccessRules.open(), ControlOptions.ofDefaults());

    JsonNode answer = called("route", "{\"intent\":\"tide\",\"arguments\":{\"city\":\"Kiel\"}}", "ada");

    assertThat(answer.path("tool").asText()).isEqualTo("tide");
    assertThat(answer.path("result").asText()).isEqualTo("rain in Kiel");
  }

  @Test
  void saysHowACallFailedAndWhoWasCalled() {
    build(AccessRules.open(), ControlOptions.ofDefaults());

    RunResult result = await(await(runtime.start(request("route", "{\"intent\":\"refuse everything\"}", "ada"))).result());

    assertThat(((RunResult.Failed) result).message()).contains("routed to tool 'refuse'").contains("never");
  }

  @Test
  void endsWhatItCalledWhenItsCallerGoesAway() {
    build(AccessRules.open(), ControlOptions.ofDefaults());
    Run run = await(runtime.start(request("route", "{\"intent\":\"hold\"}", "ada")));
    await(heldBegun.future());

    run.cancel("gone");

    await(heldCancelled.future());
  }

  private void build(AccessRules rules, ControlOptions options) {
    Catalog catalog = Catalog.empty()
        .with(tool("ledger.showInvoice", "Shows an invoice", ID, "invoice %s"))
        .with(tool("ledger.cancelInvoice", "Cancels an invoice for good", ID, "cancelled %s"))
        .with(tool("ledger.post", "Posts an invoice to the books", ID, "posted %s"))
        .with(tool("weather", "Tells the weather of a city", CITY, "rain in %s"))
        .with(Tool.blocking("tide", "Tells the tide at a city", CITY, call -> {
          throw ToolException.outage("the gauge is down");
        }))
        .with(Tool.blocking("refuse", "Refuses everything", Schema.anyObject(), call -> {
          throw ToolException.badInput("never");
        }))
        .with(Tool.async("hold", "Waits in a hold", Schema.anyObject(), call -> {
          call.cancellation().onCancel(heldCancelled::tryComplete);
          heldBegun.tryComplete();
          return Promise.<ToolResult>promise().future();
        }))
        .with(Agent.of("interpreter", "Translates sentences", request -> AgentReply.text("translated: " + request.text())))
        .withStandIns("tide", List.of(
            new StepBinding("weather", Map.of("*", TextNode.valueOf("$arguments")), Map.of())));
    runtime = RuntimeBuilder.on(vertx).catalog(catalog).build();
    ControlPlane.tools(runtime, rules, Ranking.WORDS, options).forEach(tool -> runtime.update(now -> now.with(tool)));
  }

  private static Tool tool(String name, String description, Schema input, String says) {
    return Tool.async(name, description, input, call -> Future.succeededFuture(
        ToolResult.text(says.formatted(call.arguments().elements().next().asText()))));
  }

  private static RunListener listening(Promise<InputRequest> asked) {
    return signal -> {
      if (signal instanceof RunSignal.InputAsked question) {
        asked.tryComplete(question.request());
      }
    };
  }

  private JsonNode called(String tool, String arguments, String caller, String... scopes) {
    Run run = await(runtime.start(request(tool, arguments, caller).withScopes(Set.of(scopes))));
    return data(await(run.result()));
  }

  private static RunRequest request(String tool, String arguments, String caller) {
    return new RunRequest(new Target.ToolTarget(tool), House.json(arguments), null, caller, Budget.ofDefaults());
  }

  private static JsonNode data(RunResult result) {
    assertThat(result).isInstanceOf(RunResult.Completed.class);
    return ((RunResult.Completed) result).data();
  }
}
