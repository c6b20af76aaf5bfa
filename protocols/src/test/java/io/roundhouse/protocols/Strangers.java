package io.roundhouse.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** What the answers to made-up messages have in common. */
public final class Strangers {

  private static final int INTERNAL = -32603;

  private Strangers() {}

  /** A message of JSON-RPC; an error has a code that is not our own fault, and says nothing about our code. */
  public static void assertGoodAnswer(String input, JsonNode message) {
    assertThat(message.path("jsonrpc").asText()).as("%s", message).isEqualTo("2.0");
    if (message.has("error")) {
      assertThat(message.at("/error/code").isInt()).as("%s", message).isTrue();
      assertThat(message.at("/error/code").asInt()).as("%s", message).isNotEqualTo(INTERNAL);
      assertDiscreet(input, message.path("error").toString());
    }
  }

  /** Nothing about our code, unless the stranger said it first. */
  public static void assertDiscreet(String input, String answer) {
    try {
      Wire.assertDiscreet(answer);
    } catch (AssertionError tells) {
      try {
        Wire.assertDiscreet(input.replace("\\", ""));
      } catch (AssertionError saidFirst) {
        return;
      }
      throw tells;
    }
  }
}
