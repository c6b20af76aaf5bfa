package io.roundhouse.routers.agents.eval;

import io.roundhouse.routers.agents.MultiLabelHead;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Measures requests with several intents as NLU++ does (Casanueva et al., NLU++: A Multi-Label, Slot-Rich, Generalisable Dataset,
 * 2022): trained on one fold and tested on the others (the low-data setting), and the other way round; micro-averaged F1.
 */
final class LabelEval {

  private static final int MOST_SPLITS = 10;

  private final TextEmbedder embedder;
  private final Descriptions descriptions;
  private final Consumer<String> progress;

  LabelEval(TextEmbedder embedder, Descriptions descriptions, Consumer<String> progress) {
    this.embedder = embedder;
    this.descriptions = descriptions;
    this.progress = progress;
  }

  AgentReport run(LabelData data) {
    List<Figure> figures = new ArrayList<>();
    for (String domain : data.domains()) {
      progress.accept(data.name() + ": " + domain);
      LabelData part = data.domain(domain);
      List<float[]> vectors = embedder.embedAll(part.requests().stream().map(LabelData.Request::text).toList());
      figures.add(folds(part, vectors, domain + ", trained on one fold", true));
      figures.add(folds(part, vectors, domain + ", trained on all folds but one", false));
    }
    return new AgentReport(data.name(), "%d intents, several per request, descriptions: %s, embedding: %s"
        .formatted(data.intents().size(), descriptions.source(), embedder.name()), figures);
  }

  private Figure folds(LabelData data, List<float[]> vectors, String setting, boolean onOne) {
    List<String> intents = data.intents();
    List<float[]> described = intents.stream().map(intent -> embedder.embed(text(intent))).toList();
    List<Double> scores = new ArrayList<>();
    for (String fold : data.folds().subList(0, Math.min(MOST_SPLITS, data.folds().size()))) {
      int[] inFold = IntStream.range(0, vectors.size()).filter(i -> data.requests().get(i).fold().equals(fold)).toArray();
      int[] rest = IntStream.range(0, vectors.size()).filter(i -> !data.requests().get(i).fold().equals(fold)).toArray();
      scores.add(f1(data, vectors, intents, described, onOne ? inFold : rest, onOne ? rest : inFold));
    }
    return Measures.seeds(setting, "micro F1", scores);
  }

  private String text(String intent) {
    String description = descriptions.of(intent);
    return description.isEmpty() ? intent.replace('_', ' ') : description;
  }

  private static double f1(
      LabelData data, List<float[]> vectors, List<String> intents, List<float[]> described, int[] train, int[] test) {
    List<float[]> examples = IntStream.of(train).mapToObj(vectors::get).toList();
    List<Set<String>> labels = IntStream.of(train).mapToObj(i -> Set.copyOf(data.requests().get(i).intents())).toList();
    MultiLabelHead head = MultiLabelHead.train(intents, described, examples, labels);
    int right = 0;
    int found = 0;
    int expected = 0;
    for (int i : test) {
      Set<String> truth = new HashSet<>(data.requests().get(i).intents());
      Set<String> guess = head.labels(vectors.get(i));
      expected += truth.size();
      found += guess.size();
      guess.retainAll(truth);
      right += guess.size();
    }
    return 2.0 * right / Math.max(1, found + expected);
  }
}
