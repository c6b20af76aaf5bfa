package io.roundhouse.server.config;

import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.protocols.access.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the section {@code access.api-keys}; a key is given as itself, by its hash, or by a file that holds one of the two. */
final class ApiKeysReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");
  private static final int LONGEST_FILE = 4_096;

  private ApiKeysReader() {}

  static List<ApiKey> read(Map<String, Node> section) {
    List<ApiKey> keys = new ArrayList<>();
    section.forEach((name, node) -> {
      if (!NAME.matcher(name).matches()) {
        node.scope().problem(node.start(), "API key name '" + name + "'", "expected 1 to 64 letters, digits, _ . @ or -");
        return;
      }
      Fields fields = node.fields();
      Optional<String> hash = hash(fields);
      Set<String> scopes = AccessReader.scopes(fields, "scopes");
      Visibility visibility = AccessReader.visibility(fields);
      fields.end();
      hash.ifPresent(known -> keys.add(new ApiKey(name, known, scopes, visibility)));
    });
    return keys;
  }

  private static Optional<String> hash(Fields fields) {
    Optional<Node> key = fields.optional("key");
    Optional<Node> hash = fields.optional("hash");
    Optional<Node> file = fields.optional("key-file");
    if (Stream.of(key, hash, file).filter(Optional::isPresent).count() != 1 && fields.owner().isMapping()) {
      fields.owner().problem(fields.owner().place() + " does not say what the key is", "expected exactly one of key, hash, key-file");
      return Optional.empty();
    }
    return key.flatMap(node -> ofSecret(node, node.word()))
        .or(() -> hash.flatMap(ApiKeysReader::ofHash))
        .or(() -> file.flatMap(ApiKeysReader::ofFile));
  }

  private static Optional<String> ofHash(Node node) {
    String text = node.nonBlank();
    if (ApiKey.isHash(text)) {
      return Optional.of(text);
    }
    if (!text.isEmpty()) {
      node.problem(node.place() + " is no hash of a key", "expected " + ApiKey.HASH_FORM + ", as './roundhouse api-key' prints it");
    }
    return Optional.empty();
  }

  private static Optional<String> ofFile(Node node) {
    Path path = node.filePath();
    try {
      String text = Files.size(path) > LONGEST_FILE ? "" : Files.readString(path).strip();
      return ApiKey.isHash(text) ? Optional.of(text) : ofSecret(node, text);
    } catch (IOException e) {
      node.problem(node.place() + " is " + node.shown() + ", which cannot be read", "expected a file with a key or its hash");
      return Optional.empty();
    }
  }

  /** The message must not show the key. */
  private static Optional<String> ofSecret(Node node, String secret) {
    if (secret.length() >= ApiKey.LEAST_CHARACTERS) {
      return Optional.of(ApiKey.hash(secret));
    }
    if (!secret.isEmpty() || node.path().endsWith(".key-file")) {
      node.problem(node.place() + " is a key of " + secret.length() + " characters",
          "expected at least " + ApiKey.LEAST_CHARACTERS + " random ones, as './roundhouse api-key' makes them");
    }
    return Optional.empty();
  }
}
