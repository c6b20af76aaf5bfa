package io.roundhouse.protocols.a2a.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.a2a.wire.FieldNames;
import io.roundhouse.runtime.Skill;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a card says, as far as we use it. Immutable.
 *
 * @param link how the agent is reached
 * @param tag by which caches know the card; null if the server gave none
 */
record RemoteCard(
    String description, List<Skill> skills, boolean streaming, List<String> extensions, Link link, @Nullable String tag) {

  /** One of the card's interfaces; {@code version} is major and minor. */
  record Link(URI url, String binding, String version, String tenant) {

    boolean isLegacy() {
      return version.startsWith("0.");
    }
  }

  /** Reads a card; empty if it offers no way that we may take. */
  static Optional<RemoteCard> of(JsonNode given, RemoteAgent agent, @Nullable String tag) {
    JsonNode card = FieldNames.camel(given);
    return link(card, agent).map(link -> new RemoteCard(
        card.path("description").asText(""), skills(card), card.at("/capabilities/streaming").asBoolean(), extensions(card), link, tag));
  }

  private static Optional<Link> link(JsonNode card, RemoteAgent agent) {
    List<Link> links = new ArrayList<>();
    for (JsonNode each : card.path("supportedInterfaces")) {
      add(links, agent, each.path("url").asText(""), each.path("protocolBinding").asText(""), each.path("protocolVersion").asText("1.0"),
          each.path("tenant").asText(""));
    }
    String version = card.path("protocolVersion").asText("");
    if (card.path("url").isTextual()) {
      add(links, agent, card.get("url").asText(), card.path("preferredTransport").asText("JSONRPC"), version, "");
      for (JsonNode each : card.path("additionalInterfaces")) {
        add(links, agent, each.path("url").asText(""), each.path("transport").asText(""), version, "");
      }
    }
    return links.stream()
        .filter(link -> agent.bindings().contains(link.binding()))
        .filter(link -> link.version().startsWith("1.")
            || (link.isLegacy() && agent.legacy() && link.binding().equals("JSONRPC")))
        .min((one, other) -> Boolean.compare(one.isLegacy(), other.isLegacy()));
  }

  private static void add(List<Link> links, RemoteAgent agent, String url, String binding, String version, String tenant) {
    try {
      URI address = agent.card().resolve(url);
      if (("http".equals(address.getScheme()) || "https".equals(address.getScheme())) && address.getHost() != null) {
        links.add(new Link(address, binding, version.isEmpty() ? "0.3" : version, tenant));
      }
    } catch (IllegalArgumentException e) {
      // An interface without a readable address is one that we cannot take; another one may do.
      return;
    }
  }

  private static List<Skill> skills(JsonNode card) {
    return StreamSupport.stream(card.path("skills").spliterator(), false)
        .filter(skill -> !skill.path("id").asText("").isEmpty())
        .map(skill -> new Skill(skill.get("id").asText(), skill.path("name").asText(skill.get("id").asText()),
            skill.path("description").asText(""), texts(skill.path("tags")), texts(skill.path("examples"))))
        .toList();
  }

  private static List<String> extensions(JsonNode card) {
    return StreamSupport.stream(card.at("/capabilities/extensions").spliterator(), false)
        .map(extension -> extension.path("uri").asText(""))
        .toList();
  }

  private static List<String> texts(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false).map(JsonNode::asText).toList();
  }
}
