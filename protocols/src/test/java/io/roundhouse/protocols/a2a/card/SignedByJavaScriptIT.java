package io.roundhouse.protocols.a2a.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.House;
import io.roundhouse.runtime.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A card that the protocol project's JavaScript SDK signed; the other way round is among the checks of the JavaScript client. The card has
 * no security schemes: release 1.3.0 of the SDK loses them before it signs or verifies, and we take no signature that leaves them out.
 */
class SignedByJavaScriptIT {

  private static final String CARD = """
      {"name":"Ä card","description":"Signed elsewhere","version":"1.0","supportedInterfaces":[{"url":"https://a.example/","tenant":"t",
       "protocolBinding":"JSONRPC","protocolVersion":"1.0"}],"capabilities":{"streaming":true,"pushNotifications":false,
       "extensions":[{"uri":"urn:x","description":"","required":false}]},"defaultInputModes":["text/plain"],"defaultOutputModes":[],
       "skills":[{"id":"s","name":"S","description":"Does","tags":["t"],"examples":[]}]}""";

  @Test
  void isVerifiedUnlessItWasChanged(@TempDir Path folder) throws IOException, InterruptedException {
    JsonNode signed = signed(folder);
    CardVerifier verifier = CardVerifier.trusting(signed.path("keys"));
    ObjectNode forged = signed.path("card").deepCopy();
    forged.put("description", "forged");

    assertThat(verifier.isSigned(signed.path("card"))).as(signed.toString()).isTrue();
    assertThat(verifier.isSigned(forged)).isFalse();
    assertThat(CardVerifier.trusting(CardKey.generate().publicKeys()).isSigned(signed.path("card"))).isFalse();
  }

  private static JsonNode signed(Path folder) throws IOException, InterruptedException {
    Peers peers = Peers.require();
    Path output = folder.resolve("output");
    Process process = new ProcessBuilder(peers.node(Path.of("src/test/resources/peers/a2a-sign.mjs").toAbsolutePath(), CARD))
        .directory(peers.folder().toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return House.json(Files.readString(output, StandardCharsets.UTF_8));
  }
}
