package io.roundhouse.routers.controller;

import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.network.CascadeNetwork;
import io.roundhouse.routers.controller.network.PaperCascade;
import io.roundhouse.routers.controller.plans.FixedScorer;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.StageScorer;
import io.roundhouse.routers.controller.plans.TableScorer;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.internal.Packed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a controller learned, as it is kept: the plans, everything that was fitted, which of it is in service, and why. Its version is
 * a hash of its contents, so two snapshots with the same version decide the same. Immutable.
 *
 * @param embedder the name of the embedder whose vectors it was trained on; others must not be used with it
 * @param source what it was trained on, for people
 * @param episodes how many episodes that were
 * @param goal what a dollar and a second were worth in training
 * @param inService by what the policies decide
 * @param table {@code null} if there were too few episodes for one
 * @param network likewise
 * @param published MasRouter as published, which decides only where {@link MasRouterPolicy#withFaithful} asks for it; {@code null} if
 *     there are no weights for it
 * @param reference what training was like, to notice change; {@code null} if nothing was trained
 * @param evidence sentences that say how the kinds compared where they had not learned from
 */
public record ControllerSnapshot(
    String embedder, String source, int episodes, Goal goal, PlanBook book, Kind inService, @Nullable TableScorer table,
    @Nullable CascadeNetwork network, @Nullable PaperCascade published, @Nullable Reference reference, List<String> evidence) {

  /** By what a snapshot decides. */
  public enum Kind {
    /** One plan for all texts. */
    STATIC,
    /** The best plan for the kind of text. */
    TABLE,
    /** The network. */
    LEARNED
  }

  /** Copies the evidence; throws {@link EpisodeException} if what is in service is not there, or there are no plans. */
  public ControllerSnapshot {
    evidence = List.copyOf(evidence);
    if (book.plans().isEmpty()) {
      throw new EpisodeException("a controller snapshot has no plans; expected at least one that was tried");
    }
    if ((inService == Kind.TABLE && table == null) || (inService == Kind.LEARNED && network == null)) {
      throw new EpisodeException("a controller snapshot is to decide by %s and has none".formatted(inService));
    }
  }

  /** Returns what says which branch is worth most. */
  public StageScorer scorer() {
    return switch (inService) {
      case STATIC -> FixedScorer.of(book);
      case TABLE -> Objects.requireNonNull(table);
      case LEARNED -> Objects.requireNonNull(network);
    };
  }

  /** Returns a snapshot that decides by the plans' facts alone, such as one written by hand; see the other parts at the top. */
  public static ControllerSnapshot fixed(String embedder, String source, Goal goal, PlanBook book) {
    return new ControllerSnapshot(embedder, source, 0, goal, book, Kind.STATIC, null, null, null, null, List.of("nothing was trained"));
  }

  /** Returns this snapshot deciding by something else that it holds. */
  public ControllerSnapshot with(Kind kind) {
    return new ControllerSnapshot(embedder, source, episodes, goal, book, kind, table, network, published, reference, evidence);
  }

  /** Returns this snapshot with weights for MasRouter as published; it decides as before. */
  public ControllerSnapshot withPublished(PaperCascade cascade) {
    return new ControllerSnapshot(embedder, source, episodes, goal, book, inService, table, network, cascade, reference, evidence);
  }

  /** Returns the snapshot as JSON. */
  public String toJson() {
    return SnapshotJson.write(this);
  }

  /** Reads a snapshot; throws {@link EpisodeException} if the text is not one. */
  public static ControllerSnapshot fromJson(String text) {
    return SnapshotJson.read(text);
  }

  /** Returns the version: sixteen hexadecimal digits of a hash over everything in it; costs a walk over all of it. */
  public String version() {
    return Packed.hash(toJson());
  }
}
