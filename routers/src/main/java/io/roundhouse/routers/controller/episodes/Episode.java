package io.roundhouse.routers.controller.episodes;

import io.roundhouse.routers.Decision;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.StageTrace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, how it was worked on, with which probabilities that was chosen, and what came of it. Immutable.
 *
 * @param id unique, such as the run's id; feedback that comes later names it
 * @param query what was asked: shadow runs of one request share it, others may use the id
 * @param text what the caller wrote; may be blank if there is a vector, so that a log need not keep what people say
 * @param vector the text's embedding, or {@code null}; of the embedder that learning uses. Not to be changed
 * @param domain the kind of task if somebody knows it, used in training only; {@code null} if nobody does
 * @param stages what was chosen after the agents: mode, number, and role and model of each seat; empty if nothing was left to chance
 * @param shadow whether it was carried out to learn, beside others of the same query, so that nothing was chosen by lot
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never changed
public record Episode(
    String id, String query, String text, float @Nullable [] vector, @Nullable String domain, Plan plan, List<StageChoice> stages,
    Reward reward, boolean shadow) {

  /** Copies the stages; throws {@link RoutingException.Invalid} if there is neither text nor vector, or the id or query is blank. */
  public Episode {
    stages = List.copyOf(stages);
    if (id.isBlank() || query.isBlank()) {
      throw new RoutingException.Invalid("an episode has the id '%s' and the query '%s'; expected both".formatted(id, query));
    }
    if (text.isBlank() && vector == null) {
      throw new RoutingException.Invalid("episode '%s' has neither a text nor a vector; expected one of them".formatted(id));
    }
  }

  /** Returns the episode of a decision that was carried out. */
  public static Episode of(String id, String text, Decision.Routed decision, Reward reward) {
    return new Episode(id, id, text, null, null, Plan.of(decision), choices(decision.trace()), reward, false);
  }

  /** Returns an episode of which the choices are known one by one. */
  public static Episode logged(String id, String text, Plan plan, List<StageChoice> stages, Reward reward) {
    return new Episode(id, id, text, null, null, plan, stages, reward, false);
  }

  /** Returns an episode that was carried out to learn from. */
  public static Episode shadow(String id, String query, String text, Plan plan, Reward reward) {
    return new Episode(id, query, text, null, null, plan, List.of(), reward, true);
  }

  /** Returns this episode with what is known by now; what was known before stays. */
  public Episode with(Reward later) {
    return new Episode(id, query, text, vector, domain, plan, stages, reward.or(later), shadow);
  }

  /** Returns this episode with the kind of task. */
  public Episode withDomain(@Nullable String known) {
    return new Episode(id, query, text, vector, known, plan, stages, reward, shadow);
  }

  /** Returns the probability with which this plan was chosen; 1 for a shadow run and where nothing was left to chance. */
  public double propensity() {
    double product = 1;
    for (StageChoice stage : stages) {
      product *= stage.propensity();
    }
    return shadow ? 1 : product;
  }

  private static List<StageChoice> choices(List<StageTrace> trace) {
    List<StageChoice> choices = new ArrayList<>();
    Map<Stage, Integer> seats = new EnumMap<>(Stage.class);
    for (StageTrace stage : trace) {
      if (stage.stage().compareTo(Stage.MODE) >= 0) {
        choices.add(StageChoice.of(stage, seats.merge(stage.stage(), 1, Integer::sum) - 1));
      }
    }
    return choices;
  }
}
