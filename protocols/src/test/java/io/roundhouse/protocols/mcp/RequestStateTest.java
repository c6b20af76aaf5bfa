package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.http.RpcFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestStateTest {

  private static final JsonNode MEMO = House.json("{\"run\":\"r-1\"}");
  private static final JsonNode PARAMS = House.json("""
      {"name":"echo","arguments":{"a":1,"b":{"c":[1,2]}},"_meta":{"x":1}}""");

  private Instant now = Instant.parse("2026-11-01T10:00:00Z");
  private final RequestState state = new RequestState(null, Duration.ofMinutes(10), () -> now);

  @Test
  void opensWhatItSealedForTheSameRequestInAnyOrderOfMembers() {
    String sealed = state.seal(MEMO, "tools/call", PARAMS, "ada");
    JsonNode retry = House.json("""
        {"inputResponses":{"q":{}},"requestState":"x","_meta":{"x":2},"arguments":{"b":{"c":[1,2]},"a":1},"name":"echo"}""");

    assertThat(state.open(sealed, "tools/call", retry, "ada")).isEqualTo(MEMO);
  }

  @Test
  void isNeverTheSameTwice() {
    assertThat(state.seal(MEMO, "tools/call", PARAMS, "ada")).isNotEqualTo(state.seal(MEMO, "tools/call", PARAMS, "ada"));
  }

  @Test
  void refusesItForAnotherPrincipalMethodOrArgument() {
    String sealed = state.seal(MEMO, "tools/call", PARAMS, "ada");

    assertRefused(() -> state.open(sealed, "tools/call", PARAMS, "bob"), "belongs to another request");
    assertRefused(() -> state.open(sealed, "prompts/get", PARAMS, "ada"), "belongs to another request");
    assertRefused(() -> state.open(sealed, "tools/call", House.json("{\"name\":\"echo\",\"arguments\":{\"a\":2}}"), "ada"),
        "belongs to another request");
  }

  @Test
  void refusesItWhenItHasExpired() {
    String sealed = state.seal(MEMO, "tools/call", PARAMS, "ada");
    now = now.plus(Duration.ofMinutes(10)).plusMillis(1);

    assertRefused(() -> state.open(sealed, "tools/call", PARAMS, "ada"), "has expired");
  }

  @Test
  void refusesAnyOtherText() {
    String sealed = state.seal(MEMO, "tools/call", PARAMS, "ada");
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int at = random.nextInt(sealed.length());
      char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
      if (!isSameBits(sealed, changed)) {
        assertRefused(() -> state.open(changed, "tools/call", PARAMS, "ada"), "is not one that this server gave out");
      }
    }
    assertRefused(() -> state.open("", "tools/call", PARAMS, "ada"), "is not one that this server gave out");
    assertRefused(() -> state.open("a.b", "tools/call", PARAMS, "ada"), "is not one that this server gave out");
  }

  @Test
  void opensWhatAnotherProcessSealedWithTheSameSecret() {
    RequestState first = new RequestState("a secret of at least some length", Duration.ofMinutes(1), () -> now);
    RequestState second = new RequestState("a secret of at least some length", Duration.ofMinutes(1), () -> now);

    String sealed = first.seal(MEMO, "tools/call", PARAMS, "ada");

    assertThat(second.open(sealed, "tools/call", PARAMS, "ada")).isEqualTo(MEMO);
    assertRefused(() -> state.open(sealed, "tools/call", PARAMS, "ada"), "is not one that this server gave out");
  }

  /** The last character of Base64 has bits that stand for nothing. */
  private static boolean isSameBits(String left, String right) {
    var decoder = java.util.Base64.getUrlDecoder();
    for (int part = 0; part < 2; part++) {
      try {
        if (!java.util.Arrays.equals(decoder.decode(left.split("\\.")[part]), decoder.decode(right.split("\\.")[part]))) {
          return false;
        }
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        return false;
      }
    }
    return true;
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
    assertThatThrownBy(call).isInstanceOfSatisfying(RpcFault.class, fault -> {
      assertThat(fault.error().code()).isEqualTo(-32602);
      assertThat(fault.error().message()).contains(why);
    });
  }
}
