package io.roundhouse.routers.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CachedEmbedderTest {

  private final CountingEmbedder counting = new CountingEmbedder();

  @Test
  void computesATextOnceWhileItIsInUse() {
    CachedEmbedder cached = CachedEmbedder.of(counting, 2);

    cached.embed("a");
    cached.embed("bb");
    cached.embed("a");
    cached.embed("ccc");
    cached.embed("a");

    assertThat(counting.asked).containsExactly("a", "bb", "ccc");
    assertThat(cached.holds("bb")).isFalse();
    assertThat(cached.holds("a")).isTrue();
  }

  @Test
  void keepsNoLongTexts() {
    CachedEmbedder cached = CachedEmbedder.of(counting, 2);
    String text = "x".repeat(5_000);

    cached.embed(text);
    cached.embed(text);

    assertThat(counting.asked).hasSize(2);
  }
}
