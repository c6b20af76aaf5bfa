package io.roundhouse.server.config;

import io.roundhouse.runtime.Model;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the section {@code models}. */
final class ModelsReader {

  private static final int MOST_DOLLARS = 1_000_000;
  private static final int MOST_TOKENS = 100_000_000;

  private ModelsReader() {}

  static Map<String, ModelConfig> read(Map<String, Node> section) {
    Map<String, ModelConfig> models = new LinkedHashMap<>();
    section.forEach((name, node) -> {
      node.scope().references().define(References.Kind.MODEL, name, node.start());
      models.put(name, model(name, node.fields()));
    });
    return models;
  }

  private static ModelConfig model(String name, Fields fields) {
    fields.required("provider").ifPresent(node -> node.oneOf(Provider.class));
    ModelConfig model = new ModelConfig(
        name,
        fields.optional("description").map(Node::text).orElse(""),
        fields.optional("base-url").map(Node::url).orElse(null),
        fields.optional("api-key").map(Node::word).orElse(null),
        fields.required("model").map(Node::nonBlank).orElse(""),
        fields.optional("price").map(node -> price(node.fields())).orElse(Model.Price.FREE),
        fields.optional("context-tokens").map(node -> node.integer(1, MOST_TOKENS)).orElse(128_000),
        fields.optional("timeout").map(Node::duration).orElse(Duration.ofMinutes(1)));
    fields.end();
    return model;
  }

  private static Model.Price price(Fields fields) {
    Model.Price price = new Model.Price(
        fields.required("input-per-million").map(ModelsReader::micros).orElse(0L),
        fields.required("output-per-million").map(ModelsReader::micros).orElse(0L));
    fields.end();
    return price;
  }

  /** Dollars with a fraction, as price lists have them, in exact millionths. */
  private static long micros(Node node) {
    BigDecimal dollars = node.decimal(MOST_DOLLARS);
    return dollars.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** The ways to talk to a model. */
  private enum Provider {
    OPENAI
  }
}
