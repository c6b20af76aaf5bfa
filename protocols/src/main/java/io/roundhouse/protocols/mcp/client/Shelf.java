package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.mcp.client.pinning.Definition;
import io.roundhouse.protocols.mcp.client.pinning.DefinitionScanner;
import io.roundhouse.protocols.mcp.client.pinning.Finding;
import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server offers besides tools, as it last listed it, under its own names. Changed on the connection's event loop; read from any
 * thread.
 */
final class Shelf {

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  /** The lists, of which nothing is changed later. */
  record Stock(List<ObjectNode> resources, List<ObjectNode> templates, List<ObjectNode> prompts) {

    static final Stock NONE = new Stock(List.of(), List.of(), List.of());
  }

  private final McpServer server;
  private final Clock clock;
  private final Runnable changed;
  private volatile Stock stock = Stock.NONE;
  private volatile Instant freshUntil = Instant.MAX;
  private boolean refreshing;
  private boolean refreshAgain;

  /** A shelf of nothing; {@code changed} is called whenever that is no longer what it was. */
  Shelf(McpServer server, Clock clock, Runnable changed) {
    this.server = server;
    this.clock = clock;
    this.changed = changed;
  }

  Stock stock() {
    return stock;
  }

  /** Whether the server promised its lists for a time that is over. */
  boolean isStale() {
    return !clock.instant().isBefore(freshUntil);
  }

  /** Asks for the lists again; changes that come meanwhile are looked at once more afterwards. */
  void refresh(Attempt attempt) {
    if (refreshing) {
      refreshAgain = true;
      return;
    }
    refreshing = true;
    freshUntil = Instant.MAX;
    Future<Listing> resources = attempt.list("resources", "resources", "resources/list");
    Future<Listing> templates = attempt.list("resources", "resourceTemplates", "resources/templates/list");
    Future<Listing> prompts = attempt.list("prompts", "prompts", "prompts/list");
    Future.join(resources, templates, prompts).onComplete(done -> {
      refreshing = false;
      take(new Stock(
          kept(resources, "uri", stock.resources()),
          kept(templates, "uriTemplate", stock.templates()),
          kept(prompts, "name", stock.prompts())));
      List.of(resources, templates, prompts).stream().filter(Future::succeeded).map(one -> one.result().fresh())
          .filter(fresh -> !fresh.isZero()).min(Duration::compareTo).ifPresent(fresh -> freshUntil = clock.instant().plus(fresh));
      if (refreshAgain) {
        refreshAgain = false;
        refresh(attempt);
      }
    });
  }

  private void take(Stock next) {
    if (!next.equals(stock)) {
      stock = next;
      changed.run();
    }
  }

  private List<ObjectNode> kept(Future<Listing> listed, String key, List<ObjectNode> before) {
    if (listed.failed()) {
      LOG.warn("server '{}' did not list everything that it offers: {}", server.name(), listed.cause().getMessage());
      return before;
    }
    List<ObjectNode> kept = new ArrayList<>();
    for (JsonNode entry : listed.result().tools()) {
      if (entry instanceof ObjectNode object && entry.path(key).isTextual() && isHarmless(object, entry.path(key).asText())) {
        kept.add(object);
      }
    }
    return List.copyOf(kept);
  }

  /** Descriptions are read by models, whatever they describe. */
  private boolean isHarmless(ObjectNode entry, String name) {
    List<Finding> findings = server.pinning().mode() == Pinning.Mode.OFF
        ? List.of()
        : DefinitionScanner.scan(Definition.of(entry), Set.of());
    findings.stream().findFirst().ifPresent(finding ->
        LOG.warn("'{}' of server '{}' is left out: it {}", Definition.shown(name), server.name(), finding.sentence()));
    return findings.isEmpty();
  }
}
