package io.roundhouse.routers.controller;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.Estimate;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.network.Named;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.controller.network.PaperCascade.Pass;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One stage by MasRouter as published. Every stage repeats the whole pass, with the same draws, and takes its own part of it; what cannot
 * be carried out is left to another policy.
 */
record PublishedStage<C>(
    Stage stage, PaperCascade cascade, String learned, TextEmbedder embedder, Set<CollaborationMode> modes, String salt,
    UnaryOperator<PaperCascade.Draws> draws, Policy<C> otherwise, StagePolicy.Value<C> value) implements Policy<C> {

  private static final String AUTHOR = "MasRouter as published";

  @Override
  public Choice<C> choose(Draft draft) {
    String text = draft.request().text();
    Pass pass = cascade.decide(embedder.embed(text), draws.apply(new SeededDraws(text, salt)));
    int seat = draft.seat();
    if ((stage == Stage.ROLE || stage == Stage.MODEL) && seat >= pass.number()) {
      Choice<C> usual = otherwise.choose(draft);
      return left(draft, pass, usual, usual.candidates(), "has no seat " + (seat + 1));
    }
    return switch (stage) {
      case MODE -> drawn(draft, pass, cascade.offers().modes(), pass.modeChances(), pass.mode(),
          name -> modes.contains(CollaborationMode.valueOf(name)));
      case NUMBER -> number(draft, pass);
      case ROLE -> drawn(draft, pass, cascade.offers().roles().get(pass.task()), pass.roleChances().get(seat), pass.roles().get(seat),
          name -> true);
      case MODEL -> drawn(draft, pass, cascade.offers().models(), pass.modelChances(), pass.models().get(seat),
          name -> draft.request().models().stream().anyMatch(model -> model.name().equals(name)));
      case ELIGIBILITY, AGENTS -> throw new IllegalArgumentException(AUTHOR + " says nothing about stage " + stage);
    };
  }

  private Choice<C> number(Draft draft, Pass pass) {
    String name = Integer.toString(pass.number());
    return new Choice<>(value.of(draft, name), List.of(new Candidate(name, pass.numberReal(), 1, Estimate.UNKNOWN)), Estimate.UNKNOWN,
        null, String.format(Locale.ROOT, "%s wants %.2f agents for this text.", AUTHOR, pass.numberReal()));
  }

  /** What is not open falls to the usual choice, and with it its probability. */
  private Choice<C> drawn(Draft draft, Pass pass, List<Named> names, double[] chances, int index, Predicate<String> open) {
    Map<String, Double> propensities = new LinkedHashMap<>();
    double lost = 0;
    for (int i = 0; i < chances.length; i++) {
      if (open.test(names.get(i).name())) {
        propensities.merge(names.get(i).name(), chances[i], Double::sum);
      } else {
        lost += chances[i];
      }
    }
    String name = names.get(index).name();
    if (lost == 0) {
      return taken(draft, pass, name, chances[index], candidates(propensities));
    }
    Choice<C> usual = otherwise.choose(draft);
    double share = lost;
    usual.candidates().forEach(each -> propensities.merge(each.name(), share * each.propensity(), Double::sum));
    if (usual.candidates().isEmpty()) {
      propensities.merge(StagePolicy.name(usual.value()), share, Double::sum);
    }
    return open.test(name) ? taken(draft, pass, name, chances[index], candidates(propensities))
        : left(draft, pass, usual, candidates(propensities), "drew %s, which is not to be had here".formatted(named(name)));
  }

  private static List<Candidate> candidates(Map<String, Double> propensities) {
    return propensities.entrySet().stream()
        .map(each -> new Candidate(each.getKey(), each.getValue(), Math.min(1, each.getValue()), Estimate.UNKNOWN))
        .sorted(Comparator.comparingDouble(each -> -each.propensity())).toList();
  }

  private Choice<C> taken(Draft draft, Pass pass, String name, double chance, List<Candidate> candidates) {
    boolean fewer = stage == Stage.MODE && CollaborationMode.valueOf(name).isSingle() && pass.number() > 1;
    return new Choice<>(value.of(draft, name), candidates, Estimate.UNKNOWN, Math.clamp(chance, 0, 1),
        String.format(Locale.ROOT, "%s drew %s, with a probability of %.2f%s.", AUTHOR, named(name), chance,
            fewer ? "; of the %d agents that it wants one works in this mode".formatted(pass.number()) : ""));
  }

  private Choice<C> left(Draft draft, Pass pass, Choice<C> usual, List<Candidate> candidates, String what) {
    int times = 1 + departures(draft, pass);
    return new Choice<>(usual.value(), candidates, usual.predicted(), null, "%s %s (%s so far it could not be followed); so: %s".formatted(
        AUTHOR, what, times == 1 ? "once" : times + " times", usual.reason()));
  }

  private String named(String name) {
    return stage.name().toLowerCase(Locale.ROOT) + " " + (stage == Stage.MODE ? name.toLowerCase(Locale.ROOT).replace('_', ' ') : name);
  }

  /** How many choices before this stage are not those of the pass. */
  private int departures(Draft draft, Pass pass) {
    if (stage == Stage.MODE) {
      return 0;
    }
    int count = draft.mode().name().equals(cascade.offers().modes().get(pass.mode()).name()) ? 0 : 1;
    if (stage == Stage.NUMBER) {
      return count;
    }
    count += draft.number() == pass.number() ? 0 : 1;
    for (int seat = 0; seat < draft.seats().size(); seat++) {
      Assignment taken = draft.seats().get(seat);
      boolean known = seat < pass.number();
      count += known && taken.role().equals(cascade.offers().roles().get(pass.task()).get(pass.roles().get(seat)).name()) ? 0 : 1;
      boolean open = stage == Stage.MODEL && seat == draft.seat();
      count += open || (known && cascade.offers().models().get(pass.models().get(seat)).name().equals(taken.model())) ? 0 : 1;
    }
    return count;
  }

  @Override
  public String version() {
    return "masrouter-published/1(%s)%s or %s".formatted(learned, salt.isEmpty() ? "" : "/" + salt, otherwise.version());
  }

  @Override
  public String embeddingModel() {
    return embedder.name();
  }
}
