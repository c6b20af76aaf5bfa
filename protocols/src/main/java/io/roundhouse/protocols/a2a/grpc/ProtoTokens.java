package io.roundhouse.protocols.a2a.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of a {@code .proto} file, one after the other, without comments. Not thread-safe. */
final class ProtoTokens {

  private static final Pattern TOKEN =
      Pattern.compile("//[^\n]*|/\\*.*?\\*/|\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z0-9_.]+|\\S", Pattern.DOTALL);

  private final List<String> tokens = new ArrayList<>();
  private int next;

  ProtoTokens(String text) {
    Matcher found = TOKEN.matcher(text);
    while (found.find()) {
      if (!found.group().startsWith("//") && !found.group().startsWith("/*")) {
        tokens.add(found.group());
      }
    }
  }

  boolean atEnd() {
    return next >= tokens.size();
  }

  String next() {
    if (atEnd()) {
      throw new IllegalArgumentException("the .proto file ends too early");
    }
    return tokens.get(next++);
  }

  void expect(String token) {
    String found = next();
    if (!found.equals(token)) {
      throw new IllegalArgumentException("the .proto file has '" + found + "' where '" + token + "' was expected");
    }
  }

  /** Goes past the next semicolon. */
  void skipStatement() {
    String token;
    do {
      token = next();
    } while (!token.equals(";"));
  }

  /** Goes past a block in braces, or past the next semicolon if there is none. */
  void skipBlockOrStatement() {
    int depth = 0;
    do {
      String token = next();
      depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
      if (depth == 0 && (token.equals(";") || token.equals("}"))) {
        return;
      }
    } while (true);
  }
}
