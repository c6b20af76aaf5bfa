package io.roundhouse.samples.invoicedesk.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 hexadecimal digits in lower case. Stateless. */
public final class Sha256 {
  private Sha256() {}

  public static String ofText(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static String ofFile(Path file) {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    } catch (IOException failure) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), failure);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns a file name that is safe on every file system, readable, and different for different keys. */
  public static String nameFor(String key) {
    String readable = key.replaceAll("[^A-Za-z0-9]+", "-");
    return readable.substring(0, Math.min(60, readable.length())) + "." + ofText(key).substring(0, 12);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
