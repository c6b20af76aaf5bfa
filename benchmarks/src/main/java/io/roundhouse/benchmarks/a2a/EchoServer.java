package io.roundhouse.benchmarks.a2a;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.a2a.A2aEndpoint;
import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The product's front and A2A endpoint. The agent {@code echo} answers with a task, {@code say} with a message.
 * Prints the address before an agent's name and runs until it is ended.
 */
public final class EchoServer {

  private EchoServer() {}

  /** Starts; the argument is the journal's file, or nothing for a journal in memory. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    Journal journal = arguments.length == 0 ? new InMemoryJournal() : SqliteJournal.open(vertx, Path.of(arguments[0]));
    AgentRuntime runtime = RuntimeBuilder.on(vertx)
        .catalog(Catalog.empty()
            .with(Agent.of("echo", "Says it again", request -> AgentReply.text(request.text())))
            .with(Agent.of("say", "Says it again", request -> AgentReply.text(request.text()).asMessage())))
        .journal(journal)
        .build();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    HttpFront front = HttpFront.of(runtime, HttpOptions.ofDefaults().withPort(0), meters)
        .with(A2aEndpoint.of(runtime, A2aOptions.ofDefaults(), meters));
    front.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    System.out.println("http://127.0.0.1:" + front.port() + "/a2a/");
  }
}
