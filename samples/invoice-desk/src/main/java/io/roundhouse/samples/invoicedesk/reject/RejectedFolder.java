package io.roundhouse.samples.invoicedesk.reject;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.files.DurableFile;
import io.roundhouse.samples.invoicedesk.files.Inbox;
import io.roundhouse.toolgraph.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds copies of what was rejected, each with a file that says why. The reason is written last, so whatever has a reason is
 * complete; the first reason stays. Immutable; safe to share.
 */
public final class RejectedFolder {
  private static final String REASON = ".reason.txt";

  private final Inbox inbox;
  private final Path folder;

  /** Copies from the folder {@code inbox} to {@code folder}, made with the first file. */
  public RejectedFolder(Path inbox, Path folder) {
    this.inbox = new Inbox(inbox);
    this.folder = folder;
  }

  /**
   * Puts a file of the inbox aside; doing so again changes nothing and returns the first reason.
   *
   * @throws ToolException as bad input if there is no such file in the inbox
   */
  @Tool(name = "reject", value = "Copies an invoice that cannot be posted to the rejected folder, with the reason.")
  @ToolEffect(Effect.IDEMPOTENT)
  public Rejection reject(@P("name of the file in the inbox") String file, @P("why it cannot be posted") String reason) {
    Path source = inbox.resolve(file);
    Path reasonFile = folder.resolve(file + REASON);
    if (!Files.exists(reasonFile)) {
      DurableFile.copy(source, folder.resolve(file));
      DurableFile.write(reasonFile, reason.strip() + "\n");
    }
    return read(reasonFile);
  }

  /** Returns what was rejected so far, by file name. */
  public List<Rejection> rejections() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(REASON)).sorted().map(RejectedFolder::read).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("the folder %s cannot be listed".formatted(folder), failure);
    }
  }

  private static Rejection read(Path reasonFile) {
    String name = reasonFile.getFileName().toString();
    try {
      return new Rejection(name.substring(0, name.length() - REASON.length()), Files.readString(reasonFile).strip());
    } catch (IOException failure) {
      throw new UncheckedIOException("%s cannot be read".formatted(reasonFile), failure);
    }
  }
}
