package io.roundhouse.routers.agents.eval;

import io.roundhouse.routers.agents.AgentKnowledge;
import io.roundhouse.routers.agents.AgentRanking;
import io.roundhouse.routers.agents.AgentRouterSettings;
import io.roundhouse.routers.agents.EmbeddingAgentRouter;
import io.roundhouse.routers.agents.Lessons;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Measures a router that knows more or less of the same agents. */
final class IntentEval {

  private static final AgentRouterSettings SETTINGS = AgentRouterSettings.ofDefaults();
  private static final int UNSEEN_SHARE = 5;
  private static final int PAIRS = 1_000;

  private final IntentData data;
  private final Descriptions descriptions;
  private final TextEmbedder embedder;
  private final Map<String, List<String>> examples = new LinkedHashMap<>();
  private final List<float[]> test;
  private final List<float[]> outTest;

  IntentEval(IntentData data, Descriptions descriptions, TextEmbedder embedder) {
    this.data = data;
    this.descriptions = descriptions;
    this.embedder = embedder;
    data.intents().forEach(intent -> examples.put(intent, new ArrayList<>()));
    for (IntentData.Request request : data.train()) {
      examples.getOrDefault(String.valueOf(request.intent()), new ArrayList<>()).add(request.text());
    }
    this.test = embedder.embedAll(data.test().stream().map(IntentData.Request::text).toList());
    this.outTest = embedder.embedAll(data.outTest().stream().map(IntentData.Request::text).toList());
  }

  List<Figure> everything() {
    String setting = "all training examples";
    EmbeddingAgentRouter router = EmbeddingAgentRouter.of(embedder, agents(examples), SETTINGS, new Lessons(List.of(), checks()));
    List<AgentRanking> rankings = rank(router, test);
    List<Figure> figures = new ArrayList<>();
    figures.add(Measures.percent(setting, "top-1", hits(rankings)));
    double[] inSet = new double[rankings.size()];
    double[] sizes = new double[rankings.size()];
    for (int i = 0; i < inSet.length; i++) {
      inSet[i] = rankings.get(i).chosen().contains(data.test().get(i).intent()) ? 1 : 0;
      sizes[i] = rankings.get(i).chosen().size();
    }
    figures.add(Measures.percent(setting, "right agent in the set (<= 3)", inSet));
    figures.add(Measures.bootstrap(setting, "mean size of the set", sizes, 1));
    if (!outTest.isEmpty()) {
      List<AgentRanking> out = rank(router, outTest);
      figures.add(Measures.auroc(setting, "out of scope, AUROC", scores(rankings), scores(out)));
      figures.add(Measures.percent(setting, "in and out of scope, accuracy", accuracy(rankings, out)));
      figures.add(Measures.percent(setting, "out of scope, recall", flags(out, false)));
    }
    figures.addAll(pairs(setting, router));
    return figures;
  }

