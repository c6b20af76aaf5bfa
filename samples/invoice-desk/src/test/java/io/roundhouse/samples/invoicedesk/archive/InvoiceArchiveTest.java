package io.roundhouse.samples.invoicedesk.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoiceArchiveTest {
  private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir
  private Path folder;

  @BeforeEach
  void fillTheInbox() throws IOException {
    Files.createDirectories(folder.resolve("inbox"));
    Files.writeString(folder.resolve("inbox/a.xml"), "abc");
  }

  @Test
  void filesACopyByMonthWithItsChecksum() throws IOException {
    Archived archived = archive().archive("a.xml", "2026-09-30");

    assertThat(archived).isEqualTo(new Archived("a.xml", "2026/09/a.xml", SHA_OF_ABC));
    assertThat(folder.resolve("archive/2026/09/a.xml")).hasContent("abc");
    assertThat(Files.readString(folder.resolve("archive/2026/09/a.xml.sha256"))).isEqualTo(SHA_OF_ABC + "  a.xml\n");
    assertThat(folder.resolve("inbox/a.xml")).exists();
  }

  @Test
  void archivingAgainChangesNothingAndAddsAChecksumThatIsMissing() throws IOException {
    Archived first = archive().archive("a.xml", "2026-09-30");
    Files.delete(folder.resolve("archive/2026/09/a.xml.sha256"));

    assertThat(archive().archive("a.xml", "2026-09-30")).isEqualTo(first);
    assertThat(folder.resolve("archive/2026/09").toFile().list()).containsExactlyInAnyOrder("a.xml", "a.xml.sha256");
  }

  @Test
  void neverOverwritesAnotherDocument() throws IOException {
    archive().archive("a.xml", "2026-09-30");
    Files.writeString(folder.resolve("inbox/a.xml"), "other");

    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> archive().archive("a.xml", "2026-09-30"))
        .withMessage("a.xml: the archive has another document as 2026/09/a.xml; expected the same bytes");
    assertThat(folder.resolve("archive/2026/09/a.xml")).hasContent("abc");
  }

  @Test
  void refusesADateThatWouldLeadElsewhere() {
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> archive().archive("a.xml", "../../etc"))
        .withMessage("a.xml: '../../etc' is not a date; expected an ISO date such as 2026-09-30");
  }

  private InvoiceArchive archive() {
    return new InvoiceArchive(folder.resolve("inbox"), folder.resolve("archive"));
  }
}
