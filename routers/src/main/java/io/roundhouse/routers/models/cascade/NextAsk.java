package io.roundhouse.routers.models.cascade;

import java.util.List;

/** What a cascade does next; every step says why in one sentence. */
public sealed interface NextAsk {

  /** Why, in one sentence. */
  String reason();

  /** Ask these models, all at once. */
  record Ask(List<String> models, String reason) implements NextAsk {

    /** Copies the list. */
    public Ask {
      models = List.copyOf(models);
    }
  }

  /**
   * Give this answer.
   *
   * @param disagreement how much the answers differed: 0 all the same, 1 all different
   */
  record Give(Answer answer, double disagreement, String reason) implements NextAsk {}
}
