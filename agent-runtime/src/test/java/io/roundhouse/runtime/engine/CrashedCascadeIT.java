package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.cascade.Ladder;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.CascadeJudge;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.ModelRouting;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.runtime.models.Providers;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.roundhouse.runtime.testing.ScriptedModelServer.Asked;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cascade with every kind of judge, cut off after every entry of its log and taken up by another runtime: the answer is the same, and
 * nothing that is in the log is asked or checked again.
 */
final class CrashedCascadeIT {

  private final Vertx vertx = BlockedThreads.vertx();
  private final ScriptedModelServer provider = ScriptedModelServer.start(vertx).otherwise(CrashedCascadeIT::reply);
  private final ModelHttp http = ModelHttp.on(vertx);
  private final AtomicInteger checks = new AtomicInteger();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  /** The cheap one is wrong and wavers, the middle one is right and stands by it. */
  private static ModelReply reply(Asked asked) {
    return switch (asked.model()) {
      case "judge" -> ModelReply.text(asked.question().contains("41") ? "{\"sure\": 0.1}" : "{\"sure\": 0.9}");
      case "cheap" -> ModelReply.text(asked.body().has("temperature") ? "43" : "41");
      default -> ModelReply.text("42");
    };
  }

  private Tool checker(String name) {
    return Tool.blocking(name, "", Schema.anyObject(), call -> {
      checks.incrementAndGet();
      boolean right = call.arguments().path("answer").asText().equals("42");
      if (name.equals("falls") && !right) {
        throw new ToolException(FailureClass.BAD_INPUT, "it cannot read that");
      }
      return ToolResult.of(JsonNodeFactory.instance.booleanNode(right));
    }).withEffect(name.equals("posts") ? Effect.IRREVERSIBLE : Effect.PURE);
  }

  private Catalog catalog() {
    Catalog catalog = Catalog.empty().with(checker("check")).with(checker("falls")).with(checker("posts"));
    for (String name : List.of("cheap", "middle", "dear", "judge")) {
      ProviderSettings settings =
          new ProviderSettings(ProviderKind.OPENAI, URI.create(provider.baseUrl()), null, name, Duration.ofSeconds(20), true);
      catalog = catalog.with(Model.of(name, name, Providers.body(http, settings), new Model.Price(1_000_000, 1_000_000))
          .withPolicy(ModelPolicy.ofDefaults().withAttempts(1, Duration.ZERO, Duration.ZERO)));
    }
    return catalog;
  }

  private record Judging(CascadeJudge judge) implements ModelRouting {

    @Override
    public Policy<Optional<ModelProfile>> policy(ModelCall call, List<ModelOffer> offers) {
      throw new IllegalStateException("nobody has to choose");
    }

    @Override
    public Optional<ModelCascade> cascade() {
      return Optional.of(new ModelCascade.Rungs(new Ladder(List.of("cheap", "middle", "dear"), 0.7), judge));
    }
  }

  private record Ended(RunResult result, List<JournalEntry> log, int asked, int checked) {

    long answers() {
      return log.stream().filter(entry -> entry.event() instanceof RunEvent.ModelAnswered).count();
    }
  }

  private Ended run(CascadeJudge judge, Budget budget, List<JournalEntry> before) {
    Journal journal = new InMemoryJournal();
    if (!before.isEmpty()) {
      await(journal.accept(List.of(before.getFirst())));
      await(journal.append(before.subList(1, before.size())));
    }
    AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).catalog(catalog()).modelRouting(new Judging(judge)).build();
    int asked = provider.asked().size();
    int checked = checks.get();
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.putArray("messages").addObject().put("role", "user").put("content", "What is 6 times 7?");
    RunRequest request = new RunRequest(new Target.ModelTarget(Target.ModelTarget.AUTO), input, "k", "local", budget);
    Run run = before.isEmpty() ? await(runtime.start(request)) : await(runtime.resumeUnfinished()).getFirst();
    RunResult result = await(run.result());
    List<JournalEntry> log = await(journal.read(run.id()));
    await(runtime.close(Duration.ZERO));
    return new Ended(result, log, provider.asked().size() - asked, checks.get() - checked);
  }

  private static int answers(List<JournalEntry> log) {
    return (int) log.stream().filter(entry -> entry.event() instanceof RunEvent.ModelAnswered).count();
  }

  private static int checks(List<JournalEntry> log) {
    return (int) log.stream().filter(entry -> entry.event() instanceof RunEvent.ToolSucceeded
        || entry.event() instanceof RunEvent.ToolFailed).count();
  }

  static List<CascadeJudge> judges() {
    return List.of(new CascadeJudge.ByModel("judge"), new CascadeJudge.ByTool("check"), new CascadeJudge.ByTool("falls"),
        new CascadeJudge.ByAgreement(3));
  }

  @ParameterizedTest
  @MethodSource("judges")
  void aCrashAfterAnyEntryAsksNothingTwice(CascadeJudge judge) {
    Ended straight = run(judge, Budget.ofDefaults(), List.of());

    assertThat(straight.result()).isInstanceOfSatisfying(RunResult.Completed.class, done -> assertThat(done.text()).isEqualTo("42"));
    assertThat(straight.log()).extracting(JournalEntry::event).filteredOn(RunEvent.ModelChosen.class::isInstance)
        .singleElement().isInstanceOfSatisfying(RunEvent.ModelChosen.class, chosen -> assertThat(chosen.model()).isEqualTo("middle"));
    assertThat(straight.asked()).isEqualTo(answers(straight.log()));
    for (int length = 1; length < straight.log().size(); length++) {
      List<JournalEntry> before = straight.log().subList(0, length);
      Ended crashed = run(judge, Budget.ofDefaults(), before);
      String story = judge.describe() + ", cut off after " + length + " of " + straight.log() + "\nwent on as " + crashed.log();
      assertThat(crashed.result()).as(story).isEqualTo(straight.result());
      assertThat(crashed.asked()).as("questions after the crash, %s", story).isEqualTo(answers(straight.log()) - answers(before));
      assertThat(crashed.checked()).as("checks after the crash, %s", story).isEqualTo(checks(straight.log()) - checks(before));
    }
  }

  @Test
  void everySampleIsACallOfItsOwnInLogAndBudget() {
    Ended free = run(new CascadeJudge.ByAgreement(3), Budget.ofDefaults(), List.of());
    Ended tight = run(new CascadeJudge.ByAgreement(3), new Budget(null, null, Duration.ofMinutes(5), 6), List.of());

    assertThat(free.log()).extracting(JournalEntry::event).filteredOn(RunEvent.ModelAnswered.class::isInstance)
        .extracting(event -> ((RunEvent.ModelAnswered) event).callId()).containsExactlyInAnyOrder(
            "model/cheap", "model/cheap/again-1", "model/cheap/again-2", "model/cheap/again-3",
            "model/middle", "model/middle/again-1", "model/middle/again-2", "model/middle/again-3");
    assertThat(tight.result()).isInstanceOf(RunResult.Failed.class);
    assertThat(tight.asked()).isLessThanOrEqualTo(6);
  }

  @Test
  void aToolThatMustNotBeRepeatedIsNeverCalledToJudge() {
    Ended ended = run(new CascadeJudge.ByTool("posts"), Budget.ofDefaults(), List.of());

    assertThat(ended.checked()).isZero();
    assertThat(ended.log()).extracting(JournalEntry::event).filteredOn(RunEvent.RoundEnded.class::isInstance)
        .extracting(event -> ((RunEvent.RoundEnded) event).note())
        .contains("The judge is not content: tool 'posts' is irreversible; expected pure or idempotent");
  }
}
