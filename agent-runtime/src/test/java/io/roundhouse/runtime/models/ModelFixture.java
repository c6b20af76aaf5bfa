package io.roundhouse.runtime.models;

import static io.roundhouse.runtime.testing.Await.await;

import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A runtime whose models are behind a scripted server over real HTTP. */
abstract class ModelFixture {

  static final Duration LONG = Duration.ofSeconds(20);
  static final ModelPolicy QUICK = ModelPolicy.ofDefaults().withAttempts(3, Duration.ofMillis(5), Duration.ofSeconds(5));

  final Vertx vertx = BlockedThreads.vertx();
  final ScriptedModelServer provider = ScriptedModelServer.start(vertx);
  final Journal journal = new InMemoryJournal();
  final ModelHttp http = ModelHttp.on(vertx);
  final AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).embedder(ModelFixture::embed).build();

  @AfterEach
  void stop() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  private static io.vertx.core.Future<float[]> embed(String text) {
    float[] letters = new float[26];
    text.toLowerCase(java.util.Locale.ROOT).chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> letters[c - 'a']++);
    return io.vertx.core.Future.succeededFuture(letters);
  }

  Model model(String name, ModelPolicy policy) {
    return model(name, policy, Model.Price.FREE);
  }

  Model model(String name, ModelPolicy policy, Model.Price price) {
    ProviderSettings settings = new ProviderSettings(
        ProviderKind.OPENAI, URI.create(provider.baseUrl()), "key-of-a-test", name, LONG, true);
    return new Model(name, name, Providers.body(http, settings), price, 128_000, LONG, policy);
  }

  void host(Model... models) {
    for (Model model : models) {
      runtime.update(catalog -> catalog.with(model));
    }
  }

  /** An agent {@code asker} that passes the question on to this model. */
  void ask(Model first, Model... more) {
    host(first);
    host(more);
    runtime.update(catalog -> catalog.with(
        new Agent("asker", "Asks", List.of(), new AgentBody.Prompted("Answer.", List.of(), first.name(), 4))));
  }

  Run start(RunRequest request) {
    return await(runtime.start(request));
  }

  Ended say(String text) {
    return end(RunRequest.agent("asker", text));
  }

  Ended end(RunRequest request) {
    Run run = start(request);
    RunResult result = await(run.result());
    return new Ended(result, await(journal.read(run.id())).stream().map(JournalEntry::event).toList());
  }

  /** How a run ended, and everything that was recorded. */
  record Ended(RunResult result, List<RunEvent> events) {

    String text() {
      return ((RunResult.Completed) result).text();
    }

    RunResult.Failed failure() {
      return (RunResult.Failed) result;
    }

    <E extends RunEvent> Stream<E> only(Class<E> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    List<String> names() {
      return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
  }

  /** Waits until something is so. */
  void until(BooleanSupplier condition) {
    io.vertx.core.Promise<Void> so = io.vertx.core.Promise.promise();
    vertx.setPeriodic(5, timer -> {
      if (condition.getAsBoolean()) {
        vertx.cancelTimer(timer);
        so.tryComplete();
      }
    });
    await(so.future());
  }
}
