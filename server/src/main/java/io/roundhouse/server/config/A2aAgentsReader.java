package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.protocols.a2a.card.CardVerifier;
import io.roundhouse.protocols.a2a.client.RemoteAgent;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.toolgraph.Effect;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code a2a-agents}: agents of others, by the addresses of their cards. */
final class A2aAgentsReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private A2aAgentsReader() {}

  static Map<String, RemoteAgent> read(Map<String, Node> section) {
    Map<String, RemoteAgent> agents = new LinkedHashMap<>();
    section.forEach((name, node) -> {
      if (NAME.matcher(name).matches()) {
        node.scope().references().define(Kind.AGENT, name, node.start());
        node.scope().references().define(Kind.TOOL, name, node.start());
        agents.put(name, agent(name, node));
      } else {
        node.scope().problem(node.start(), "A2A agent name '" + name + "'", "expected 1 to 64 letters, digits, _ or -");
      }
    });
    return agents;
  }

  private static RemoteAgent agent(String name, Node node) {
    Fields fields = node.fields();
    RemoteAgent defaults = RemoteAgent.of(name, fields.required("card").map(Node::url).orElse(URI.create("http://localhost")));
    Map<String, String> headers = new LinkedHashMap<>();
    fields.named("headers").forEach((header, value) -> headers.put(header, value.word()));
    List<String> bindings = fields.listed("bindings").stream().map(A2aAgentsReader::binding).toList();
    RemoteAgent agent = defaults
        .withHeaders(headers)
        .withTimeout(fields.optional("timeout").map(Node::duration).orElse(defaults.timeout()))
        .withRequestTimeout(fields.optional("request-timeout").map(Node::duration).orElse(defaults.requestTimeout()))
        .withBindings(bindings.isEmpty() ? defaults.bindings() : bindings)
        .withLegacy(fields.optional("legacy").map(Node::truth).orElse(defaults.legacy()))
        .withRefresh(fields.optional("refresh").map(Node::duration).orElse(defaults.refresh()))
        .withEffect(fields.optional("effect").map(effect -> effect.oneOf(Effect.class)).orElse(defaults.effect()));
    Optional<CardVerifier> verifier = fields.optional("trusted-keys").flatMap(A2aAgentsReader::verifier);
    fields.end();
    return verifier.isPresent() ? agent.withVerifier(verifier.get()) : agent;
  }

  private static String binding(Node node) {
    String binding = node.nonBlank();
    return RemoteAgent.BINDINGS.contains(binding) ? binding
        : node.wrongValue("one of " + String.join(", ", RemoteAgent.BINDINGS), RemoteAgent.BINDINGS.getFirst());
  }

  private static Optional<CardVerifier> verifier(Node node) {
    Path file = node.filePath();
    try {
      JsonNode keys = JSON.readTree(Files.readString(file));
      return Optional.of(CardVerifier.trusting(keys));
    } catch (IOException | IllegalArgumentException e) {
      node.problem(node.place() + " cannot be read as keys", "expected the path of a JSON Web Key Set");
      return Optional.empty();
    }
  }
}
