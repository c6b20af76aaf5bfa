package io.roundhouse.protocols.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the media types out of a header. */
final class MediaTypes {

  private MediaTypes() {}

  static List<String> of(String header) {
    return Arrays.stream(header.split(",", -1)).map(MediaTypes::bare).filter(type -> !type.isEmpty()).toList();
  }

  private static String bare(String entry) {
    int parameters = entry.indexOf(';');
    String type = parameters < 0 ? entry : entry.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