  List<Figure> few(int count, int seeds) {
    String setting = count + " examples per agent";
    List<Double> top = new ArrayList<>();
    List<Double> area = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Map<String, List<String>> few = new LinkedHashMap<>();
      examples.forEach((intent, all) -> few.put(intent, draw(all, count, random)));
      EmbeddingAgentRouter router = EmbeddingAgentRouter.of(embedder, agents(few), SETTINGS);
      List<AgentRanking> rankings = rank(router, test);
      top.add(Measures.mean(hits(rankings)));
      if (!outTest.isEmpty()) {
        area.add(Measures.auroc(scores(rankings), scores(rank(router, outTest))));
      }
    }
    List<Figure> figures = new ArrayList<>(List.of(Measures.seeds(setting, "top-1", top)));
    if (!area.isEmpty()) {
      figures.add(Measures.seeds(setting, "out of scope, AUROC", area));
    }
    return figures;
  }

  List<Figure> described() {
    Map<String, List<String>> none = new LinkedHashMap<>();
    examples.keySet().forEach(intent -> none.put(intent, List.of()));
    List<Figure> figures = new ArrayList<>();
    EmbeddingAgentRouter bare = EmbeddingAgentRouter.of(embedder, agents(none), SETTINGS);
    figures.add(Measures.percent("descriptions only", "top-1", hits(rank(bare, test))));
    List<String> traffic = data.validation().stream().map(IntentData.Request::text).toList();
    String setting = "descriptions and unlabelled traffic";
    EmbeddingAgentRouter router = EmbeddingAgentRouter.of(embedder, agents(none), SETTINGS, new Lessons(traffic, List.of()));
    List<AgentRanking> rankings = rank(router, test);
    figures.add(Measures.percent(setting, "top-1", hits(rankings)));
    if (!outTest.isEmpty()) {
      List<AgentRanking> out = rank(router, outTest);
      figures.add(Measures.auroc(setting, "out of scope, AUROC", scores(rankings), scores(out)));
      figures.add(Measures.percent(setting, "in and out of scope, accuracy", accuracy(rankings, out)));
    }
    return figures;
  }

  /** A fifth of the agents are known by description only, to a router that was trained on the others. */
  List<Figure> unseen(int seeds) {
    List<Double> unseen = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    List<Double> shown = new ArrayList<>();
    List<Double> besideShown = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      SplittableRandom random = new SplittableRandom(1_000 + seed);
      Set<String> later = new HashSet<>(draw(data.intents(), Math.max(1, data.intents().size() / UNSEEN_SHARE), random));
      Map<String, List<String>> before = new LinkedHashMap<>(examples);
      before.keySet().removeAll(later);
      EmbeddingAgentRouter trained = EmbeddingAgentRouter.of(embedder, agents(before), SETTINGS);
      EmbeddingAgentRouter joined = trained;
      EmbeddingAgentRouter joinedShown = trained;
      for (String intent : later) {
        joined = joined.with(new AgentKnowledge(intent, descriptions.of(intent), List.of()));
        joinedShown = joinedShown.with(
            new AgentKnowledge(intent, descriptions.of(intent), draw(examples.getOrDefault(intent, List.of()), 5, random)));
      }
      parts(hits(rank(joined, test)), later, unseen, seen);
      parts(hits(rank(joinedShown, test)), later, shown, besideShown);
    }
    return List.of(
        Measures.seeds("20% of the agents join by description", "top-1 on theirs", unseen),
        Measures.seeds("20% of the agents join by description", "top-1 on the others'", seen),
        Measures.seeds("20% join with five examples", "top-1 on theirs", shown),
        Measures.seeds("20% join with five examples", "top-1 on the others'", besideShown));
  }

  private void parts(double[] hits, Set<String> later, List<Double> theirs, List<Double> others) {
    double[] right = new double[2];
    double[] count = new double[2];
    for (int i = 0; i < hits.length; i++) {
      int part = later.contains(String.valueOf(data.test().get(i).intent())) ? 0 : 1;
      right[part] += hits[i];
      count[part]++;
    }
    theirs.add(right[0] / Math.max(1, count[0]));
    others.add(right[1] / Math.max(1, count[1]));
  }

  /** Two test requests joined by "and", and every test request alone: which are taken apart, and into the right agents? */
  private List<Figure> pairs(String setting, EmbeddingAgentRouter router) {
    SplittableRandom random = new SplittableRandom(7);
    Set<String> names = router.names();
    double[] both = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      IntentData.Request one = data.test().get(random.nextInt(data.test().size()));
      IntentData.Request other = data.test().get(random.nextInt(data.test().size()));
      Set<String> expected = new HashSet<>(List.of(String.valueOf(one.intent()), String.valueOf(other.intent())));
      Set<String> found = new HashSet<>();
      List<AgentRanking> split = router.split(one.text() + " and " + other.text(), names);
      split.forEach(part -> found.add(part.best().agent()));
      if (split.isEmpty()) {
        found.add(router.rank(one.text() + " and " + other.text()).best().agent());
      }
      both[i] = found.equals(expected) ? 1 : 0;
    }
    double[] apart = new double[data.test().size()];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = router.split(data.test().get(i).text(), names).isEmpty() ? 0 : 1;
    }
    return List.of(
        Measures.percent(setting, "two requests in one, both agents found", both),
        Measures.percent(setting, "single requests taken apart", apart));
  }

  private List<AgentKnowledge> agents(Map<String, List<String>> known) {
    List<AgentKnowledge> agents = new ArrayList<>();
    known.forEach((intent, texts) -> agents.add(new AgentKnowledge(intent, descriptions.of(intent), texts)));
    return agents;
  }

  private List<Lessons.Check> checks() {
    List<Lessons.Check> checks = new ArrayList<>();
    data.validation().forEach(each -> checks.add(new Lessons.Check(each.text(), each.intent())));
    data.outValidation().forEach(each -> checks.add(new Lessons.Check(each.text(), null)));
    return checks;
  }

  private static List<AgentRanking> rank(EmbeddingAgentRouter router, List<float[]> vectors) {
    Set<String> names = router.names();
    return vectors.stream().map(vector -> router.rank(vector, names)).toList();
  }

  private double[] hits(List<AgentRanking> rankings) {
    double[] hits = new double[rankings.size()];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = rankings.get(i).best().agent().equals(data.test().get(i).intent()) ? 1 : 0;
    }
    return hits;
  }

  /** Right agent and let through, or rightly refused. */
  private double[] accuracy(List<AgentRanking> in, List<AgentRanking> out) {
    double[] hits = hits(in);
    double[] right = new double[in.size() + out.size()];
    for (int i = 0; i < hits.length; i++) {
      right[i] = in.get(i).inScope() ? hits[i] : 0;
    }
    double[] refused = flags(out, false);
    for (int i = 0; i < refused.length; i++) {
      right[in.size() + i] = refused[i];
    }
    return right;
  }

  private static double[] flags(List<AgentRanking> rankings, boolean inScope) {
    return rankings.stream().mapToDouble(each -> each.inScope() == inScope ? 1 : 0).toArray();
  }

  private static double[] scores(List<AgentRanking> rankings) {
    return rankings.stream().mapToDouble(each -> each.best().score()).toArray();
  }

  private static List<String> draw(List<String> all, int count, SplittableRandom random) {
    List<String> rest = new ArrayList<>(all);
    List<String> drawn = new ArrayList<>();
    while (drawn.size() < count && !rest.isEmpty()) {
      drawn.add(rest.remove(random.nextInt(rest.size())));
    }
    return drawn;
  }
}
