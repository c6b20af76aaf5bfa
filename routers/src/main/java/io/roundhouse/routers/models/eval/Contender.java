package io.roundhouse.routers.models.eval;

/** A way of choosing models that takes part in an evaluation. */
interface Contender {

  /** What tables and pictures call it. */
  String name();

  /** Learns from the training rows and chooses for the test rows; it reads their families never, their scores only if its name says so. */
  Curve run(Trial trial);
}
