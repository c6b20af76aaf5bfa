package io.roundhouse.routers.guard.eval;

import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.guard.AttackDetector;
import io.roundhouse.routers.guard.AttackModel;
import io.roundhouse.routers.guard.Condition;
import io.roundhouse.routers.guard.Guard;
import io.roundhouse.routers.guard.GuardInput;
import io.roundhouse.routers.guard.PersonalDataKind;
import io.roundhouse.routers.guard.Rule;
import io.roundhouse.routers.guard.Senses;
import io.roundhouse.routers.guard.Signal;
import io.roundhouse.routers.guard.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates the guard's signals on labelled texts. */
public final class GuardEval {

  /** Where the texts are, below a folder of public data. */
  public static final String FILE = "routing/guard/guard.jsonl";

  private static final double THRESHOLD = 0.5;
  private static final double PERCENT = 100;
  private static final int MOST_CERTAIN_NEGATIVES = 3_000;

  private GuardEval() {}

  /**
   * Reads every text of a file through a guard that tags what it sees.
   *
   * @param data a file of JSON lines, or a folder that has one at {@value #FILE}
   * @param embedder best one that keeps its vectors in a file
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static GuardReport run(Path data, TextEmbedder embedder) {
    List<GuardData.Row> rows = rows(data).stream().filter(row -> !row.isForTraining()).toList();
    Guard guard = guard(embedder);
    Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
    Map<String, GuardData.Row> first = new LinkedHashMap<>();
    for (GuardData.Row row : rows) {
      String key = row.source() + "\n" + row.label();
      first.putIfAbsent(key, row);
      verdicts.computeIfAbsent(key, each -> new ArrayList<>()).add(guard.check(GuardInput.of(row.text())));
    }
    List<GuardReport.Line> lines = new ArrayList<>();
    first.forEach((key, row) -> lines.add(line(row, verdicts.getOrDefault(key, List.of()))));
    return new GuardReport(lines);
  }

  /** Trains the model that recognises attacks on the rows that are set apart for it and may be passed on. */
  public static AttackModel train(Path data, TextEmbedder embedder) {
    List<float[]> vectors = new ArrayList<>();
    List<Set<String>> labels = new ArrayList<>();
    int negatives = 0;
    for (GuardData.Row row : rows(data)) {
      boolean attack = row.isJailbreak() || row.isHarmful();
      if (row.isForTraining() && row.isFree() && (attack || negatives++ < MOST_CERTAIN_NEGATIVES)) {
        vectors.add(embedder.embed(row.text()));
        labels.add(row.isJailbreak() ? Set.of("jailbreak") : row.isHarmful() ? Set.of("harmful") : Set.of());
      }
    }
    for (String harmless : Harmless.TEXTS) {
      for (int i = 0; i < Harmless.WEIGHT; i++) {
        vectors.add(embedder.embed(harmless));
        labels.add(Set.of());
      }
    }
    return AttackModel.train(embedder.name(), vectors, labels);
  }

  private static List<GuardData.Row> rows(Path data) {
    return GuardData.read(Files.isDirectory(data) ? data.resolve(FILE) : data);
  }

  private static Guard guard(TextEmbedder embedder) {
    Map<String, Signal> signals = Map.of(
        "jailbreak", new Signal.Jailbreak(THRESHOLD),
        "harmful", new Signal.Harmful(THRESHOLD),
        "certain", new Signal.PersonalData(PersonalDataKind.certain()),
        "any", new Signal.PersonalData(EnumSet.allOf(PersonalDataKind.class)));
    List<Rule> rules = new ArrayList<>();
    for (String signal : signals.keySet()) {
      rules.add(new Rule("see-" + signal, 1, new Condition.Is(signal), new Rule.Action.Tag(signal)));
    }
    Condition attack = new Condition.Any(List.of(new Condition.Is("jailbreak"), new Condition.Is("harmful")));
    rules.add(new Rule("refuse-attacks", 0, attack, new Rule.Action.Deny("This request is not answered.")));
    return Guard.of(signals, rules, new Senses(AttackDetector.of(embedder), text -> false));
  }

  private static GuardReport.Line line(GuardData.Row row, List<Verdict> verdicts) {
    return new GuardReport.Line(row.source(), row.label(), verdicts.size(), tagged(verdicts, "jailbreak"), tagged(verdicts, "harmful"),
        tagged(verdicts, "certain"), tagged(verdicts, "any"),
        PERCENT * verdicts.stream().filter(each -> !each.isAllowed()).count() / verdicts.size());
  }

  private static double tagged(List<Verdict> verdicts, String tag) {
    return PERCENT * verdicts.stream().filter(each -> each.tags().contains(tag)).count() / verdicts.size();
  }
}
