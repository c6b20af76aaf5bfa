package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.AccessOptions.Anonymous;
import io.roundhouse.protocols.access.AccessRule;
import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.protocols.access.ClientLimits;
import io.roundhouse.protocols.access.NamePatterns;
import io.roundhouse.protocols.access.TokenIssuer;
import io.roundhouse.protocols.access.Visibility;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessConfigTest {

  private static final String HELLO = """
      agents:
        hello: {description: Greets people, reply: "Hello!"}
      """;
  private static final String SECRET = "rh_0123456789abcdefghij";

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  @Test
  void asksNobodyUnlessSaid() {
    assertThat(file.load(HELLO).access()).isEqualTo(AccessOptions.off());
  }

  @Test
  void readsKeysIssuersRulesAndLimits() throws IOException {
    Files.writeString(directory.resolve("ops.key"), SECRET + "\n");

    ServerConfig config = file.load("""
        host: 0.0.0.0
        public-url: https://desk.example/
        access:
          api-keys:
            desk: {key: "${DESK_KEY}", scopes: [ledger:read], allow: [ledger.*], deny: ledger.post}
            ops: {key-file: ops.key, scopes: "*"}
            ci: {hash: "%s"}
          issuers:
            corp: {issuer: "https://login.example/realms/desk"}
            guests:
              issuer: https://guests.example
              audience: desk
              jwks-url: https://guests.example/keys
              algorithms: [ES256]
              leeway: 5s
              keys-max-age: 1h
              allow: [hello]
          anonymous: loopback
          anonymous-scopes: [ledger:read]
          rules:
            - {tools: ["ledger.*"], needs: ledger:read}
            - {agents: [hello], needs: [a, b], hidden: true}
        limits: {requests-per-second: 50, request-burst: 100, max-requests-per-client: 20, max-streams-per-client: 5,
          max-sessions-per-client: 3}
        """.formatted(ApiKey.hash(SECRET)) + HELLO, Map.of("DESK_KEY", SECRET));

    AccessOptions access = config.access();
    assertThat(access.on()).isTrue();
    assertThat(access.keys()).containsExactly(
        new ApiKey("desk", ApiKey.hash(SECRET), Set.of("ledger:read"),
            new Visibility(NamePatterns.of("ledger.*"), NamePatterns.of("ledger.post"))),
        new ApiKey("ops", ApiKey.hash(SECRET), Set.of("*"), Visibility.FULL),
        new ApiKey("ci", ApiKey.hash(SECRET), Set.of(), Visibility.FULL));
    assertThat(access.issuers()).containsExactly(
        TokenIssuer.of("corp", URI.create("https://login.example/realms/desk"), "https://desk.example", "https://desk.example/mcp"),
        new TokenIssuer("guests", URI.create("https://guests.example"), Set.of("desk"), URI.create("https://guests.example/keys"),
            Set.of("ES256"), Duration.ofSeconds(5), Duration.ofHours(1), new Visibility(NamePatterns.of("hello"), NamePatterns.NONE)));
    assertThat(access.anonymous()).isEqualTo(Anonymous.LOOPBACK);
    assertThat(access.anonymousScopes()).containsExactly("ledger:read");
    assertThat(access.rules()).containsExactly(AccessRule.tools("ledger.*", "ledger:read"),
        new AccessRule(NamePatterns.NONE, NamePatterns.of("hello"), Set.of("a", "b"), true));
    assertThat(config.limits().clients()).isEqualTo(new ClientLimits(50, 100, 20, 5, 3));
  }

  @Test
  void reportsAPublicAddressThatNobodyGuards() {
    assertThat(file.problems("host: 0.0.0.0\n" + HELLO)).containsExactly(
        "1:7: host is '0.0.0.0', which other machines reach, and nobody has to say who they are; "
            + "add api-keys or issuers under access, or access: {allow-unauthenticated: true}");
    assertThat(file.problems("host: 10.0.0.1\naccess: {anonymous: everyone}\n" + HELLO)).hasSize(1);
    assertThat(file.problems("host: 0.0.0.0\naccess: {allow-unauthenticated: true}\n" + HELLO)).isEmpty();
    assertThat(file.problems("host: localhost\n" + HELLO)).isEmpty();
  }

  @Test
  void reportsKeysThatAreNoneAndKeepsThemSecret() {
    assertThat(file.problems("access: {api-keys: {desk: {key: hunter2}}}\n" + HELLO))
        .contains("1:33: access.api-keys.desk.key is a key of 7 characters; "
            + "expected at least 20 random ones, as './roundhouse api-key' makes them")
        .noneMatch(problem -> problem.contains("hunter2"));
    assertThat(file.problems("access: {api-keys: {desk: {scopes: [a]}}}\n" + HELLO))
        .contains("1:21: access.api-keys.desk does not say what the key is; expected exactly one of key, hash, key-file");
    assertThat(file.problems("access: {api-keys: {desk: {hash: abc}}}\n" + HELLO))
        .contains("1:34: access.api-keys.desk.hash is no hash of a key; expected sha256: and 64 hexadecimal digits, "
            + "as './roundhouse api-key' prints it");
    assertThat(file.problems("access: {api-keys: {desk: {key-file: none.key}}}\n" + HELLO))
        .contains("1:38: access.api-keys.desk.key-file is 'none.key', which cannot be read; expected a file with a key or its hash");
    assertThat(file.problems("access: {api-keys: {\"a b\": {key: x}}}\n" + HELLO))
        .contains("1:21: API key name 'a b'; expected 1 to 64 letters, digits, _ . @ or -");
  }

  @Test
  void reportsIssuersThatCannotBeTrusted() {
    assertThat(file.problems("access:\n  issuers:\n    corp: {issuer: \"https://a.example\"}\n" + HELLO))
        .contains("3:5: access.issuers.corp has no 'audience', and the file has no public-url; "
            + "say what tokens for this server are issued for, so that those for other servers are refused");
    assertThat(file.problems("access:\n  issuers:\n    corp: {issuer: \"https://a.example\", audience: us, algorithms: [HS256]}\n" + HELLO))
        .singleElement().asString().startsWith("3:68: access.issuers.corp.algorithms[0] is 'HS256'; ");
    assertThat(file.problems("access:\n  issuers:\n    key: {issuer: \"https://a.example\", audience: us}\n" + HELLO))
        .contains("3:5: issuer name 'key'; expected 1 to 64 letters, digits, _ . or -, and none of key, local, anonymous");
  }

  @Test
  void reportsRulesThatSayNothing() {
    String keys = "access:\n  anonymous: loopback\n  rules:\n";

    assertThat(file.problems(keys + "    - {tools: [a]}\n" + HELLO))
        .containsExactly("4:7: access.rules[0] has no 'needs'; name the scopes that a caller must have");
    assertThat(file.problems(keys + "    - {needs: [a]}\n" + HELLO))
        .containsExactly("4:7: access.rules[0] is about nothing; expected tools, agents or both");
    assertThat(file.problems(keys + "    - {tools: [a], needs: [\"a b\"]}\n" + HELLO))
        .containsExactly("4:28: access.rules[0].needs[0] is 'a b'; expected a scope without spaces, quotes and backslashes");
    assertThat(file.problems("access: {rules: [{tools: [a], needs: [b]}]}\n" + HELLO))
        .containsExactly("1:1: access has rules or scopes, and nobody is asked who they are; add api-keys, issuers or anonymous");
    assertThat(file.problems("access: {api-keys: {}}\n" + HELLO))
        .containsExactly("1:1: nobody can come in; expected at least one of api-keys, issuers, or anonymous: loopback");
    assertThat(file.problems("access: {anonymus: loopback}\n" + HELLO))
        .containsExactly("1:10: unknown key 'anonymus' in access; did you mean 'anonymous'?");
  }

  @Test
  void reportsLimitsThatContradictEachOther() {
    assertThat(file.problems("limits: {requests-per-second: 50, request-burst: 10}\n" + HELLO))
        .containsExactly("1:50: limits.request-burst is '10', fewer than requests-per-second; expected at least 50");
    assertThat(file.problems("limits: {request-burst: 10}\n" + HELLO))
        .containsExactly("1:25: limits.request-burst has no effect without requests-per-second; remove it");
  }
}
