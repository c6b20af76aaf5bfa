package io.roundhouse.routers.agents;

import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a router out of what is known of agents: embeds, trains, rehearses, calibrates. */
final class RouterTrainer {

  /** How far scores are spread before anything is learned. */
  private static final float PRIOR_SLOPE = 20;
  private static final int LEAST_CHECKS = 30;
  /** How much closer than {@link Everyday} requests a request has to come to a description; only where no real ones are known. */
  private static final float RELATED_LIKENESS = 0.05f;
  private static final double UNKNOWN_SET_THRESHOLD = 0.1;

  private final TextEmbedder embedder;
  private final AgentRouterSettings settings;

  RouterTrainer(TextEmbedder embedder, AgentRouterSettings settings) {
    this.embedder = embedder;
    this.settings = settings;
  }

  EmbeddingAgentRouter train(List<AgentKnowledge> unsorted, Lessons lessons) {
    List<AgentKnowledge> agents = unsorted.stream().sorted(Comparator.comparing(AgentKnowledge::name)).toList();
    List<float[]> background = embedder.embedAll(lessons.traffic().isEmpty() ? Everyday.REQUESTS : lessons.traffic());
    List<Rehearsal.Sample> samples = new ArrayList<>();
    for (AgentKnowledge agent : agents) {
      samples.add(new Rehearsal.Sample(embedder.embed(agent.described()), embedder.embedAll(agent.examples())));
    }
    List<Rehearsal.Sample> shown = samples.stream().filter(sample -> !sample.examples().isEmpty()).toList();
    boolean trains = shown.size() > 1;
    Head head = fit(trains ? shown : List.of(), HeadTrainer.Plan.THOROUGH);
    Rehearsal.Result rehearsal = trains
        ? Rehearsal.of(shown, background, usual(head, shown)) : new Rehearsal.Result(Onboarding.AMONG_THEMSELVES, List.of());
    Map<String, Row> rows = new HashMap<>();
    int next = 0;
    for (int i = 0; i < agents.size(); i++) {
      Rehearsal.Sample sample = samples.get(i);
      boolean isTrained = trains && !sample.examples().isEmpty();
      rows.put(agents.get(i).name(), isTrained
          ? new Row(agents.get(i), head.weights()[next], head.bias()[next], true, sample.examples())
          : rehearsal.onboarding().row(agents.get(i), sample.description(), sample.examples(), background));
      next += isTrained ? 1 : 0;
    }
    return new EmbeddingAgentRouter(embedder, settings, rows, rehearsal.onboarding(),
        calibration(agents, rows, lessons, rehearsal.judged()), background, lessons);
  }

  /** Fits one row per agent, pulled towards its examples' mean and description; the description counts as one more example. */
  static Head fit(List<Rehearsal.Sample> agents, HeadTrainer.Plan plan) {
    if (agents.isEmpty()) {
      return new Head(new float[0][0], new float[0]);
    }
    float[][] prior = new float[agents.size()][];
    List<float[]> examples = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (int k = 0; k < prior.length; k++) {
      Rehearsal.Sample agent = agents.get(k);
      prior[k] = Vectors.times(PRIOR_SLOPE, Onboarding.vector(agent.description(), agent.examples()));
      examples.add(agent.description());
      labels.add(new int[] {k});
      for (float[] example : agent.examples()) {
        examples.add(example);
        labels.add(new int[] {k});
      }
    }
    return HeadTrainer.fit(examples, labels, prior, plan);
  }

  /** The median over agents of the score that an agent's first example gets from it. */
  private static float usual(Head head, List<Rehearsal.Sample> agents) {
    float[] scores = new float[agents.size()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = Vectors.dot(head.weights()[k], agents.get(k).examples().getFirst()) + head.bias()[k];
    }
    Arrays.sort(scores);
    return scores[scores.length / 2];
  }

  private Calibration calibration(
      List<AgentKnowledge> agents, Map<String, Row> rows, Lessons lessons, List<Calibration.Judged> rehearsed) {
    Map<String, Integer> places = new HashMap<>();
    agents.forEach(agent -> places.put(agent.name(), places.size()));
    List<Row> ordered = agents.stream().map(agent -> Objects.requireNonNull(rows.get(agent.name()))).toList();
    List<Calibration.Judged> judged = new ArrayList<>();
    List<Float> outOfScope = new ArrayList<>();
    for (Lessons.Check check : lessons.checks()) {
      float[] vector = embedder.embed(check.text());
      float[] scores = new float[agents.size()];
      for (int k = 0; k < scores.length; k++) {
        scores[k] = ordered.get(k).score(vector);
      }
      Integer right = check.agent() == null ? null : places.get(check.agent());
      if (right != null) {
        judged.add(new Calibration.Judged(scores, right));
      } else {
        outOfScope.add(scores[Softmax.best(scores)]);
      }
    }
    List<Calibration.Judged> used = judged.size() >= LEAST_CHECKS ? judged : rehearsed;
    if (used.size() < LEAST_CHECKS) {
      return new Calibration(1, UNKNOWN_SET_THRESHOLD, gate(ordered, lessons));
    }
    float[] bad = new float[outOfScope.size()];
    for (int i = 0; i < bad.length; i++) {
      bad[i] = outOfScope.get(i);
    }
    return Calibration.fit(used, bad, settings);
  }

  /** Without a single labelled request that was not trained on: the traffic is taken to be in scope, except for the usual few. */
  private double gate(List<Row> rows, Lessons lessons) {
    if (settings.refusedInScope() == 0 || rows.isEmpty()) {
      return Double.NEGATIVE_INFINITY;
    }
    if (lessons.traffic().size() < LEAST_CHECKS) {
      boolean anyTrained = rows.stream().anyMatch(Row::isTrained);
      return anyTrained ? Double.NEGATIVE_INFINITY : Onboarding.AMONG_THEMSELVES.slope() * RELATED_LIKENESS;
    }
    double[] best = embedder.embedAll(lessons.traffic()).stream()
        .mapToDouble(vector -> rows.stream().mapToDouble(row -> row.score(vector)).max().orElse(0))
        .sorted().toArray();
    return best[(int) (best.length * settings.refusedInScope())];
  }
}
