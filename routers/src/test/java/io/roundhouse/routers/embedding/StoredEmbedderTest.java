package io.roundhouse.routers.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredEmbedderTest {

  private final CountingEmbedder counting = new CountingEmbedder();

  @TempDir
  private Path folder;

  @Test
  void embedsATextOnceForAll() {
    List<float[]> first = StoredEmbedder.open(folder.resolve("new"), counting).embedAll(List.of("a", "bb", "a"));
    List<float[]> second = StoredEmbedder.open(folder.resolve("new"), counting).embedAll(List.of("bb", "ccc", "a"));

    assertThat(counting.asked).containsExactly("a", "bb", "ccc");
    assertThat(second.get(0)).containsExactly(first.get(1));
    assertThat(second.get(2)).containsExactly(first.get(0)).containsExactly(first.get(2));
  }

  @Test
  void dropsARecordThatWasNotWrittenToItsEnd() throws IOException {
    StoredEmbedder.open(folder, counting).embed("a");
    Path file = folder.resolve("length-1.vectors");
    Files.write(file, new byte[7], StandardOpenOption.APPEND);

    StoredEmbedder.open(folder, counting).embed("bb");
    StoredEmbedder third = StoredEmbedder.open(folder, counting);
    third.embedAll(List.of("a", "bb"));

    assertThat(counting.asked).containsExactly("a", "bb");
    assertThat(Files.size(file)).isEqualTo(2 * 24);
  }

  @Test
  void keepsWhatTwoWritersAdd() {
    StoredEmbedder one = StoredEmbedder.open(folder, counting);
    StoredEmbedder other = StoredEmbedder.open(folder, counting);

    one.embed("a");
    other.embed("bb");
    one.embed("ccc");

    StoredEmbedder.open(folder, counting).embedAll(List.of("a", "bb", "ccc"));
    assertThat(counting.asked).hasSize(3);
  }
}
