package io.roundhouse.runtime.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.runtime.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PriceListTest {

  @TempDir
  Path folder;

  @Test
  void knowsThePricesThatComeWithTheProgram() {
    PriceList.Entry mini = PriceList.builtIn().find("gpt-4o-mini").orElseThrow();

    assertThat(mini.price().micros(1_000_000, 0)).isEqualTo(150_000);
    assertThat(mini.price().micros(0, 1_000_000)).isEqualTo(600_000);
    assertThat(mini.contextTokens()).isEqualTo(128_000);
    assertThat(mini.maxOutputTokens()).isEqualTo(16_384);
  }

  @Test
  void givesADatedEditionThePriceOfItsModel() {
    PriceList prices = PriceList.builtIn();

    assertThat(prices.find("openai/gpt-4o-2024-08-06")).isEqualTo(prices.find("gpt-4o")).isPresent();
    assertThat(prices.find("claude-haiku-4-5-20251001")).isEqualTo(prices.find("claude-haiku-4-5")).isPresent();
    assertThat(prices.find("gpt-4o-turbo")).isEmpty();
  }

  @Test
  void readsAListOfOnesOwn() throws IOException {
    PriceList prices = PriceList.load(list("as-of,2026-01-15\n# mine\nmy-model,0.25,2,400000,128000\n"));

    assertThat(prices.asOf()).isEqualTo(LocalDate.of(2026, 1, 15));
    assertThat(prices.size()).isEqualTo(1);
    assertThat(prices.find("my-model").orElseThrow().price().micros(1_000_000, 1_000_000)).isEqualTo(2_250_000);
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    Path noDate = list("my-model,0.25,2,400000,128000\n");
    assertThatThrownBy(() -> PriceList.load(noDate)).isInstanceOf(CatalogException.class).hasMessageContaining("as-of,YYYY-MM-DD");

    Path noNumber = list("as-of,2026-01-15\nmy-model,cheap,2,400000,128000\n");
    assertThatThrownBy(() -> PriceList.load(noNumber)).isInstanceOf(CatalogException.class)
        .hasMessageContaining("2").hasMessageContaining("cheap");
  }

  private Path list(String text) throws IOException {
    return Files.writeString(folder.resolve("prices.csv"), text);
  }
}
