package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/** What comes back as the state of a request: only what was sealed opens, anything else is refused in one way. */
class RequestStateFuzzTest {

  private static final String METHOD = "tools/call";
  private static final JsonNode PARAMS = House.json("{\"name\":\"pay\",\"arguments\":{\"b\":1,\"a\":[true,null]}}");
  private static final JsonNode MEMO = House.json("{\"run\":\"r1\"}");

  private final RequestState state = new RequestState("a secret of the tests", Duration.ofMinutes(1), InstantSource.system());

  @FuzzTest
  void opensNothingButWhatWasSealed(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    String sealed = state.seal(MEMO, METHOD, PARAMS, "ada");
    int at = input.length == 0 ? 0 : (input[0] & 0xff) % sealed.length();
    String changed = sealed.substring(0, at) + text + sealed.substring(Math.min(sealed.length(), at + text.length()));

    assertRefused(text);
    if (!text.isEmpty()) {
      assertRefused(text + sealed);
      assertRefused(sealed + text);
    }
    if (!changed.equals(sealed)) {
      assertRefused(changed);
    }
    assertThat(state.open(sealed, METHOD, PARAMS, "ada")).isEqualTo(MEMO);
  }

  private void assertRefused(String text) {
    assertThatExceptionOfType(RpcFault.class).as("state '%s'", text).isThrownBy(() -> state.open(text, METHOD, PARAMS, "ada"))
        .satisfies(refused -> assertThat(refused.error().code()).isEqualTo(RpcError.INVALID_PARAMS));
  }
}
