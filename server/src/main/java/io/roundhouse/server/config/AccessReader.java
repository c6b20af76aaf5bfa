package io.roundhouse.server.config;

import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.AccessOptions.Anonymous;
import io.roundhouse.protocols.access.AccessRule;
import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.protocols.access.NamePatterns;
import io.roundhouse.protocols.access.TokenIssuer;
import io.roundhouse.protocols.access.Visibility;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code access}: who is let in, and to what. */
final class AccessReader {

  private AccessReader() {}

  /**
   * Reads the section.
   *
   * @param publicUrl where clients reach the server: what tokens are issued for unless an issuer says otherwise
   */
  static AccessOptions read(Optional<Node> section, @Nullable URI publicUrl) {
    if (section.isEmpty()) {
      return AccessOptions.off();
    }
    Node node = section.get();
    Fields fields = node.fields();
    Map<String, Node> namedKeys = fields.named("api-keys");
    Map<String, Node> namedIssuers = fields.named("issuers");
    List<ApiKey> keys = ApiKeysReader.read(namedKeys);
    List<TokenIssuer> issuers = issuers(namedIssuers, publicUrl);
    Anonymous anonymous = fields.optional("anonymous").map(who -> who.oneOf(Anonymous.class)).orElse(Anonymous.NONE);
    Set<String> anonymousScopes = scopes(fields, "anonymous-scopes");
    boolean allowUnauthenticated = fields.optional("allow-unauthenticated").map(Node::truth).orElse(false);
    List<AccessRule> rules = new ArrayList<>();
    fields.listed("rules").forEach(rule -> rule(rule).ifPresent(rules::add));
    boolean asks = fields.has("api-keys") || fields.has("issuers") || fields.has("anonymous");
    fields.end();
    if (!asks) {
      if (!rules.isEmpty() || !anonymousScopes.isEmpty()) {
        node.problem("access has rules or scopes, and nobody is asked who they are", "add api-keys, issuers or anonymous");
      }
      return AccessOptions.off().withAllowUnauthenticated(allowUnauthenticated);
    }
    if (keys.isEmpty() && issuers.isEmpty() && anonymous == Anonymous.NONE) {
      if (namedKeys.isEmpty() && namedIssuers.isEmpty()) {
        node.problem("nobody can come in", "expected at least one of api-keys, issuers, or anonymous: loopback");
      }
      return AccessOptions.off();
    }
    return new AccessOptions(true, anonymous, anonymousScopes, allowUnauthenticated, keys, issuers, rules);
  }

  private static List<TokenIssuer> issuers(Map<String, Node> section, @Nullable URI publicUrl) {
    List<TokenIssuer> issuers = new ArrayList<>();
    Set<URI> addresses = new LinkedHashSet<>();
    section.forEach((name, node) -> {
      if (!TokenIssuer.isName(name)) {
        node.scope().problem(node.start(), "issuer name '" + name + "'",
            "expected 1 to 64 letters, digits, _ . or -, and none of key, local, anonymous");
        return;
      }
      Fields fields = node.fields();
      Optional<URI> address = fields.required("issuer").map(Node::url);
      address.filter(known -> !addresses.add(known)).ifPresent(twice ->
          node.problem(node.place() + " has the issuer of another entry", "expected every issuer once"));
      Set<String> audiences = audiences(fields, publicUrl);
      Set<String> algorithms = algorithms(fields);
      TokenIssuer defaults = TokenIssuer.of("defaults", URI.create("http://localhost"), "nobody");
      if (address.isPresent() && !audiences.isEmpty()) {
        issuers.add(new TokenIssuer(name, address.get(), audiences,
            fields.optional("jwks-url").map(Node::url).orElse(null),
            algorithms.isEmpty() ? defaults.algorithms() : algorithms,
            fields.optional("leeway").map(Node::duration).orElse(defaults.leeway()),
            fields.optional("keys-max-age").map(Node::duration).orElse(defaults.keysMaxAge()),
            visibility(fields)));
      }
      fields.optional("jwks-url");
      fields.optional("leeway");
      fields.optional("keys-max-age");
      visibility(fields);
      fields.end();
    });
    return issuers;
  }

  private static Set<String> audiences(Fields fields, @Nullable URI publicUrl) {
    Optional<Node> given = fields.optional("audience");
    if (given.isPresent()) {
      return Set.copyOf(new LinkedHashSet<>(given.get().itemOrItems().stream().map(Node::nonBlank).toList()));
    }
    if (publicUrl == null) {
      if (fields.owner().isMapping()) {
        fields.owner().problem(fields.owner().place() + " has no 'audience', and the file has no public-url",
            "say what tokens for this server are issued for, so that those for other servers are refused");
      }
      return Set.of();
    }
    String base = publicUrl.toString().replaceAll("/+$", "");
    return Set.of(base, base + "/mcp");
  }

  private static Set<String> algorithms(Fields fields) {
    Set<String> algorithms = new LinkedHashSet<>();
    fields.optional("algorithms").map(Node::itemOrItems).orElse(List.of()).forEach(node -> {
      String name = node.nonBlank();
      if (TokenIssuer.ALGORITHMS.contains(name)) {
        algorithms.add(name);
      } else if (!name.isEmpty()) {
        node.problem(node.place() + " is " + node.shown(), NearMiss.expectation(name, TokenIssuer.ALGORITHMS, ""));
      }
    });
    return algorithms;
  }

  private static Optional<AccessRule> rule(Node node) {
    Fields fields = node.fields();
    NamePatterns tools = patterns(fields, "tools", List.of());
    NamePatterns agents = patterns(fields, "agents", List.of());
    Set<String> needs = scopes(fields, "needs");
    boolean hidden = fields.optional("hidden").map(Node::truth).orElse(false);
    if (node.isMapping() && !fields.has("needs")) {
      node.problem(node.place() + " has no 'needs'", "name the scopes that a caller must have");
    }
    if (node.isMapping() && !fields.has("tools") && !fields.has("agents")) {
      node.problem(node.place() + " is about nothing", "expected tools, agents or both");
    }
    fields.end();
    return needs.isEmpty() ? Optional.empty() : Optional.of(new AccessRule(tools, agents, needs, hidden));
  }

  static Visibility visibility(Fields fields) {
    return new Visibility(patterns(fields, "allow", List.of("*")), patterns(fields, "deny", List.of()));
  }

  static Set<String> scopes(Fields fields, String key) {
    Set<String> scopes = new LinkedHashSet<>();
    fields.optional(key).map(Node::itemOrItems).orElse(List.of()).forEach(node -> {
      String scope = node.nonBlank();
      if (scope.chars().anyMatch(letter -> letter <= ' ' || letter == '"' || letter == '\\' || letter > '~')) {
        node.problem(node.place() + " is " + node.shown(), "expected a scope without spaces, quotes and backslashes");
      } else if (!scope.isEmpty()) {
        scopes.add(scope);
      }
    });
    return scopes;
  }

  private static NamePatterns patterns(Fields fields, String key, List<String> standard) {
    return new NamePatterns(fields.optional(key)
        .map(node -> node.itemOrItems().stream().map(Node::nonBlank).toList())
        .orElse(standard));
  }
}
