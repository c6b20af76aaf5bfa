package io.roundhouse.runtime;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A file that is part of an answer: its bytes, or where they are. Immutable.
 *
 * @param name the file's name
 * @param mediaType what it is, for example {@code image/png}
 * @param base64 the bytes in base64; null if they are elsewhere
 * @param url where the bytes are; null if they are here
 */
public record Attachment(String name, String mediaType, @Nullable String base64, @Nullable String url) {

  public Attachment {
    if ((base64 == null) == (url == null)) {
      throw new IllegalArgumentException("attachment '" + name + "' needs either bytes or an address");
    }
  }

  /** A file with its bytes. */
  public static Attachment of(String name, String mediaType, byte[] bytes) {
    return new Attachment(name, mediaType, Base64.getEncoder().encodeToString(bytes), null);
  }

  /** A file that is elsewhere. */
  public static Attachment at(String name, String mediaType, String url) {
    return new Attachment(name, mediaType, null, url);
  }
}
