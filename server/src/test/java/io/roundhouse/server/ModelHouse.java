package io.roundhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.ScriptedModelServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers with a cheap and a dear model behind a scripted provider, over real HTTP, and a folder of the test's own for their files; gone
 * with the test that registers it.
 */
final class ModelHouse implements AfterEachCallback {

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedModelServer provider =
      ScriptedModelServer.start(vertx).otherwise(asked -> ModelReply.text("from " + asked.model()));
  private final Path directory;

  ModelHouse() {
    try {
      directory = Files.createTempDirectory("model-house");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  ScriptedModelServer provider() {
    return provider;
  }

  /** A configuration with both models, and with what is given. */
  String config(String more) {
    return """
        port: 0
        models:
          cheap: {provider: openai, base-url: "%1$s", model: cheap, price: {input-per-million: 1, output-per-million: 1}}
          dear: {provider: openai, base-url: "%1$s", model: dear, price: {input-per-million: 30, output-per-million: 30}}
        """.formatted(provider.baseUrl()) + more;
  }

  Roundhouse serve(String yaml) throws IOException {
    return Roundhouse.from(file(yaml)).start();
  }

  Path file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("app.yaml"), yaml);
  }

  /** Who answered. */
  static String by(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("x-roundhouse-model").orElse("nobody");
  }

  static String run(HttpResponse<String> answer) {
    return answer.headers().firstValue("x-roundhouse-run").orElseThrow();
  }

  /** The events of this name in the run that gave the answer. */
  static List<JsonNode> events(Peer peer, HttpResponse<String> answer, String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entry : peer.json(peer.get("/runs/" + run(answer))).path("entries")) {
      if (entry.path("event").asText().equals(name)) {
        found.add(entry);
      }
    }
    return found;
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    Await.result(vertx.close(), Duration.ofSeconds(10));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
