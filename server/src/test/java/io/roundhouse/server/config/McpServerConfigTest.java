package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.mcp.client.CallLimits;
import io.roundhouse.protocols.mcp.client.Era;
import io.roundhouse.protocols.mcp.client.InputPolicy.Handling;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.McpTransport;
import io.roundhouse.protocols.mcp.client.ToolSelection;
import io.roundhouse.protocols.mcp.client.oauth.ClientIdentity;
import io.roundhouse.protocols.mcp.client.oauth.ClientProof;
import io.roundhouse.protocols.mcp.client.oauth.Grant;
import io.roundhouse.protocols.mcp.client.oauth.OAuthSettings;
import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpServerConfigTest {

  @TempDir
  private Path folder;

  @Test
  void readsEveryRuleOfAServer() throws IOException {
    McpServer server = server("""
        url: https://crm.example.com/mcp
        era: modern
        required: false
        selection: {allow: [find_*], deny: [find_secrets], rename: {find_person: person}}
        limits: {concurrent: 3, waiting: 4}
        inputs: {elicitation: refuse, sampling: refuse, roots: pass-on, folders: [docs]}
        pinning: {mode: approval, file: approved.json}
        """);

    assertThat(server.era()).isEqualTo(Era.MODERN);
    assertThat(server.required()).isFalse();
    assertThat(server.selection())
        .isEqualTo(new ToolSelection(List.of("find_*"), List.of("find_secrets"), Map.of("find_person", "person")));
    assertThat(server.limits()).isEqualTo(new CallLimits(3, 4));
    assertThat(server.inputs().elicitation()).isEqualTo(Handling.REFUSE);
    assertThat(server.inputs().roots()).isEqualTo(Handling.PASS_ON);
    assertThat(server.inputs().folders()).singleElement().asString().startsWith("file:///").endsWith("docs");
    assertThat(server.pinning()).isEqualTo(Pinning.approval(folder.resolve("approved.json")));
  }

  @Test
  void pinsDefinitionsBesideTheFileUnlessToldOtherwise() throws IOException {
    assertThat(server("url: https://a.example.com\n").pinning()).isEqualTo(Pinning.firstUse(folder.resolve("mcp-pins.json")));
    assertThat(server("url: https://a.example.com\npinning: {mode: off}\n").pinning().mode()).isEqualTo(Pinning.Mode.OFF);
  }

  @Test
  void readsGrants() throws IOException {
    Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----");

    OAuthSettings person = authorization("sign-in: {redirect-port: 8123}\n  scopes: [read]\n  patience: 1m\n  credentials: tokens.json");
    assertThat(person.grant()).isEqualTo(new Grant.SignIn(null, null, 8_123));
    assertThat(person.scopes()).containsExactly("read");
    assertThat(person.patience()).isEqualTo(Duration.ofMinutes(1));
    assertThat(person.credentials()).isEqualTo(folder.resolve("tokens.json"));
    assertThat(authorization("client-credentials: {client-id: me, client-secret: s}").grant())
        .isEqualTo(new Grant.ClientCredentials(ClientIdentity.of("me", "s")));
    assertThat(authorization("client-credentials: {client-id: me, private-key: key.pem, algorithm: RS256, key-id: k1}").grant())
        .isEqualTo(new Grant.ClientCredentials(
            new ClientIdentity("me", new ClientProof.PrivateKey("-----BEGIN PRIVATE KEY-----", "RS256", "k1"), null)));
    assertThat(((Grant.Workload) authorization("workload: {client-id: me, assertion: abc}").grant()).assertion().get()).isEqualTo("abc");
    Files.writeString(folder.resolve("id-token"), "first\n");
    Grant.CrossApp company = (Grant.CrossApp) authorization(
        "cross-app: {client-id: me, client-secret: s, identity-provider: \"https://id.example.com/token\", identity-client-id: me-there,"
            + " id-token-file: id-token}").grant();
    assertThat(company.idToken().get()).isEqualTo("first");
    Files.writeString(folder.resolve("id-token"), "second\n");
    assertThat(company.idToken().get()).isEqualTo("second");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{command: [x], authorization: {sign-in: {}}} | has no effect without url",
      "{url: 'https://a.example.com', authorization: {scopes: [a]}} | has none of sign-in, client-credentials, cross-app, workload",
      "{url: 'https://a.example.com', authorization: {client-credentials: {client-secret: s}}} | has no 'client-id'",
      "{url: 'https://a.example.com', authorization: {sign-in: {metadata: 'http://a.example.com/x'}}} | expected an https address",
      "{url: 'https://a.example.com', authorization: {workload: {client-id: a}}} | has neither assertion and assertion-file",
      "{url: 'https://a.example.com', authorization: {client-credentials: {client-id: a, private-key: no.pem}}} | with a private key",
      "{url: 'https://a.example.com', pinning: {mode: sometimes}} | pinning.mode is 'sometimes'",
      "{url: 'https://a.example.com', limits: {concurrent: 0}} | a whole number from 1",
      "{url: 'https://a.example.com', selection: {alow: [a]}} | unknown key 'alow'",
      "{url: 'https://a.example.com', inputs: {elicitation: maybe}} | inputs.elicitation is 'maybe'",
  })
  void saysWhatIsWrong(String entry, String problem) {
    assertThat(new ConfigFile(folder).problems("mcp-servers:\n  a: " + entry + "\n")).anyMatch(line -> line.contains(problem));
  }

  private OAuthSettings authorization(String grant) throws IOException {
    McpServer server = server("url: https://a.example.com\nauthorization:\n  " + grant + "\n");
    return ((McpTransport.Http) server.transport()).authorization();
  }

  private McpServer server(String entry) throws IOException {
    Path file = Files.writeString(folder.resolve("app.yaml"), "mcp-servers:\n  a:\n    " + entry.strip().replace("\n", "\n    ") + "\n");
    return ServerConfig.load(file).mcpServers().get("a");
  }
}
