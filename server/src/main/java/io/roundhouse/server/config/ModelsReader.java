package io.roundhouse.server.config;

import io.roundhouse.runtime.CachePolicy;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.models.PriceList;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.server.config.References.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the sections {@code models} and {@code price-list}. */
final class ModelsReader {

  private static final int MOST_DOLLARS = 1_000_000;
  private static final int MOST_TOKENS = 100_000_000;
  private static final int DEFAULT_CONTEXT = 128_000;

  private final PriceList prices;

  private ModelsReader(PriceList prices) {
    this.prices = prices;
  }

  static Map<String, ModelConfig> read(Fields file) {
    ModelsReader reader = new ModelsReader(file.optional("price-list").map(ModelsReader::priceList).orElseGet(PriceList::builtIn));
    Map<String, ModelConfig> models = new LinkedHashMap<>();
    file.named("models").forEach((name, node) -> {
      node.scope().references().define(Kind.MODEL, name, node.start());
      models.put(name, reader.model(name, node.fields()));
    });
    return models;
  }

  private static PriceList priceList(Node node) {
    try {
      return PriceList.load(node.filePath());
    } catch (CatalogException e) {
      node.problem(e.getMessage(), "expected a price list");
      return PriceList.builtIn();
    }
  }

  private ModelConfig model(String name, Fields fields) {
    ProviderKind kind = fields.required("provider").map(node -> node.oneOf(ProviderKind.class)).orElse(ProviderKind.OPENAI);
    URI baseUrl = fields.optional("base-url").map(Node::url).orElse(null);
    ProviderSettings provider = new ProviderSettings(
        kind,
        baseUrl,
        fields.optional("api-key").map(Node::word).orElse(null),
        fields.required("model").map(Node::nonBlank).orElse(""),
        fields.optional("timeout").map(Node::duration).orElse(Duration.ofMinutes(1)),
        fields.optional("stream").map(Node::truth).orElse(true));
    Optional<PriceList.Entry> listed = isHosted(kind, baseUrl) ? prices.find(provider.model()) : Optional.empty();
    ModelConfig model = new ModelConfig(
        name,
        fields.optional("description").map(Node::text).orElse(""),
        provider,
        fields.optional("price").map(node -> price(node.fields())).orElse(listed.map(PriceList.Entry::price).orElse(Model.Price.FREE)),
        fields.optional("context-tokens").map(node -> node.integer(1, MOST_TOKENS))
            .orElse(listed.map(PriceList.Entry::contextTokens).orElse(DEFAULT_CONTEXT)),
        policy(fields, name));
    fields.end();
    return model;
  }

  /** Only a provider's own address has the provider's list price: the same model elsewhere may cost anything. */
  private static boolean isHosted(ProviderKind kind, @Nullable URI baseUrl) {
    return baseUrl == null && kind != ProviderKind.OLLAMA;
  }

  private static ModelPolicy policy(Fields fields, String name) {
    ModelPolicy usual = ModelPolicy.ofDefaults();
    List<String> fallbacks = new ArrayList<>();
    for (Node other : fields.listed("fallbacks")) {
      String fallback = other.nonBlank();
      other.scope().references().use(Kind.MODEL, other, fallback);
      if (fallback.equals(name)) {
        other.problem(other.place() + " names the model itself", "expected another model");
      }
      fallbacks.add(fallback);
    }
    Duration backoff = fields.optional("backoff").map(Node::duration).orElse(usual.backoff());
    Duration longest = fields.optional("max-backoff").map(Node::duration).orElse(usual.maxBackoff());
    if (longest.compareTo(backoff) < 0) {
      fields.optional("max-backoff").or(() -> fields.optional("backoff")).ifPresent(node ->
          node.problem("backoff is " + backoff.toMillis() + " ms and max-backoff " + longest.toMillis() + " ms",
              "expected a max-backoff that is not shorter than backoff"));
    }
    return new ModelPolicy(
        fields.optional("endpoint").map(Node::nonBlank).orElse(null),
        fields.optional("max-attempts").map(node -> node.integer(1, 20)).orElse(usual.maxAttempts()),
        backoff,
        longest.compareTo(backoff) < 0 ? backoff : longest,
        fallbacks,
        fields.optional("requests-per-minute").map(node -> node.integer(1, MOST_TOKENS)).orElse(null),
        fields.optional("tokens-per-minute").map(node -> (long) node.integer(1, Integer.MAX_VALUE)).orElse(null),
        fields.optional("max-output-tokens").map(node -> node.integer(1, MOST_TOKENS)).orElse(usual.maxOutputTokens()),
        fields.optional("max-call-cost").map(ModelsReader::micros).orElse(null),
        fields.optional("cache").map(ModelsReader::cache).orElse(null));
  }

  private static CachePolicy cache(Node node) {
    CachePolicy usual = CachePolicy.ofDefaults();
    if (!node.isMapping()) {
      return switch (node.isList() ? "" : node.text()) {
        case "exact" -> usual;
        case "semantic" -> usual.withSimilarity(CachePolicy.SAME_MEANING);
        default -> node.wrongValue("exact, semantic, or a mapping", usual);
      };
    }
    Fields fields = node.fields();
    Double similarity = fields.optional("similarity").map(value -> {
      double number = value.decimal(1).doubleValue();
      return number > 0 ? number : value.wrongValue("a number above 0 and at most 1", 1.0);
    }).orElse(null);
    CachePolicy cache = new CachePolicy(
        fields.optional("scope").map(value -> value.oneOf(CachePolicy.Scope.class)).orElse(usual.scope()),
        fields.optional("keep").map(Node::duration).orElse(usual.keep()),
        fields.optional("max-entries").map(value -> value.integer(1, 1_000_000)).orElse(usual.maxEntries()),
        similarity);
    fields.end();
    return cache;
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
}
