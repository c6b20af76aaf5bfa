package io.roundhouse.protocols.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.runtime.testing.ModelReply;
import io.roundhouse.runtime.testing.Peers;
import io.roundhouse.runtime.testing.ScriptedModelServer.Asked;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own JavaScript client talks to us. */
final class OpenAiClientIT {

  @TempDir Path folder;

  @Test
  void servesTheOfficialClient() throws Exception {
    Peers peers = Peers.require();
    try (Gateway gateway = new Gateway().withAgents()) {
      gateway.provider.otherwise(OpenAiClientIT::answer);

      JsonNode said = run(peers, gateway.baseUrl());

      assertThat(said.path("models")).extracting(JsonNode::asText)
          .containsExactly("auto", "agent:poet", "agent:shout", "large", "small");
      assertThat(said.at("/whole/text").asText()).isEqualTo("all of it");
      assertThat(said.at("/whole/finish").asText()).isEqualTo("stop");
      assertThat(said.at("/whole/tokens").asInt()).isEqualTo(14);
      assertThat(said.path("pieces")).extracting(JsonNode::asText).containsExactly("bit ", "by ", "bit");
      assertThat(said.path("streamTokens").asInt()).isEqualTo(14);
      assertThat(said.at("/call/name").asText()).isEqualTo("weather");
      assertThat(said.at("/call/arguments").asText()).isEqualTo("{\"city\":\"Bern\"}");
      assertThat(said.path("callFinish").asText()).isEqualTo("tool_calls");
      assertThat(said.path("afterTool").asText()).isEqualTo("It is sunny");
      assertThat(said.path("streamedCall").asText()).isEqualTo("{\"city\":\"Bern\"}");
      assertThat(said.at("/typed/n").asInt()).isEqualTo(7);
      assertThat(said.path("agent").asText()).isEqualTo("HELLO");
      assertThat(said.at("/auto/text").asText()).isEqualTo("SAY THIS LOUDLY");
      assertThat(said.at("/auto/agent").asText()).isEqualTo("shout");
      assertThat(said.at("/error/name").asText()).isEqualTo("NotFoundError");
      assertThat(said.at("/error/code").asText()).isEqualTo("model_not_found");
    }
  }

  private static ModelReply answer(Asked asked) {
    JsonNode messages = asked.body().path("messages");
    if (messages.get(messages.size() - 1).path("role").asText().equals("tool")) {
      return ModelReply.text("It is " + messages.get(messages.size() - 1).path("content").asText());
    }
    return switch (asked.question()) {
      case "whole" -> ModelReply.text("all of it").withUsage(11, 3);
      case "stream" -> ModelReply.text("bit by bit").withUsage(11, 3);
      case "tools" -> asked.body().at("/tools/0/function/parameters/required/0").asText().equals("city")
          ? ModelReply.tool("weather", "{\"city\":\"Bern\"}")
          : ModelReply.error(400, "the tools did not arrive");
      case "typed" -> asked.body().at("/response_format/json_schema/schema/required/0").asText().equals("n")
          ? ModelReply.text("{\"n\": 7}")
          : ModelReply.error(400, "the schema did not arrive");
      default -> ModelReply.error(400, "unexpected");
    };
  }

  private JsonNode run(Peers peers, String url) throws Exception {
    Path script = peers.folder().resolve("openai-client-" + ProcessHandle.current().pid() + ".mjs");
    try (InputStream source = OpenAiClientIT.class.getResourceAsStream("/peers/openai-client.mjs")) {
      Files.write(script, source.readAllBytes());
      Path output = folder.resolve("output.txt");
      List<String> command = peers.node(script, url);
      Process process = new ProcessBuilder(command).directory(peers.folder().toFile()).redirectErrorStream(true)
          .redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended && process.exitValue() == 0).as(text).isTrue();
      return new ObjectMapper().readTree(text.lines().reduce((first, last) -> last).orElseThrow());
    } finally {
      Files.deleteIfExists(script);
    }
  }
}
