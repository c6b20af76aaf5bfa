package io.roundhouse.samples.invoicedesk.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoiceRegisterTest {
  @TempDir
  private Path folder;
  private InvoiceRegister register;

  @BeforeEach
  void open() {
    register = new InvoiceRegister(folder.resolve("desk/register.db"));
  }

  @AfterEach
  void close() {
    register.close();
  }

  @Test
  void claimsANumberForOneFileAsOftenAsItAsks() {
    assertThat(register.claim("DE1", "7", "a.xml")).isEqualTo(new Claim("DE1/7", "a.xml"));
    assertThat(register.claim("DE1", "7", "a.xml")).isEqualTo(new Claim("DE1/7", "a.xml"));
  }

  @Test
  void refusesAnotherFileAndNamesTheFirst() {
    register.claim("DE1", "7", "a.xml");

    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> register.claim("DE1", "7", "b.xml")).withMessage(
        "b.xml: number 7 of supplier DE1 was claimed by a.xml before; expected a number of its own");
  }

  @Test
  void theSameNumberOfAnotherSupplierIsAnotherInvoice() {
    register.claim("DE1", "7", "a.xml");

    assertThat(register.claim("DE2", "7", "b.xml").file()).isEqualTo("b.xml");
  }

  @Test
  void releaseFreesTheNumberOnlyForTheFileThatHoldsIt() {
    register.claim("DE1", "7", "a.xml");

    assertThat(register.release("DE1", "7", "b.xml").released()).isFalse();
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> register.claim("DE1", "7", "b.xml"));
    assertThat(register.release("DE1", "7", "a.xml").released()).isTrue();
    assertThat(register.release("DE1", "7", "a.xml").released()).isFalse();
    assertThat(register.claim("DE1", "7", "b.xml").file()).isEqualTo("b.xml");
  }

  @Test
  void remembersClaimsAfterARestart() {
    register.claim("DE1", "7", "a.xml");
    register.close();
    open();

    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> register.claim("DE1", "7", "b.xml"));
  }

  @Test
  void ofManyFilesAtOnceExactlyOneGetsTheNumber() throws InterruptedException, ExecutionException {
    List<Future<Boolean>> claims = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        String file = "f%d.xml".formatted(i);
        claims.add(threads.submit(() -> isClaimed(file)));
      }
    }

    int claimed = 0;
    for (Future<Boolean> claim : claims) {
      claimed += claim.get() ? 1 : 0;
    }
    assertThat(claimed).isEqualTo(1);
  }

  private boolean isClaimed(String file) {
    try {
      register.claim("DE1", "7", file);
      return true;
    } catch (ToolException refused) {
      return false;
    }
  }
}
