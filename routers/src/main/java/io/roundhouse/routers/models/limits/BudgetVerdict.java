package io.roundhouse.routers.models.limits;

import io.roundhouse.routers.models.ModelOffer;

/** What a budget allows; every verdict says why in one sentence and goes into the log. */
public sealed interface BudgetVerdict {

  /** Why, in one sentence. */
  String reason();

  /** Call; {@code spending} has the reservation in it and replaces the state before. */
  record Proceed(ModelOffer offer, Reservation reservation, Spending spending, String reason) implements BudgetVerdict {}

  /** Call another model than the one that was chosen, because that one is affordable. */
  record Degrade(ModelOffer offer, Reservation reservation, Spending spending, String reason) implements BudgetVerdict {}

  /** Ask a person for more money; {@code missingMicros} more would do. */
  record Ask(long missingMicros, String reason) implements BudgetVerdict {}

  /** Hand the work over to the agent or person named. */
  record HandOff(String to, String reason) implements BudgetVerdict {}

  /** Stop here with what there is. */
  record Stop(String reason) implements BudgetVerdict {}
}
