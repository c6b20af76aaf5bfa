package io.roundhouse.routers.guard;

import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises requests that try to talk a model out of its instructions, and requests for something harmful: by common wordings, and by
 * a small logistic regression on the request's vector. Small classifiers suffice where the alternative is no guard at all (Guarded Query
 * Routing, arXiv 2505.14524); neither is proof against somebody who tries hard. Immutable and safe to share.
 */
public final class AttackDetector {

  private final @Nullable TextEmbedder embedder;
  private final @Nullable AttackModel model;

  private AttackDetector(@Nullable TextEmbedder embedder, @Nullable AttackModel model) {
    this.embedder = embedder;
    this.model = model;
  }

  /** Returns a detector that knows wordings only, without an embedding model. Harmful requests are not recognised. */
  public static AttackDetector ofWording() {
    return new AttackDetector(null, null);
  }

  /**
   * Returns a detector with the model that comes with the program. It was trained on vectors of one embedding model; with another one,
   * only wordings count.
   */
  public static AttackDetector of(TextEmbedder embedder) {
    AttackModel shipped = AttackModel.shipped();
    return shipped.embedder().equals(embedder.name()) ? new AttackDetector(embedder, shipped) : ofWording();
  }

  /** Returns a detector with another model. */
  public static AttackDetector of(TextEmbedder embedder, AttackModel model) {
    return new AttackDetector(embedder, model);
  }

  Reading jailbreak(String text, double threshold) {
    Optional<String> phrase = Wording.find(Texts.bounded(text));
    if (phrase.isPresent()) {
      return Reading.on("it says '" + phrase.get() + "'");
    }
    double chance = embedder == null || model == null ? 0 : model.jailbreak(embedder.embed(text));
    return new Reading(chance >= threshold, "it resembles known jailbreaks by %.2f".formatted(chance));
  }

  Reading harmful(String text, double threshold) {
    double chance = embedder == null || model == null ? 0 : model.harmful(embedder.embed(text));
    return new Reading(chance >= threshold, "it resembles known harmful requests by %.2f".formatted(chance));
  }
}
