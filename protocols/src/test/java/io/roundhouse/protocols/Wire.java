package io.roundhouse.protocols;

import static org.assertj.core.api.Assertions.assertThat;

/** What every answer to a stranger must keep to. */
public final class Wire {

  private Wire() {}

  /** One sentence, and nothing about our code. */
  public static void assertDiscreet(String body) {
    assertThat(body)
        .doesNotContain("Exception")
        .doesNotContain("Caused by")
        .doesNotContain("\\tat ")
        .doesNotContainPattern("\\b(io|java|com|org|reactor)\\.[a-z]+\\.[A-Za-z]+")
        .doesNotContain("Secret");
  }
}
