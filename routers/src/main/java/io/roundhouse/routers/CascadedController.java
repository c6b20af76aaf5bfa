package io.roundhouse.routers;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Takes a decision in small steps, each knowing those before: who is eligible, who suits, in which mode, how many, and for each
 * seat the role and the model. The cascade is that of MasRouter (arXiv 2502.11133), with the choice of agents (TCAR, arXiv
 * 2601.04544) in front; unlike the paper's it knows the mode when it chooses the number, and takes the best choice instead of
 * drawing one. The controller itself only keeps the rules that hold for every policy: nobody is chosen who was not eligible, and
 * a mode of one agent has one seat.
 *
 * <p>Immutable and safe to share.
 */
public final class CascadedController implements Controller {

  private static final int MAX_SEATS = 64;
  private static final Policy<Integer> ONE = Policy.fixed(1, "In this mode one agent works.");

  private final Policies policies;

  private CascadedController(Policies policies) {
    this.policies = policies;
  }

  /** Returns a controller that needs no training: see {@link Policies#ofDefaults()}. */
  public static CascadedController ofDefaults() {
    return of(Policies.ofDefaults());
  }

  /** Returns a controller that decides with the given policies. */
  public static CascadedController of(Policies policies) {
    return new CascadedController(policies);
  }

  @Override
  public Decision decide(RoutingRequest request) {
    Versions versions = new Versions(policies.versions(), request.catalogVersion(), policies.embeddingModel());
    Draft eligible = chooseAgents(Draft.of(request), Stage.ELIGIBILITY, policies.eligibility());
    if (eligible.agents().isEmpty()) {
      return new Decision.OutOfScope(List.of(), eligible.trace(), versions);
    }
    Draft suited = chooseAgents(eligible, Stage.AGENTS, policies.agents());
    if (suited.agents().isEmpty()) {
      List<Capability> capabilities = eligible.agents().stream().map(Capability::of).sorted(Capability.BY_AGENT).toList();
      return new Decision.OutOfScope(capabilities, suited.trace(), versions);
    }
    return seat(suited, versions);
  }

  private static Draft chooseAgents(Draft draft, Stage stage, Policy<List<AgentProfile>> policy) {
    Choice<List<AgentProfile>> choice = policy.choose(draft);
    List<AgentProfile> chosen = choice.value();
    if (!new HashSet<>(draft.agents()).containsAll(chosen) || new HashSet<>(chosen).size() < chosen.size()) {
      throw broken(stage, policy, names(chosen), "distinct agents out of " + names(draft.agents()));
    }
    return draft.withAgents(chosen).traced(StageTrace.of(stage, policy, names(chosen), choice));
  }

  private Decision seat(Draft suited, Versions versions) {
    Choice<CollaborationMode> mode = policies.mode().choose(suited);
    Draft draft = suited.withMode(mode.value())
        .traced(StageTrace.of(Stage.MODE, policies.mode(), List.of(mode.value().name()), mode));
    Choice<Integer> number = chooseNumber(draft);
    draft = draft.withNumber(number.value());
    draft = draft.traced(StageTrace.of(Stage.NUMBER, numberPolicy(draft), List.of(number.value().toString()), number));
    Estimate predicted = number.predicted().or(mode.predicted());
    for (int seat = 0; seat < number.value(); seat++) {
      draft = chooseRole(draft.atSeat(seat));
      Choice<Optional<ModelProfile>> model = chooseModel(draft);
      draft = withModel(draft, model);
      if (draft.mode() == CollaborationMode.SOLO) {
        predicted = model.predicted().or(predicted);
      }
    }
    return new Decision.Routed(draft.seats(), draft.mode(), predicted, draft.trace(), versions);
  }

  private Policy<Integer> numberPolicy(Draft draft) {
    return draft.mode().isSingle() ? ONE : policies.number();
  }

  private Choice<Integer> chooseNumber(Draft draft) {
    Policy<Integer> policy = numberPolicy(draft);
    Choice<Integer> number = policy.choose(draft);
    if (number.value() < 1 || number.value() > MAX_SEATS) {
      throw broken(Stage.NUMBER, policy, number.value(), "a number from 1 to " + MAX_SEATS);
    }
    return number;
  }

  private Draft chooseRole(Draft draft) {
    Choice<String> role = policies.role().choose(draft);
    return draft.seating(new Assignment(draft.seated().name(), role.value(), null))
        .traced(StageTrace.of(Stage.ROLE, policies.role(), List.of(role.value()), role));
  }

  private Choice<Optional<ModelProfile>> chooseModel(Draft draft) {
    Choice<Optional<ModelProfile>> model = policies.model().choose(draft);
    if (!draft.request().models().containsAll(model.value().stream().toList())) {
      throw broken(Stage.MODEL, policies.model(), model.value().get().name(), "a model that the request offers");
    }
    return model;
  }

  private Draft withModel(Draft draft, Choice<Optional<ModelProfile>> model) {
    Assignment open = draft.seats().getLast();
    Optional<String> name = model.value().map(ModelProfile::name);
    return draft.seating(new Assignment(open.agent(), open.role(), name.orElse(null)))
        .traced(StageTrace.of(Stage.MODEL, policies.model(), name.stream().toList(), model));
  }

  private static List<String> names(List<AgentProfile> agents) {
    return agents.stream().map(AgentProfile::name).toList();
  }

  private static RoutingException broken(Stage stage, Policy<?> policy, Object chosen, String expected) {
    return new RoutingException.BrokenPolicy(
        "policy '%s' chose %s at stage %s; expected %s".formatted(policy.version(), chosen, stage, expected));
  }
}
