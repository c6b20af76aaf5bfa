package io.roundhouse.protocols.mcp.client.oauth;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server says in {@code WWW-Authenticate} when it refuses a request (RFC 6750, RFC 9728). */
record Challenge(Map<String, String> parameters) {

  private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");
  private static final int MAX_LENGTH = 8_192;

  /** Reads the challenge of scheme Bearer; one without parameters if there is none. */
  static Challenge of(List<String> headers) {
    for (String header : headers) {
      int begin = header.toLowerCase(Locale.ROOT).indexOf("bearer");
      if (begin >= 0 && header.length() <= MAX_LENGTH) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header.substring(begin + "bearer".length()));
        while (matcher.find()) {
          String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2).replaceAll("\\\\(.)", "$1");
          parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return new Challenge(parameters);
      }
    }
    return new Challenge(Map.of());
  }

  @Nullable String resourceMetadata() {
    return parameters.get("resource_metadata");
  }

  Set<String> scopes() {
    return scopes(parameters.getOrDefault("scope", ""));
  }

  static Set<String> scopes(String joined) {
    return new TreeSet<>(joined.isBlank() ? List.of() : List.of(joined.trim().split("\\s+")));
  }
}
