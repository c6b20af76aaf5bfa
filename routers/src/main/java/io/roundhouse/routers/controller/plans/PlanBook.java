package io.roundhouse.routers.controller.plans;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.plans.Fork.Branch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** The plans that may be chosen, with what is known about each. Immutable. */
public final class PlanBook {

  private final List<PlanFacts> facts;

  private PlanBook(List<PlanFacts> facts) {
    this.facts = facts;
  }

  /** Returns a book of these plans, in this order. */
  public static PlanBook of(List<PlanFacts> facts) {
    return new PlanBook(List.copyOf(facts));
  }

  /** Returns the plans. */
  public List<PlanFacts> plans() {
    return facts;
  }

  /** Returns the plan's place in the book; -1 if it is not in it. */
  public int indexOf(Plan plan) {
    for (int i = 0; i < facts.size(); i++) {
      if (facts.get(i).plan().equals(plan)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the fork at which a draft stands: the branches of plans that fit what was chosen so far, are in an allowed mode and use
   * models that the request offers. A plan that leaves a seat's model to the agent fits any model there.
   */
  public Fork fork(Stage stage, Draft draft, Set<CollaborationMode> modes) {
    Set<String> offered = draft.request().models().stream().map(ModelProfile::name).collect(Collectors.toSet());
    List<PlanSeat> seats = draft.seats().stream().map(PlanBook::seat).toList();
    return fork(stage, draft.mode(), draft.number(), stage == Stage.ROLE ? seats.subList(0, draft.seat()) : seats, index -> {
      Plan plan = facts.get(index).plan();
      return modes.contains(plan.mode())
          && plan.seats().stream().allMatch(seat -> seat.model() == null || offered.contains(seat.model()));
    });
  }

  private static PlanSeat seat(Assignment seat) {
    return new PlanSeat(seat.role(), seat.model());
  }

  /**
   * Returns the fork after the given choices, with the branches of plans that are {@code open}, by their places in the book. What stands
   * behind the stage, such as {@code mode} at {@link Stage#MODE}, is not looked at.
   */
  public Fork fork(Stage stage, CollaborationMode mode, int number, List<PlanSeat> seats, IntPredicate open) {
    Map<String, List<Integer>> branches = new LinkedHashMap<>();
    for (int i = 0; i < facts.size(); i++) {
      Plan plan = facts.get(i).plan();
      if (open.test(i) && fits(stage, plan, mode, number, seats)) {
        branches.computeIfAbsent(name(stage, plan, seats.size()), name -> new ArrayList<>()).add(i);
      }
    }
    return new Fork(stage, mode, number, seats,
        branches.entrySet().stream().map(branch -> new Branch(branch.getKey(), branch.getValue())).toList());
  }

  private static boolean fits(Stage stage, Plan plan, CollaborationMode mode, int number, List<PlanSeat> seats) {
    if (stage == Stage.MODE) {
      return true;
    }
    if (plan.mode() != mode || (stage != Stage.NUMBER && plan.seats().size() != number) || seats.size() > plan.seats().size()) {
      return false;
    }
    for (int i = 0; i < seats.size(); i++) {
      PlanSeat wanted = plan.seats().get(i);
      boolean open = stage == Stage.MODEL && i == seats.size() - 1;
      boolean sameModel = open || wanted.model() == null || Objects.equals(wanted.model(), seats.get(i).model());
      if (!wanted.role().equals(seats.get(i).role()) || !sameModel) {
        return false;
      }
    }
    return stage != Stage.ROLE || seats.size() < plan.seats().size();
  }

  private static String name(Stage stage, Plan plan, int seats) {
    return switch (stage) {
      case MODE -> plan.mode().name();
      case NUMBER -> Integer.toString(plan.seats().size());
      case ROLE -> plan.seats().get(seats).role();
      case MODEL -> Objects.requireNonNullElse(plan.seats().get(seats - 1).model(), "");
      case ELIGIBILITY, AGENTS -> throw new IllegalArgumentException("a plan says nothing about stage " + stage);
    };
  }
}
