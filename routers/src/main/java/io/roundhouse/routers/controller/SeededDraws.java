package io.roundhouse.routers.controller;

import io.roundhouse.routers.controller.network.PaperCascade;
import java.util.SplittableRandom;

/** Draws that are a function of a text and a salt. Confined to one thread. */
final class SeededDraws implements PaperCascade.Draws {

  private final SplittableRandom random;

  SeededDraws(String text, String salt) {
    random = new SplittableRandom(Exploration.seed(salt + "\n\n" + text));
  }

  @Override
  public double normal() {
    return random.nextGaussian();
  }

  @Override
  public double uniform() {
    return random.nextDouble();
  }
}
