package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.network.Derivation.Node;
import java.util.List;

/**
 * MasRouter's cascade (arXiv 2502.11133) exactly as its public program computes it, for comparison, with everything that {@link
 * CascadeNetwork} does otherwise: fixed temperatures on vectors of length 1, every choice drawn, the number of agents a function of the
 * text alone, one set of model probabilities for all seats, nothing masked, encoders that blur what they encode. Immutable and safe to
 * share; a pass takes some tenths of a millisecond.
 */
public final class PaperCascade {

  /** The largest number of agents in the paper. */
  public static final int MOST_AGENTS = 6;

  private final PaperWeights weights;
  private final PaperOffers offers;
  private final int mostAgents;
  private final PaperCodes codes;

  private PaperCascade(PaperWeights weights, PaperOffers offers, int mostAgents) {
    this.weights = weights;
    this.offers = offers;
    this.mostAgents = mostAgents;
    this.codes = PaperCodes.of(Derivation.forward(), weights, offers);
  }

  /**
   * Returns the cascade with these weights.
   *
   * @param mostAgents at least 1; see {@link #MOST_AGENTS}
   * @throws IllegalArgumentException if the weights are for vectors of another length than those of the offers
   */
  public static PaperCascade of(PaperWeights weights, PaperOffers offers, int mostAgents) {
    if (mostAgents < 1 || weights.taskQuery().columns() != offers.dimensions()) {
      throw new IllegalArgumentException("weights for vectors of %d numbers and %d agents at most; expected %d and at least 1".formatted(
          weights.taskQuery().columns(), mostAgents, offers.dimensions()));
    }
    return new PaperCascade(weights, offers, mostAgents);
  }

  /** Where random numbers come from, in the order of their use. */
  public interface Draws {
    /** Returns a draw from the standard normal distribution. */
    double normal();

    /** Returns a draw from 0 to 1. */
    double uniform();
  }

  /**
   * What one pass chose, as indices into the offers, with the probabilities it drew from.
   *
   * @param numberReal the number of agents before rounding
   * @param roleChances by seat
   * @param modelChances the same for every seat
   * @param logProbability of mode, roles and models together, as the paper's loss uses it
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  public record Pass(
      double[] taskChances, int task, double[] modeChances, int mode, double numberReal, int number, List<double[]> roleChances,
      List<Integer> roles, double[] modelChances, List<Integer> models, double logProbability) {

    static Pass of(PaperForward.Steps steps) {
      return new Pass(steps.tasks().value(), steps.task(), steps.modes().value(), steps.mode(), steps.real().value()[0], steps.number(),
          steps.roleChances().stream().map(Node::value).toList(), steps.roles(), steps.modelChances().value(), steps.models(),
          PaperLoss.logProbability(steps));
    }
  }

  /** Decides about one text, by its embedding. */
  public Pass decide(float[] query, Draws draws) {
    return Pass.of(new PaperForward(Derivation.forward(), weights, codes, mostAgents, draws, 1).decide(PaperCodes.node(query)));
  }

  /** Returns what it can choose. */
  public PaperOffers offers() {
    return offers;
  }

  /** Returns its numbers. */
  public PaperWeights weights() {
    return weights;
  }

  /** Returns how many agents it chooses at most. */
  public int mostAgents() {
    return mostAgents;
  }
}
