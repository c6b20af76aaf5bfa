package io.roundhouse.protocols.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.runtime.testing.ModelReply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire: what the official client does not show. */
final class OpenAiEndpointIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Gateway gateway = new Gateway();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.baseUrl() + "/chat/completions")).timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String ask(String model, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello there\"}]%s}".formatted(model, more);
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  @Test
  void relaysToAModelAndNamesIt() throws Exception {
    gateway.provider.next(ModelReply.text("hi").withUsage(9, 2));

    HttpResponse<String> response = post(ask("large", ",\"temperature\":0.5,\"max_tokens\":77,\"stop\":\"END\""));

    assertThat(json(response).at("/choices/0/message/content").asText()).isEqualTo("hi");
    assertThat(json(response).at("/usage/total_tokens").asInt()).isEqualTo(11);
    assertThat(response.headers().firstValue("x-roundhouse-model")).contains("large");
    assertThat(response.headers().firstValue("x-roundhouse-run")).isPresent();
    JsonNode upstream = gateway.provider.asked().getFirst().body();
    assertThat(upstream.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(upstream.path("max_tokens").asInt()).isEqualTo(77);
    assertThat(upstream.at("/stop/0").asText()).isEqualTo("END");
  }

  @Test
  void letsTheControllerChooseAModelWhereThereAreNoAgents() throws Exception {
    HttpResponse<String> response = post(ask("auto", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-roundhouse-model")).contains("small");
    assertThat(response.headers().firstValue("x-roundhouse-decision").orElseThrow()).contains("small");
  }

  @Test
  void letsTheControllerChooseAnAgentWhereThereAreSome() throws Exception {
    gateway.withAgents();

    HttpResponse<String> response = post("""
        {"model":"auto","messages":[{"role":"user","content":"Please say this loudly"}]}""");

    assertThat(json(response).at("/choices/0/message/content").asText()).isEqualTo("PLEASE SAY THIS LOUDLY");
    assertThat(response.headers().firstValue("x-roundhouse-agent")).contains("shout");
    assertThat(response.headers().firstValue("x-roundhouse-mode")).contains("solo");
  }

  @Test
  void tellsAnAgentWhatWasSaidBefore() throws Exception {
    gateway.withAgents();

    post("""
        {"model":"agent:poet","messages":[{"role":"user","content":"I like roses"},{"role":"assistant","content":"Noted"},
        {"role":"user","content":"Write one"}]}""");

    JsonNode messages = gateway.provider.asked().getFirst().body().path("messages");
    assertThat(messages).extracting(message -> message.path("role").asText()).containsExactly("system", "user", "assistant", "user");
    assertThat(messages.get(1).toString()).contains("roses");
  }

  @Test
  void streamsEachPieceAsItComes() throws Exception {
    gateway.provider.next(ModelReply.text("one two three").withGap(Duration.ofMillis(40)));
    List<String> lines = new ArrayList<>();
    AtomicInteger openAtFirst = new AtomicInteger(-1);
    HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.baseUrl() + "/chat/completions")).timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(ask("small", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))).build();

    HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
    response.body().filter(line -> !line.isEmpty()).forEach(line -> {
      if (line.contains("\"one ")) {
        openAtFirst.set(gateway.provider.open());
      }
      lines.add(line);
    });

    assertThat(openAtFirst.get()).as("requests still open upstream when the first word was here").isEqualTo(1);
    assertThat(response.headers().firstValue("x-roundhouse-model")).contains("small");
    assertThat(lines).allMatch(line -> line.startsWith("data: ")).last().isEqualTo("data: [DONE]");
    List<String> words = new ArrayList<>();
    for (String line : lines.subList(0, lines.size() - 1)) {
      words.add(JSON.readTree(line.substring(6)).at("/choices/0/delta/content").asText());
    }
    assertThat(String.join("", words)).isEqualTo("one two three");
    assertThat(JSON.readTree(lines.get(lines.size() - 2).substring(6)).at("/usage/completion_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void endsAStreamWithAnErrorWhenItBreaks() throws Exception {
    gateway.provider.next(ModelReply.text("one two three four").with(ModelReply.Fault.DROPPED));

    HttpResponse<String> response = post(ask("small", ",\"stream\":true"));

    assertThat(response.body()).contains("\"one \"").contains("\"error\"").contains("after a part of its answer").doesNotContain("[DONE]");
  }

  @Test
  void stopsTheModelWhenTheClientGoesAway() {
    gateway.provider.next(ModelReply.text("never").with(ModelReply.Fault.SILENT));
    gateway.vertx.createHttpClient().request(new RequestOptions().setMethod(HttpMethod.POST)
        .setAbsoluteURI(gateway.baseUrl() + "/chat/completions").putHeader("Content-Type", "application/json")).onSuccess(request -> {
          request.send(ask("small", ",\"stream\":true"));
          gateway.vertx.setPeriodic(5, timer -> {
            if (gateway.provider.open() == 1) {
              gateway.vertx.cancelTimer(timer);
              request.reset();
            }
          });
        });

    gateway.until(() -> gateway.provider.abandoned() == 1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "429 | 429 | rate_limit_exceeded",
      "500 | 502 | upstream_failed",
      "400 | 400 | invalid_request",
  })
  void passesOnWhatKindOfFailureItWas(int upstream, int status, String code) throws Exception {
    gateway.provider.next(ModelReply.error(upstream, "the provider's own words"));

    HttpResponse<String> response = post(ask("small", ""));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
    assertThat(response.body()).doesNotContain("own words");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{\"messages\":[]} | 400 | needs a 'model'",
      "{\"model\":\"small\"} | 400 | needs 'messages'",
      "{\"model\":\"nobody\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | 404 | no model 'nobody'",
      "{\"model\":\"agent:nobody\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | 404 | no agent 'nobody'",
      "{\"model\":\"small\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | 400 | 'n' must be 1",
      "{\"model\":\"small\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]} | 400 | role 'robot'",
      "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}]} | 400 | no content",
      "{\"model\":\"small\",\"messages\":7} | 400 | needs 'messages'",
      "[] | 400 | needs a 'model'",
  })
  void saysWhatIsWrongWithARequest(String body, int status, String words) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).at("/error/message").asText()).contains(words);
  }
}
