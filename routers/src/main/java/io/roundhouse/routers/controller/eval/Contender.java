package io.roundhouse.routers.controller.eval;

import io.roundhouse.routers.models.eval.Replay;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of choosing, over all splits: what it cost and earned on the test rows of each, beside what it is compared with. Mutable;
 * confined to one evaluation.
 */
final class Contender {

  final String name;
  final String goal;
  final double perDollar;
  final List<Replay> earned = new ArrayList<>();
  final List<Replay> bestSingle = new ArrayList<>();
  final List<Replay> bestStatic = new ArrayList<>();
  String example = "";

  Contender(String name, String goal, double perDollar) {
    this.name = name;
    this.goal = goal;
    this.perDollar = perDollar;
  }

  void add(Replay replay, Replay single, Replay fixed, String chosen) {
    earned.add(replay);
    bestSingle.add(single);
    bestStatic.add(fixed);
    example = example.isEmpty() ? chosen : example;
  }
}
