package io.roundhouse.protocols.openai;

import static io.roundhouse.runtime.testing.Await.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.runtime.models.Providers;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** A front with the endpoint over two models behind a scripted server and two agents. */
final class Gateway implements AutoCloseable {

  final Vertx vertx = WatchedVertx.create();
  final ScriptedModelServer provider = ScriptedModelServer.start(vertx);
  final AgentRuntime runtime = RuntimeBuilder.on(vertx).build();
  private final HttpFront front = HttpFront.of(runtime, HttpOptions.ofDefaults().withPort(0), new SimpleMeterRegistry())
      .with(OpenAiEndpoint.of(runtime, OpenAiOptions.ofDefaults()));

  Gateway() {
    ModelHttp http = ModelHttp.on(vertx);
    model(http, "small", new Model.Price(100_000, 100_000));
    model(http, "large", new Model.Price(9_000_000, 9_000_000));
    await(front.start());
  }

  Gateway withAgents() {
    runtime.update(catalog -> catalog
        .with(Agent.of("shout", "Says things loudly", request -> AgentReply.text(request.text().toUpperCase(Locale.ROOT))))
        .with(new Agent("poet", "Writes poems about flowers", List.of(),
            new AgentBody.Prompted("You write poems.", List.of(), "small", 4))));
    return this;
  }

  private void model(ModelHttp http, String name, Model.Price price) {
    ProviderSettings settings =
        new ProviderSettings(ProviderKind.OPENAI, URI.create(provider.baseUrl()), "secret-key", name, Duration.ofSeconds(20), true);
    Model model = Model.of(name, "A model", Providers.body(http, settings), price)
        .withPolicy(ModelPolicy.ofDefaults().withAttempts(1, Duration.ZERO, Duration.ZERO));
    runtime.update(catalog -> catalog.with(model));
  }

  String baseUrl() {
    return "http://127.0.0.1:" + front.port() + "/v1";
  }

  void until(BooleanSupplier condition) {
    Promise<Void> so = Promise.promise();
    vertx.setPeriodic(5, timer -> {
      if (condition.getAsBoolean()) {
        vertx.cancelTimer(timer);
        so.tryComplete();
      }
    });
    await(so.future());
  }

  @Override
  public void close() {
    await(front.close(Duration.ZERO));
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }
}
