package io.roundhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.runtime.AgentReply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a card says about getting in is what the server enforces: every way it names opens, and without one nothing does. */
class CardSecurityIT {

  private static final String KEY = "rh_adaadaadaadaadaadaada";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyWayThatTheCardNamesOpens() throws IOException, InterruptedException {
    try (Roundhouse server = Roundhouse.builder()
        .agent("hello", "Greets people", request -> AgentReply.text("Hello!"))
        .access(AccessOptions.ofKeys(ApiKey.of("ada", KEY)))
        .port(0)
        .start()) {
      JsonNode card = JSON.readTree(send(server, "/.well-known/agent-card.json", Map.of()).body());

      assertThat(card.path("securityRequirements")).isNotEmpty();
      assertThat(send(server, "/a2a/hello/tasks", Map.of()).statusCode()).isEqualTo(401);
      for (JsonNode requirement : card.path("securityRequirements")) {
        assertThat(requirement.path("schemes")).hasSize(1);
        JsonNode scheme = card.path("securitySchemes").path(requirement.path("schemes").fieldNames().next());
        Map<String, String> header = scheme.has("apiKeySecurityScheme")
            ? Map.of(scheme.at("/apiKeySecurityScheme/name").asText(), KEY)
            : Map.of("Authorization", scheme.at("/httpAuthSecurityScheme/scheme").asText() + " " + KEY);
        assertThat(send(server, "/a2a/hello/tasks", header).statusCode()).as(scheme.toString()).isEqualTo(200);
      }
    }
  }

  @Test
  void saysNothingWhereNobodyIsAsked() throws IOException, InterruptedException {
    try (Roundhouse server = Roundhouse.builder()
        .agent("hello", "Greets people", request -> AgentReply.text("Hello!")).port(0).start()) {
      JsonNode card = JSON.readTree(send(server, "/.well-known/agent-card.json", Map.of()).body());

      assertThat(card.has("securitySchemes")).isFalse();
      assertThat(send(server, "/a2a/hello/tasks", Map.of()).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> send(Roundhouse server, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path)).header("A2A-Version", "1.0")
        .timeout(Duration.ofSeconds(20));
    headers.forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.GET().build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
