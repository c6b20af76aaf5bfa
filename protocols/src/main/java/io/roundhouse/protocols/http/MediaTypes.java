package io.roundhouse.protocols.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the media types out of a header. Clients send the same few headers all the time, so those seen first are read once. */
final class MediaTypes {

  private static final int MOST_REMEMBERED = 64;
  private static final int LONGEST_REMEMBERED = 200;
  private static final Map<String, List<String>> SEEN = new ConcurrentHashMap<>();

  private MediaTypes() {}

  static List<String> of(String header) {
    List<String> known = SEEN.get(header);
    if (known != null) {
      return known;
    }
    List<String> types = Arrays.stream(header.split(",", -1)).map(MediaTypes::bare).filter(type -> !type.isEmpty()).toList();
    if (header.length() <= LONGEST_REMEMBERED && SEEN.size() < MOST_REMEMBERED) {
      SEEN.put(header, types);
    }
    return types;
  }

  private static String bare(String entry) {
    int parameters = entry.indexOf(';');
    String type = parameters < 0 ? entry : entry.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
