package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.card.CardKey;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Skill;
import io.roundhouse.runtime.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes the cards by which clients get to know the agents. Thread-safe. */
final class CardDesk {

  /** Where the public keys of signed cards are. */
  static final String KEYS = "/.well-known/agent-card-keys.json";

  private static final int MOST_KEPT = 256;
  private static final List<String> OUTPUT_MODES = List.of("text/plain", "application/json");

  private final AgentRuntime runtime;
  private final A2aOptions options;
  private final Clock clock;
  private volatile CardSecurity security = CardSecurity.none();
  private volatile int grpcPort;
  private final Map<String, Written> kept = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
      return size() > MOST_KEPT;
    }
  };

  CardDesk(AgentRuntime runtime, A2aOptions options, Clock clock) {
    this.runtime = runtime;
    this.options = options;
    this.clock = clock;
  }

  /** A card as it goes out, with the tag by which caches know it, and since when it says what it says, as an HTTP date. */
  record Written(String tag, String since, JsonNode card) {}

  void security(CardSecurity newSecurity) {
    this.security = newSecurity;
    synchronized (kept) {
      kept.clear();
    }
  }

  void grpcPort(int port) {
    this.grpcPort = port;
    synchronized (kept) {
      kept.clear();
    }
  }

  /** The card that everybody sees. */
  Written open(HostedAgent agent, String base) {
    String place = runtime.catalog().version() + " " + agent.name() + " " + base;
    synchronized (kept) {
      return kept.computeIfAbsent(place, absent -> written(write(agent, base, false), base));
    }
  }

  /** The card for callers who said who they are: it also tells which tools the agent may call. */
  JsonNode extended(CallScope scope) {
    return written(write(scope.agent(), scope.base(), true), scope.base()).card();
  }

  private Written written(ObjectNode card, String base) {
    String tag = '"' + UUID.nameUUIDFromBytes(card.toString().getBytes(StandardCharsets.UTF_8)).toString() + '"';
    CardKey key = options.cardKey();
    String since = DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    return new Written(tag, since, key == null ? card : key.sign(card, base + KEYS));
  }

  private ObjectNode write(HostedAgent agent, String base, boolean extended) {
    ObjectNode card = JsonNodeFactory.instance.objectNode()
        .put("name", agent.name())
        .put("description", agent.description())
        .put("version", options.version());
    String url = base + options.path() + "/" + agent.name();
    ArrayNode interfaces = card.putArray("supportedInterfaces");
    bind(interfaces, url, "JSONRPC", "1.0");
    bind(interfaces, url, "HTTP+JSON", "1.0");
    if (grpcPort > 0) {
      bind(interfaces, host(base) + ":" + grpcPort, "GRPC", "1.0").put("tenant", agent.name());
    }
    ObjectNode capabilities = card.putObject("capabilities")
        .put("streaming", options.streaming())
        .put("pushNotifications", options.push() != null)
        .put("extendedAgentCard", options.extendedCard());
    ArrayNode extensions = capabilities.putArray("extensions");
    options.declared().forEach(extension -> {
      ObjectNode entry = extensions.addObject().put("uri", extension.uri()).put("description", extension.description());
      if (extension.required()) {
        entry.put("required", true);
      }
    });
    CardSecurity known = security;
    if (!known.schemes().isEmpty()) {
      card.set("securitySchemes", known.schemes());
      card.set("securityRequirements", known.requirements());
    }
    modes(card);
    skills(card, agent, extended);
    if (options.legacy()) {
      bind(interfaces, url, "JSONRPC", "0.3");
      card.put("url", url).put("preferredTransport", "JSONRPC").put("protocolVersion", "0.3.0");
    }
    return card;
  }

  private static ObjectNode bind(ArrayNode interfaces, String url, String binding, String version) {
    return interfaces.addObject().put("url", url).put("protocolBinding", binding).put("protocolVersion", version);
  }

  private static String host(String base) {
    String authority = java.net.URI.create(base).getAuthority();
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  private void modes(ObjectNode card) {
    options.inputModes().forEach(card.putArray("defaultInputModes")::add);
    OUTPUT_MODES.forEach(card.putArray("defaultOutputModes")::add);
  }

  private void skills(ObjectNode card, HostedAgent agent, boolean extended) {
    ArrayNode skills = card.putArray("skills");
    agent.skills().forEach(skill -> describe(skills, skill, agent));
    if (skills.isEmpty()) {
      ObjectNode only = describe(skills, Skill.of(agent.name(), agent.description()), agent);
      if (agent.input() != null) {
        only.putArray("inputModes").add("application/json");
        only.putArray("outputModes").add("application/json");
        only.putArray("examples").add("A data part that fits the schema " + agent.input().document());
      }
    }
    Agent known = extended ? runtime.catalog().agent(agent.name()).orElse(null) : null;
    if (known != null && known.body() instanceof AgentBody.Prompted prompted) {
      runtime.catalog().tools().stream().filter(tool -> mayCall(prompted, tool)).forEach(tool ->
          skills.addObject().put("id", "tool:" + tool.name()).put("name", tool.name()).put("description", tool.description())
              .putArray("tags").add("tool"));
    }
  }

  private static boolean mayCall(AgentBody.Prompted prompted, Tool tool) {
    return prompted.tools().stream().anyMatch(name ->
        name.endsWith("*") ? tool.name().startsWith(name.substring(0, name.length() - 1)) : tool.name().equals(name));
  }

  /** The protocol wants at least one tag. */
  private static ObjectNode describe(ArrayNode skills, Skill skill, HostedAgent agent) {
    ObjectNode json = skills.addObject().put("id", skill.id()).put("name", skill.name()).put("description", skill.description());
    List<String> tags = skill.tags().isEmpty() ? List.of(agent.name()) : skill.tags();
    tags.forEach(json.putArray("tags")::add);
    if (!skill.examples().isEmpty()) {
      skill.examples().forEach(json.putArray("examples")::add);
    }
    return json;
  }

  /** Who there is, and where their cards are. */
  JsonNode catalog(String base, @Nullable HostedAgent standard, Predicate<HostedAgent> shown) {
    ObjectNode listing = JsonNodeFactory.instance.objectNode();
    ArrayNode agents = listing.putArray("agents");
    for (HostedAgent agent : HostedAgent.all(runtime.catalog())) {
      if (!shown.test(agent)) {
        continue;
      }
      String url = base + options.path() + "/" + agent.name();
      ObjectNode entry = agents.addObject().put("name", agent.name()).put("description", agent.description()).put("url", url)
          .put("cardUrl", url + A2aEndpoint.CARD);
      if (standard != null && standard.name().equals(agent.name())) {
        entry.put("default", true);
      }
    }
    return listing;
  }
}
