package io.roundhouse.server.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a front desk decides what comes after the agents. Immutable.
 *
 * @param snapshots where what a controller learned is kept
 * @param refresh how often the folder is looked at
 * @param explore the share of decisions, 0 to 1, in which something else than the best is tried
 * @param faithful whether stages that decide by what was learned do so as MasRouter's own program does, to compare; the snapshot needs
 *     weights for it
 * @param learnEvery how often the server learns anew from its own runs; null for never
 */
public record StagesConfig(
    Path snapshots, Duration refresh, Decider mode, Decider number, Decider role, Decider model, double explore, boolean faithful,
    @Nullable Duration learnEvery) {

  /** How often a folder is looked at unless said. */
  public static final Duration REFRESH = Duration.ofSeconds(10);

  /** By what a stage decides. */
  public enum Decider {
    /** By what the configuration says, the same for all requests. */
    STATIC,
    /** By what has served best for requests of this kind. */
    TABLE,
    /** By what is predicted for this request. */
    LEARNED
  }

  /** Lets all stages decide by what was learned, without exploring. */
  public static StagesConfig of(Path snapshots) {
    return new StagesConfig(snapshots, REFRESH, Decider.LEARNED, Decider.LEARNED, Decider.LEARNED, Decider.LEARNED, 0, false, null);
  }

  /** The same with other deciders. */
  public StagesConfig with(Decider newMode, Decider newNumber, Decider newRole, Decider newModel) {
    return new StagesConfig(snapshots, refresh, newMode, newNumber, newRole, newModel, explore, faithful, learnEvery);
  }

  /** The same trying out other choices in this share of decisions. */
  public StagesConfig withExplore(double share) {
    return new StagesConfig(snapshots, refresh, mode, number, role, model, share, faithful, learnEvery);
  }

  /** The same deciding as MasRouter's own program does, or not. */
  public StagesConfig withFaithful(boolean faithfully) {
    return new StagesConfig(snapshots, refresh, mode, number, role, model, explore, faithfully, learnEvery);
  }

  /** The same learning anew from the server's own runs, once in this time; the server needs a journal file for it. */
  public StagesConfig withLearnEvery(Duration time) {
    return new StagesConfig(snapshots, refresh, mode, number, role, model, explore, faithful, time);
  }
}
