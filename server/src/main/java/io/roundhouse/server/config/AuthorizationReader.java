package io.roundhouse.server.config;

import io.roundhouse.protocols.mcp.client.oauth.ClientIdentity;
import io.roundhouse.protocols.mcp.client.oauth.ClientProof;
import io.roundhouse.protocols.mcp.client.oauth.Grant;
import io.roundhouse.protocols.mcp.client.oauth.OAuthSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads {@code authorization} of an MCP server: exactly one grant, and where its tokens are kept. */
final class AuthorizationReader {

  private static final List<String> GRANTS = List.of("sign-in", "client-credentials", "cross-app", "workload");
  private static final int MOST_PORT = 65_535;

  private AuthorizationReader() {}

  static OAuthSettings read(Node node) {
    Fields fields = node.fields();
    List<String> named = GRANTS.stream().filter(fields::has).toList();
    if (named.size() != 1 && node.isMapping()) {
      node.problem(node.place() + " has " + (named.isEmpty() ? "none" : "more than one") + " of " + String.join(", ", GRANTS),
          "expected exactly one of them");
    }
    Path standard = Path.of(System.getProperty("user.home"), ".roundhouse", "mcp-credentials.json");
    OAuthSettings settings = OAuthSettings.of(named.isEmpty() ? Grant.SignIn.ofDefaults() : grant(fields, named.getFirst()))
        .withScopes(fields.listed("scopes").stream().map(Node::word).toList())
        .withCredentials(fields.optional("credentials").map(Node::filePath).orElse(standard));
    OAuthSettings patient = fields.optional("patience").map(Node::duration).map(settings::withPatience).orElse(settings);
    fields.end();
    return patient;
  }

  private static Grant grant(Fields fields, String name) {
    // A grant whose parts all have defaults may be written as 'sign-in: {}'.
    Optional<Node> node = fields.optional(name);
    if (node.isEmpty()) {
      return Grant.SignIn.ofDefaults();
    }
    Fields parts = node.get().fields();
    Grant grant = switch (name) {
      case "client-credentials" -> new Grant.ClientCredentials(client(parts));
      case "cross-app" -> new Grant.CrossApp(
          client(parts),
          parts.required("identity-provider").map(Node::url).orElse(URI.create("http://localhost")),
          identityClient(parts),
          secret(parts, "id-token"));
      case "workload" -> new Grant.Workload(client(parts), secret(parts, "assertion"));
      default -> new Grant.SignIn(
          parts.has("client-id") ? client(parts) : null,
          parts.optional("metadata").map(AuthorizationReader::document).orElse(null),
          parts.optional("redirect-port").map(port -> port.integer(0, MOST_PORT)).orElse(0));
    };
    parts.end();
    return grant;
  }

  private static URI document(Node node) {
    URI address = node.url();
    if (!"https".equals(address.getScheme()) || address.getPath().length() < 2) {
      node.problem(node.place() + " is " + node.shown(), "expected an https address with a path, because it is our client id");
    }
    return address;
  }

  private static ClientIdentity client(Fields parts) {
    String id = parts.required("client-id").map(Node::word).orElse("?");
    String issuer = parts.optional("issuer").map(Node::word).orElse(null);
    return new ClientIdentity(id, proof(parts), issuer);
  }

  private static ClientProof proof(Fields parts) {
    Optional<String> secret = parts.optional("client-secret").map(Node::word);
    Optional<Node> key = parts.optional("private-key");
    String algorithm = parts.optional("algorithm").map(Node::word).orElse("ES256");
    String keyId = parts.optional("key-id").map(Node::word).orElse(null);
    if (secret.isPresent() && key.isPresent()) {
      key.get().problem(key.get().place() + " stands beside client-secret", "expected one of them");
    }
    if (key.isPresent()) {
      return new ClientProof.PrivateKey(content(key.get()), algorithm, keyId);
    }
    return secret.<ClientProof>map(ClientProof.Secret::new).orElse(new ClientProof.None());
  }

  private static String content(Node node) {
    Path file = node.filePath();
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return node.wrongValue("a file with a private key that can be read", "");
    }
  }

  private static ClientIdentity identityClient(Fields parts) {
    String id = parts.required("identity-client-id").map(Node::word).orElse("?");
    @Nullable String secret = parts.optional("identity-client-secret").map(Node::word).orElse(null);
    return secret == null ? ClientIdentity.open(id) : ClientIdentity.of(id, secret);
  }

  /** A token that may be renewed while we run: read from a file each time it is needed, or given as it is. */
  private static Supplier<String> secret(Fields parts, String key) {
    Optional<Node> file = parts.optional(key + "-file");
    Optional<Node> value = parts.optional(key);
    if (file.isPresent() == value.isPresent() && parts.owner().isMapping()) {
      parts.owner().problem(parts.owner().place() + " has " + (file.isPresent() ? "both" : "neither") + " " + key + " and " + key + "-file",
          "expected one of them");
    }
    Path path = file.map(Node::filePath).orElse(null);
    String fixed = value.map(Node::word).orElse("");
    return path == null ? () -> fixed : () -> current(path);
  }

  private static String current(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
