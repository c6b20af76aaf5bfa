package io.roundhouse.samples.invoicedesk.parse;

import io.roundhouse.runtime.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of bounded size that must be UTF-8 to the last byte. Stateless. */
final class InvoiceText {
  private InvoiceText() {}

  /** Returns the text of {@code path} without a byte order mark; looks at the size before it reads. */
  static String read(String file, Path path, int maxBytes) {
    byte[] bytes = bytes(file, path, maxBytes);
    var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw ToolException.badInput("%s: byte 0x%02X at offset %d (line %d) is not valid UTF-8; expected a file encoded in UTF-8".formatted(
          file, bytes[in.position()], in.position(), lineAt(bytes, in.position())));
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static byte[] bytes(String file, Path path, int maxBytes) {
    try {
      long size = Files.size(path);
      if (size > maxBytes) {
        throw ToolException.badInput("%s: the file has %,d bytes; expected at most %,d".formatted(file, size, maxBytes));
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
          throw ToolException.badInput("%s: the file grew beyond %,d bytes while it was read".formatted(file, maxBytes));
        }
        return bytes;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("%s cannot be read".formatted(path), failure);
    }
  }

  private static int lineAt(byte[] bytes, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
