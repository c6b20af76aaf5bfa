package io.roundhouse.server.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.online.Bandit;
import io.roundhouse.routers.models.online.OnlinePolicy;
import io.roundhouse.routers.models.online.Tether;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the snapshot in service, corrected by the feedback that has come since it was put there. A model that the snapshot does
 * not know joins when it is first on offer; one that leaves the catalog is not chosen, and what was learned about it stays. Another
 * snapshot starts with fresh corrections, since what came before is in its own training. Without a snapshot it chooses nothing.
 * Thread-safe; not for event loops.
 */
public final class OnlineModels implements ModelPolicy {

  private final SnapshotPolicy snapshots;
  private final OnlineSettings settings;
  private @Nullable State state;

  private record State(String snapshot, OutcomePredictor predictor, OnlinePolicy policy) {}

  private OnlineModels(SnapshotPolicy snapshots, OnlineSettings settings) {
    this.snapshots = snapshots;
    this.settings = settings;
  }

  /** Returns a policy that has learned nothing from feedback yet. */
  public static OnlineModels of(SnapshotPolicy snapshots, OnlineSettings settings) {
    return new OnlineModels(snapshots, settings);
  }

  /** Learns what came of a call, whose vector must be known. */
  public synchronized void learn(ModelCall call, String model, double score) {
    State now = now();
    if (now != null) {
      OnlinePolicy joined = now.policy().withBandit(now.policy().bandit().join(model));
      state = new State(now.snapshot(), now.predictor(), joined.learn(call, model, score));
    }
  }

  /** Returns all that feedback has taught, to be kept; empty before the first snapshot. */
  public synchronized Optional<JsonNode> learned() {
    State now = now();
    if (now == null) {
      return Optional.empty();
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("snapshot", now.snapshot());
    document.put("account", now.policy().tether().account());
    document.set("bandit", now.policy().bandit().toJson());
    return Optional.of(document);
  }

  /**
   * Takes up what was kept; ignored if it belongs to another snapshot than the one in service.
   *
   * @throws IllegalArgumentException if the document is not one of ours
   */
  public synchronized void resume(JsonNode document) {
    State now = now();
    if (now != null && document.path("snapshot").asText().equals(now.snapshot())) {
      Tether fresh = now.policy().tether();
      Tether tether = new Tether(fresh.fixed(), fresh.share(), fresh.overdraft(), document.path("account").asDouble());
      state = new State(now.snapshot(), now.predictor(), policy(now.predictor(), Bandit.fromJson(document.path("bandit")), tether));
    }
  }

  @Override
  public ModelPolicy settled() {
    State now;
    synchronized (this) {
      now = now();
    }
    return now == null ? snapshots.settled() : new Open(now.policy(), "online(" + now.snapshot() + "," + now.policy().version() + ")");
  }

  /** The state that fits the snapshot in service; null if there is none. */
  private @Nullable State now() {
    SnapshotPolicy.Learned found = snapshots.current();
    if (found == null) {
      state = null;
      return null;
    }
    State known = state;
    if (known == null || !known.snapshot().equals(found.version())) {
      OutcomePredictor predictor = found.snapshot().predictor();
      known = new State(found.version(), predictor, policy(predictor,
          Bandit.of(predictor.models(), OnlinePolicy.CONTEXT, settings.caution()),
          new Tether(settings.tetheredTo(predictor), settings.share(), settings.overdraft(), 0)));
      state = known;
    }
    return known;
  }

  private OnlinePolicy policy(OutcomePredictor predictor, Bandit bandit, Tether tether) {
    return new OnlinePolicy(predictor, bandit, settings.exploration(), settings.breadth(), tether);
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    return settled().choose(call, offers);
  }

  @Override
  public String version() {
    return settled().version();
  }

  /** Lets models take part that have not joined yet. */
  private record Open(OnlinePolicy policy, String version) implements ModelPolicy {

    @Override
    public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
      Bandit all = policy.bandit();
      for (ModelOffer offer : offers) {
        all = all.join(offer.name());
      }
      return policy.withBandit(all).choose(call, offers);
    }
  }
}
