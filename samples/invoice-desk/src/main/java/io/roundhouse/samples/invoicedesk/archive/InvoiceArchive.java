package io.roundhouse.samples.invoicedesk.archive;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.files.DurableFile;
import io.roundhouse.samples.invoicedesk.files.Inbox;
import io.roundhouse.samples.invoicedesk.files.Sha256;
import io.roundhouse.toolgraph.Effect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * Copies originals to {@code yyyy/mm/} of their issue date and puts the SHA-256 beside each, in the format of
 * {@code sha256sum}. What was archived is never overwritten with something else. Immutable; safe to share.
 */
public final class InvoiceArchive {
  private final Inbox inbox;
  private final Path folder;

  /** Copies from the folder {@code inbox} to {@code folder}, made with the first file. */
  public InvoiceArchive(Path inbox, Path folder) {
    this.inbox = new Inbox(inbox);
    this.folder = folder;
  }

  /**
   * Archives a file of the inbox; archiving the same bytes again changes nothing.
   *
   * @throws ToolException as bad input if there is no such file, the date is not an ISO date, or other bytes are archived under this name
   */
  @Tool(name = "archive", value = "Copies the original of an invoice to the archive folder of its month.")
  @ToolEffect(Effect.IDEMPOTENT)
  public Archived archive(@P("name of the file in the inbox") String file, @P("ISO date of issue") String date) {
    Path source = inbox.resolve(file);
    LocalDate day = day(file, date);
    String path = "%04d/%02d/%s".formatted(day.getYear(), day.getMonthValue(), file);
    Path target = folder.resolve(path);
    String sha256 = Sha256.ofFile(source);
    if (!Files.exists(target)) {
      DurableFile.copy(source, target);
    } else if (!Sha256.ofFile(target).equals(sha256)) {
      throw ToolException.badInput("%s: the archive has another document as %s; expected the same bytes".formatted(file, path));
    }
    DurableFile.write(target.resolveSibling(file + ".sha256"), "%s  %s%n".formatted(sha256, file));
    return new Archived(file, path, sha256);
  }

  private static LocalDate day(String file, String date) {
    try {
      return LocalDate.parse(date);
    } catch (DateTimeParseException malformed) {
      throw ToolException.badInput("%s: '%s' is not a date; expected an ISO date such as 2026-09-30".formatted(file, date));
    }
  }
}
