package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelBody;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose answers come on the event loops of somebody else. */
final class ForeignJournalTest {

  @TempDir
  private Path folder;

  private final Vertx own = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Vertx others = BlockedThreads.vertx();

  @AfterEach
  void stop() {
    await(own.close());
    await(others.close());
  }

  @Test
  void aRunStaysOnItsEventLoop() {
    AgentRuntime runtime = RuntimeBuilder.on(own).journal(SqliteJournal.open(others, folder.resolve("runs.db"))).build();
    Set<Thread> seen = Collections.newSetFromMap(new ConcurrentHashMap<>());
    runtime.observe(entry -> seen.add(Thread.currentThread()));
    ModelBody body = new ModelBody.Async((request, call) -> {
      seen.add(Thread.currentThread());
      return Future.succeededFuture(ChatResponse.builder().aiMessage(AiMessage.from("said")).build());
    });
    runtime.update(catalog -> catalog.with(Model.of("small", "", body, Model.Price.FREE))
        .with(new Agent("speaker", "", List.of(), new AgentBody.Prompted("Answer.", List.of(), "small", 4))));

    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      runs.add(await(runtime.start(RunRequest.agent("speaker", "hello"))));
    }
    runs.forEach(run -> assertThat(await(run.result())).isEqualTo(new RunResult.Completed("said", null)));

    assertThat(seen).as("with one event loop there is one thread for all runs").hasSize(1);
    await(runtime.close(Duration.ZERO));
  }
}
