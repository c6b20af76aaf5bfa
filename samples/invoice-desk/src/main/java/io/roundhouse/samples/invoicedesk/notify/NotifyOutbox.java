package io.roundhouse.samples.invoicedesk.notify;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.files.DurableFile;
import io.roundhouse.samples.invoicedesk.files.Sha256;
import io.roundhouse.samples.invoicedesk.ledger.Posting;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.toolgraph.Effect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * Writes one mail per invoice into an outbox folder, from which a mail program would send it. The mail of an invoice is written
 * once. Immutable; safe to share.
 */
public final class NotifyOutbox {
  private final Path folder;
  private final String recipient;

  /** Writes to {@code folder}, made with the first mail; {@code recipient} is a mail address. */
  public NotifyOutbox(Path folder, String recipient) {
    this.folder = folder;
    this.recipient = recipient;
  }

  /** Writes the mail about a posted invoice unless it was written before. */
  @Tool(name = "notify-outbox", value = "Writes a mail about a posted invoice into the outbox folder.")
  @ToolEffect(Effect.IDEMPOTENT)
  public Notice notify(@P("the parsed invoice") Invoice invoice, @P("where it was posted") Posting posting) {
    String name = Sha256.nameFor(invoice.key()) + ".eml";
    Path mail = folder.resolve(name);
    if (!Files.exists(mail)) {
      DurableFile.write(mail, mail(invoice, posting).replace("\n", "\r\n"));
    }
    return new Notice(invoice.key(), "outbox", name);
  }

  private String mail(Invoice invoice, Posting posting) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(LocalDate.parse(invoice.issueDate()).atStartOfDay(ZoneOffset.UTC));
    return """
        From: Invoice desk <desk@roundhouse.example>
        To: %s
        Date: %s
        Message-ID: <%s@roundhouse.example>
        Subject: %s
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit

        %s

        File: %s
        Ledger: %s
        """.formatted(recipient, date, Sha256.ofText(invoice.key()), encodedWord(PostedMessage.subject(invoice)),
        PostedMessage.sentence(invoice, posting), invoice.file(), posting.reference());
  }

  /** RFC 2047: a header is ASCII; names are not. Also keeps line breaks out of the header. */
  private static String encodedWord(String text) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
  }
}
