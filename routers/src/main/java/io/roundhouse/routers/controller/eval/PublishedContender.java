package io.roundhouse.routers.controller.eval;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.controller.network.Named;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.controller.network.PaperOffers;
import io.roundhouse.routers.controller.network.PaperTraining;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.eval.AnswerTable;
import io.roundhouse.routers.models.eval.Replay;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * MasRouter as published, trained by its own loss on plans that it draws itself, each played on the stored answers of its row. It chooses
 * among the modes that can be played and up to six seats; it may draw any combination of models, also such as nobody has tried, and is told
 * the true kind of task in training, as its public program does. Test rows are drawn once each. Immutable.
 */
record PublishedContender(PaperTraining training, TextEmbedder embedder, long seed) {

  static final String NAME = "MasRouter as published";
  private static final List<CollaborationMode> PLAYABLE =
      List.of(CollaborationMode.SOLO, CollaborationMode.PARALLEL_REFINE, CollaborationMode.AGREEMENT_GATE);

  /** Learns on some rows and is played on others. */
  Replay play(AnswerTable known, List<float[]> knownVectors, AnswerTable judged, List<float[]> judgedVectors, Goal goal) {
    List<String> families = known.outcomes().prompts().stream().map(PublishedContender::family).distinct().sorted().toList();
    PaperOffers offers = offers(known, families);
    List<AnswerTable> rows = rows(known);
    List<PaperTraining.Text> texts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      texts.add(new PaperTraining.Text(knownVectors.get(i), families.indexOf(family(known.outcomes().prompts().get(i)))));
    }
    PaperCascade cascade = training.train(offers, texts, (text, plan) -> {
      Replay replay = drawn(offers, plan).on(rows.get(text));
      return replay.quality()[0] - goal.perDollar() * replay.cost()[0];
    }, seed);
    List<AnswerTable> tests = rows(judged);
    double[] cost = new double[tests.size()];
    double[] quality = new double[tests.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cost.length; i++) {
      Replay replay = drawn(offers, cascade.decide(judgedVectors.get(i), PaperTraining.draws(random))).on(tests.get(i));
      cost[i] = replay.cost()[0];
      quality[i] = replay.quality()[0];
    }
    return new Replay(cost, quality);
  }

  private PaperOffers offers(AnswerTable known, List<String> families) {
    return PaperOffers.of(families.stream().map(family -> new Named(family, embedder.embed(family))).toList(), PLAYABLE,
        Collections.nCopies(families.size(), List.of()),
        known.outcomes().models().stream().map(model -> new ModelProfile(model, "", 0, 0, 0)).toList(), embedder);
  }

  private static String family(Prompt prompt) {
    return prompt.family().isBlank() ? "requests of any kind" : prompt.family();
  }

  private static List<AnswerTable> rows(AnswerTable table) {
    List<AnswerTable> rows = new ArrayList<>();
    for (int i = 0; i < table.outcomes().size(); i++) {
      rows.add(table.rows(new int[] {i}));
    }
    return rows;
  }

  private static Play drawn(PaperOffers offers, PaperCascade.Pass pass) {
    return Play.of(CollaborationMode.valueOf(offers.modes().get(pass.mode()).name()),
        pass.models().stream().map(model -> offers.models().get(model).name()).toList());
  }
}
