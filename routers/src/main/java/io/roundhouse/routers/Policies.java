package io.roundhouse.routers;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy of each stage. Immutable; start from {@link #ofDefaults()} and replace what should decide differently.
 *
 * @param eligibility chooses who may be considered; nobody ends the decision
 * @param agents chooses among those, best first; nobody ends the decision
 * @param number chooses how many seats there are; not asked in a mode of one agent
 * @param role chooses the role of the seat being filled ({@link Draft#seated()})
 * @param model chooses the model of the last seat
 */
public record Policies(
    Policy<List<AgentProfile>> eligibility,
    Policy<List<AgentProfile>> agents,
    Policy<CollaborationMode> mode,
    Policy<Integer> number,
    Policy<String> role,
    Policy<Optional<ModelProfile>> model) {

  /** Returns policies that work untrained: words choose the agent, it answers alone, with its own or the cheapest fitting model. */
  public static Policies ofDefaults() {
    return new Policies(
        new EveryonePolicy(),
        new LexicalAgentPolicy(),
        Policy.fixed(CollaborationMode.SOLO, "One agent answers alone, which is the rule until other modes have shown their worth."),
        Policy.fixed(1, "One agent is enough."),
        Policy.fixed(Assignment.ANSWERER, "The agent simply answers."),
        new CheapestFitPolicy());
  }

  /** Returns these policies with another one for {@link Stage#ELIGIBILITY}. */
  public Policies withEligibility(Policy<List<AgentProfile>> policy) {
    return new Policies(policy, agents, mode, number, role, model);
  }

  /** Returns these policies with another one for {@link Stage#AGENTS}. */
  public Policies withAgents(Policy<List<AgentProfile>> policy) {
    return new Policies(eligibility, policy, mode, number, role, model);
  }

  /** Returns these policies with another one for {@link Stage#MODE}. */
  public Policies withMode(Policy<CollaborationMode> policy) {
    return new Policies(eligibility, agents, policy, number, role, model);
  }

  /** Returns these policies with another one for {@link Stage#NUMBER}. */
  public Policies withNumber(Policy<Integer> policy) {
    return new Policies(eligibility, agents, mode, policy, role, model);
  }

  /** Returns these policies with another one for {@link Stage#ROLE}. */
  public Policies withRole(Policy<String> policy) {
    return new Policies(eligibility, agents, mode, number, policy, model);
  }

  /** Returns these policies with another one for {@link Stage#MODEL}. */
  public Policies withModel(Policy<Optional<ModelProfile>> policy) {
    return new Policies(eligibility, agents, mode, number, role, policy);
  }

  /** The first embedding model that a stage uses, in the order of the stages; all have to use the same. */
  @Nullable String embeddingModel() {
    return Stream.of(eligibility, agents, mode, number, role, model)
        .map(Policy::embeddingModel).filter(Objects::nonNull).findFirst().orElse(null);
  }

  Map<Stage, String> versions() {
    Map<Stage, String> versions = new EnumMap<>(Stage.class);
    versions.put(Stage.ELIGIBILITY, eligibility.version());
    versions.put(Stage.AGENTS, agents.version());
    versions.put(Stage.MODE, mode.version());
    versions.put(Stage.NUMBER, number.version());
    versions.put(Stage.ROLE, role.version());
    versions.put(Stage.MODEL, model.version());
    return versions;
  }
}
