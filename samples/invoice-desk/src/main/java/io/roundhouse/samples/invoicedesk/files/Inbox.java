package io.roundhouse.samples.invoicedesk.files;

import io.roundhouse.runtime.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The folder the invoices arrive in. Callers name files, never paths, so nobody reaches out of the folder through a tool.
 * Immutable; safe to share.
 */
public record Inbox(Path folder) {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /**
   * Returns the path of an existing file of this folder.
   *
   * @throws ToolException as bad input if {@code file} is not a plain name, or names no regular file here
   */
  public Path resolve(String file) {
    if (!PLAIN_NAME.matcher(file).matches()) {
      throw ToolException.badInput("'%s' is not the plain name of a file in the inbox; expected something like 'invoice-001.xml'"
          .formatted(file));
    }
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw ToolException.badInput("%s: there is no such file in the inbox".formatted(file));
    }
    return path;
  }

  /** Returns the names of the XML files in this folder, in alphabetical order. */
  public List<String> names() {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".xml") && PLAIN_NAME.matcher(name).matches()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("the inbox %s cannot be listed".formatted(folder), failure);
    }
  }
}
