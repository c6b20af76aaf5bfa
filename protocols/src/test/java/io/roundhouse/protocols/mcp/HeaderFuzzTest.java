package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.http.BoundedJson;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.RpcFault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Header values in the Base64 wrapper, and the schemas that say which arguments are repeated in headers. */
class HeaderFuzzTest {

  private static final BoundedJson JSON = new BoundedJson(64);

  @FuzzTest
  void readsAHeaderAsItselfOrAsTheTextInItsWrapper(byte[] input) {
    String value = new String(input, StandardCharsets.ISO_8859_1);
    String text = new String(input, StandardCharsets.UTF_8);
    String wrapped = "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";

    try {
      String read = ModernHeaders.decoded("Mcp-Name", value);
      assertThat(read.equals(value) || value.startsWith("=?base64?")).as("'%s' read as '%s'", value, read).isTrue();
    } catch (RpcFault refused) {
      assertThat(refused.error().code()).isEqualTo(ModernError.HEADER_MISMATCH);
    }
    assertThat(ModernHeaders.decoded("Mcp-Name", wrapped)).isEqualTo(text);
  }

  @FuzzTest
  void findsTheArgumentsOfASchemaThatAreRepeatedInHeaders(byte[] input) {
    JsonNode schema;
    try {
      schema = JSON.parse(Buffer.buffer(input));
    } catch (Refusal noJson) {
      return;
    }
    try {
      for (HeaderParameter parameter : HeaderParameter.of(schema)) {
        assertThat(parameter.header()).matches("[!-~]+").doesNotContain(":", " ");
        assertThat(parameter.header().toLowerCase(Locale.ROOT)).isNotEmpty();
        assertThat(parameter.value(schema)).isNotNull();
      }
    } catch (IllegalArgumentException broken) {
      assertThat(broken).hasMessageContaining("header");
    }
  }
}
