package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.roles.Role;
import io.roundhouse.routers.roles.RoleLibrary;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that MasRouter as published can choose. Immutable.
 *
 * @param tasks the kinds of tasks, one of which it infers from the text
 * @param modes named as the constants of {@link CollaborationMode}
 * @param roles by their ids, for each task those that it may use
 * @param models by their names
 */
public record PaperOffers(List<Named> tasks, List<Named> modes, List<List<Named>> roles, List<Named> models) {

  private static final List<String> DOMAINS = List.of("mathematics", "code", "general-knowledge");
  private static final List<CollaborationMode> MODES = List.of(CollaborationMode.SOLO, CollaborationMode.CHAIN_OF_THOUGHT,
      CollaborationMode.CHAIN, CollaborationMode.FULL_MESH, CollaborationMode.DEBATE, CollaborationMode.REFLECTION);

  /** Copies the lists; throws {@link IllegalArgumentException} if one is empty, a mode unknown, or vectors differ in length. */
  public PaperOffers {
    tasks = List.copyOf(tasks);
    modes = List.copyOf(modes);
    roles = roles.stream().map(List::copyOf).toList();
    models = List.copyOf(models);
    modes.forEach(mode -> CollaborationMode.valueOf(mode.name()));
    if (tasks.isEmpty() || modes.isEmpty() || models.isEmpty() || roles.size() != tasks.size()
        || roles.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("%d tasks, %d modes, %d models and roles %s by task; expected one of each, and roles for each task"
          .formatted(tasks.size(), modes.size(), models.size(), roles.stream().map(List::size).toList()));
    }
    int length = tasks.getFirst().vector().length;
    Stream.of(tasks.stream(), modes.stream(), roles.stream().flatMap(List::stream), models.stream()).flatMap(all -> all)
        .filter(each -> each.vector().length != length).findFirst().ifPresent(each -> {
          throw new IllegalArgumentException(
              "'%s' has a vector of %d numbers; expected %d".formatted(each.name(), each.vector().length, length));
        });
  }

  /**
   * Returns what the paper offers, in our own words: its three domains with the roles that {@code library} has for each, its six modes, and
   * these models. Embeds each of them once.
   *
   * @throws IllegalArgumentException if the library lacks one of the domains, or there are no models
   */
  public static PaperOffers of(RoleLibrary library, List<ModelProfile> models, TextEmbedder embedder) {
    if (!library.domains().keySet().containsAll(DOMAINS)) {
      throw new IllegalArgumentException("the roles are for %s; expected %s among them".formatted(library.domains().keySet(), DOMAINS));
    }
    return of(DOMAINS.stream().map(domain -> named(domain, String.valueOf(library.domains().get(domain)), embedder)).toList(), MODES,
        DOMAINS.stream().map(library::roles).toList(), models, embedder);
  }

  /**
   * Returns offers of any tasks and modes.
   *
   * @param roles by task; a task without any has {@link Assignment#ANSWERER}
   */
  public static PaperOffers of(
      List<Named> tasks, List<CollaborationMode> modes, List<List<Role>> roles, List<ModelProfile> models, TextEmbedder embedder) {
    return new PaperOffers(tasks, modes.stream().map(mode -> named(mode.name(), mode.purpose(), embedder)).toList(),
        roles.stream().map(each -> roles(each, embedder)).toList(),
        models.stream().map(model -> named(model.name(), model.description(), embedder)).toList());
  }

  private static List<Named> roles(List<Role> roles, TextEmbedder embedder) {
    return roles.isEmpty() ? List.of(named(Assignment.ANSWERER, "Answers the question.", embedder))
        : roles.stream().map(role -> named(role.id(), role.duty(), embedder)).toList();
  }

  private static Named named(String name, String description, TextEmbedder embedder) {
    return new Named(name, embedder.embed(description.isBlank() ? name : name + ": " + description));
  }

  int dimensions() {
    return tasks.getFirst().vector().length;
  }
}
