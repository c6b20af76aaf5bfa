package io.roundhouse.server;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.models.Cassette;
import io.roundhouse.server.config.CassetteConfig;
import io.roundhouse.server.config.ModelConfig;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;

/** Puts a cassette between the runtime and its models and tools, as they are at the start. */
final class Tape {

  private Tape() {}

  static void insert(Vertx vertx, AgentRuntime runtime, CassetteConfig config, List<ModelConfig> models) {
    List<String> secrets = models.stream().map(model -> model.provider().apiKey()).filter(Objects::nonNull).toList();
    Cassette cassette = config.replay() ? Cassette.replay(config.file(), secrets) : Cassette.record(config.file(), secrets);
    runtime.update(catalog -> {
      Catalog taped = catalog;
      for (Model model : catalog.models()) {
        taped = taped.with(cassette.model(vertx, model));
      }
      for (Tool tool : catalog.tools()) {
        taped = taped.with(cassette.tool(vertx, tool));
      }
      return taped;
    });
  }
}
