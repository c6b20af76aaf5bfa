package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.network.Derivation.Node;
import io.roundhouse.routers.controller.network.PaperCodes.Coded;
import java.util.ArrayList;
import java.util.List;

/**
 * The published forward pass, for one text or a batch of them: modes and models are blurred once for all, the rest for each text. Mutable;
 * confined to one thread.
 */
final class PaperForward {

  private static final double TASK_TEMPERATURE = 0.5;
  private static final double MODE_TEMPERATURE = 0.8;
  private static final double ROLE_TEMPERATURE = 0.5;
  private static final double MODEL_TEMPERATURE = 1;

  /** The noise of encoders, as a share of their own spread; it does not go away when nothing is left to learn. */
  static final double NOISE = 0.1;

  /** A code with its noise, before it is brought to length 1, and the share of the batch's mean that it is. */
  record Blurred(Coded coded, Node code, double share) {}

  /** What a pass chose, and the nodes it drew from. */
  record Steps(
      Node tasks, int task, Node modes, int mode, Node real, int number, List<Node> roleChances, List<Integer> roles, Node modelChances,
      List<Integer> models) {}

  final List<Blurred> blurred = new ArrayList<>();
  private final Derivation derivation;
  private final PaperWeights weights;
  private final PaperCodes codes;
  private final int mostAgents;
  private final PaperCascade.Draws draws;
  private final double textShare;
  private List<Node> modeCodes = List.of();
  private List<Node> modelCodes = List.of();

  PaperForward(Derivation derivation, PaperWeights weights, PaperCodes codes, int mostAgents, PaperCascade.Draws draws, int texts) {
    this.derivation = derivation;
    this.weights = weights;
    this.codes = codes;
    this.mostAgents = mostAgents;
    this.draws = draws;
    this.textShare = 1.0 / texts;
  }

  /** Draws in the order in which the published program does. */
  Steps decide(Node query) {
    Node text = derivation.unit(derivation.affine(weights.taskQuery(), query));
    Node tasks = derivation.chances(codes.tasks(), text, TASK_TEMPERATURE);
    int task = most(tasks.value());

    modeCodes = modeCodes.isEmpty() ? blur(codes.modes(), 1) : modeCodes;
    Node modeQuery = blur(List.of(Coded.of(derivation, weights.modeQuery(), query)), textShare).getFirst();
    Node modes = derivation.chances(modeCodes, modeQuery, MODE_TEMPERATURE);
    int mode = draw(modes.value());

    Node difficulty = blur(List.of(Coded.of(derivation, weights.number(), query)), textShare).getFirst();
    Node real = derivation.sigmoid(derivation.affine(weights.numberOut(), difficulty), mostAgents);
    int number = (int) Math.clamp(Math.rint(real.value()[0]), 1, mostAgents);

    List<Node> roleCodes = blur(codes.roles().get(task), textShare);
    Node history = Node.of(new double[text.value().length]);
    Node current = history;
    List<Node> roleChances = new ArrayList<>();
    List<Integer> roles = new ArrayList<>();
    for (int seat = 0; seat < number; seat++) {
      history = derivation.layerNorm(derivation.sum(history, current));
      Node context = derivation.unit(derivation.affine(weights.roleContext(), derivation.joined(text, modeCodes.get(mode), history)));
      roleChances.add(derivation.chances(roleCodes, context, ROLE_TEMPERATURE));
      roles.add(draw(roleChances.getLast().value()));
      current = roleCodes.get(roles.getLast());
    }

    modelCodes = modelCodes.isEmpty() ? blur(codes.models(), 1) : modelCodes;
    Node context = derivation.unit(derivation.affine(weights.modelContext(), derivation.joined(text, modeCodes.get(mode), history)));
    Node modelChances = derivation.chances(modelCodes, context, MODEL_TEMPERATURE);
    List<Integer> models = new ArrayList<>();
    for (int seat = 0; seat < mostAgents; seat++) {
      int drawn = draw(modelChances.value()); // also for seats that nobody takes
      if (seat < number) {
        models.add(drawn);
      }
    }
    return new Steps(tasks, task, modes, mode, real, number, roleChances, roles, modelChances, models);
  }

  private List<Node> blur(List<Coded> all, double share) {
    List<Node> units = new ArrayList<>();
    for (Coded coded : all) {
      double[] noise = new double[coded.mean().value().length];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = draws.normal();
      }
      Node code = derivation.blurred(coded.mean(), coded.logVariance(), noise, NOISE);
      blurred.add(new Blurred(coded, code, share / all.size()));
      units.add(derivation.unit(code));
    }
    return units;
  }

  private static int most(double[] values) {
    int most = 0;
    for (int i = 1; i < values.length; i++) {
      most = values[i] > values[most] ? i : most;
    }
    return most;
  }

  private int draw(double[] chances) {
    double lot = draws.uniform();
    double sum = 0;
    for (int i = 0; i < chances.length; i++) {
      sum += chances[i];
      if (sum > lot) {
        return i;
      }
    }
    return 0;
  }
}
