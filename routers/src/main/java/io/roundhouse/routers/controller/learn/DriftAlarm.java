package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says when requests or rewards are no longer what a snapshot was trained on: {@link PageHinkley} over how far texts lie from the centre
 * of the training texts, and over rewards that fall short. Immutable: every request yields a new state; keep it beside the snapshot.
 *
 * @param reference what requests and rewards were like in training
 * @param texts over the distance of texts
 * @param rewards over what rewards are short of
 */
public record DriftAlarm(Reference reference, PageHinkley texts, PageHinkley rewards) {

  /** Returns the state before the first request. */
  public static DriftAlarm of(Reference reference) {
    return new DriftAlarm(reference, PageHinkley.standard(), PageHinkley.standard());
  }

  /** Returns the state after a request with this embedding. */
  public DriftAlarm afterText(float[] vector) {
    double distance = (reference.distanceTo(vector) - reference.distance()) / reference.distanceSpread();
    return new DriftAlarm(reference, texts.after(distance), rewards);
  }

  /** Returns the state after what came of a request is known, in the goal's terms. */
  public DriftAlarm afterUtility(double utility) {
    double shortfall = (reference.utility() - utility) / reference.utilitySpread();
    return new DriftAlarm(reference, texts, rewards.after(shortfall));
  }

  /** Returns a sentence for each thing that has changed; empty as long as nothing has. */
  public List<String> alarms() {
    List<String> alarms = new ArrayList<>();
    if (texts.rings()) {
      alarms.add(String.format(Locale.ROOT, "requests are no longer like those it was trained on: their distance from the centre has risen"
          + " by %.1f standard deviations; train again", texts.mean()));
    }
    if (rewards.rings()) {
      alarms.add(String.format(Locale.ROOT, "answers have become worse than in training, by %.1f standard deviations;"
          + " look for the cause, train again or roll back", rewards.mean()));
    }
    return alarms;
  }
}
