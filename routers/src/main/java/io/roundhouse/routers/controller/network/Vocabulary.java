package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.CollaborationMode;
import java.util.List;

/**
 * Everything a network can tell apart. Immutable.
 *
 * @param tasks the kinds of tasks, which it infers from the text; at least one
 * @param modes named as the constants of {@link CollaborationMode}
 * @param roles by their ids
 * @param models by their names; a blank name stands for "the agent's own"
 */
public record Vocabulary(List<Named> tasks, List<Named> modes, List<Named> roles, List<Named> models) {

  /** Copies the lists; throws {@link IllegalArgumentException} if one is empty or vectors differ in length. */
  public Vocabulary {
    tasks = List.copyOf(tasks);
    modes = List.copyOf(modes);
    roles = List.copyOf(roles);
    models = List.copyOf(models);
    if (tasks.isEmpty() || modes.isEmpty() || roles.isEmpty() || models.isEmpty()) {
      throw new IllegalArgumentException("a network knows %d tasks, %d modes, %d roles and %d models; expected at least one of each"
          .formatted(tasks.size(), modes.size(), roles.size(), models.size()));
    }
    int length = tasks.getFirst().vector().length;
    for (List<Named> all : List.of(tasks, modes, roles, models)) {
      for (Named each : all) {
        if (each.vector().length != length) {
          throw new IllegalArgumentException(
              "'%s' has a vector of %d numbers; expected %d".formatted(each.name(), each.vector().length, length));
        }
      }
    }
  }

  int dimensions() {
    return tasks.getFirst().vector().length;
  }

  static int index(List<Named> all, String name) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("the network does not know '%s'; it knows %s"
        .formatted(name, all.stream().map(Named::name).toList()));
  }
}
