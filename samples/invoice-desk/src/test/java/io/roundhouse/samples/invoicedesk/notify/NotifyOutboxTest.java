package io.roundhouse.samples.invoicedesk.notify;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.samples.invoicedesk.SampleInvoices;
import io.roundhouse.samples.invoicedesk.ledger.Posting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyOutboxTest {
  @TempDir
  private Path folder;

  @Test
  void writesAMailThatSaysWhatWasPosted() throws IOException {
    Notice notice = outbox().notify(SampleInvoices.inEuro(), new Posting("k", "17", amount("140.40"), false));

    String mail = Files.readString(folder.resolve("outbox").resolve(notice.place()));
    String subject = Base64.getEncoder().encodeToString("Invoice RDE-0001 posted".getBytes(StandardCharsets.UTF_8));
    assertThat(notice.key()).isEqualTo("DE811234567/RDE-0001");
    assertThat(notice.place()).endsWith(".eml");
    assertThat(mail).startsWith("From: Invoice desk <desk@roundhouse.example>\r\nTo: payables@depot.example\r\n")
        .contains("\r\nDate: Wed, 30 Sep 2026 00:00:00 GMT\r\n", "\r\nSubject: =?UTF-8?B?" + subject + "?=\r\n")
        .contains("\r\n\r\nInvoice RDE-0001 of Nordlicht Gleisbau GmbH over EUR 130.40 was posted with EUR 140.40.\r\n",
            "\r\nLedger: 17\r\n");
  }

  @Test
  void writesTheMailOfAnInvoiceOnce() {
    Notice first = outbox().notify(SampleInvoices.inEuro(), new Posting("k", "queued as k.json", amount("140.40"), false));
    String mail = mail(first);

    assertThat(outbox().notify(SampleInvoices.inEuro(), new Posting("k", "17", amount("140.40"), true))).isEqualTo(first);
    assertThat(folder.resolve("outbox").toFile().list()).hasSize(1);
    assertThat(mail(first)).isEqualTo(mail);
  }

  private String mail(Notice notice) {
    try {
      return Files.readString(folder.resolve("outbox").resolve(notice.place()));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private NotifyOutbox outbox() {
    return new NotifyOutbox(folder.resolve("outbox"), "payables@depot.example");
  }
}
