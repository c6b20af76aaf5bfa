package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.network.Named;
import io.roundhouse.routers.controller.network.Vocabulary;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.roles.Role;
import io.roundhouse.routers.roles.RoleLibrary;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the network is told about tasks, modes, roles and models: their descriptions as vectors. */
final class Words {

  private Words() {}

  static Vocabulary of(PlanBook book, Collection<Episode> episodes, RoleLibrary library, TextEmbedder embedder) {
    Map<String, String> tasks = new LinkedHashMap<>(library.domains());
    episodes.forEach(episode -> {
      if (episode.domain() != null) {
        tasks.putIfAbsent(episode.domain(), episode.domain());
      }
    });
    if (tasks.isEmpty()) {
      tasks.put("any", "Requests of any kind");
    }
    List<Plan> plans = book.plans().stream().map(PlanFacts::plan).toList();
    Set<String> modes = plans.stream().map(plan -> plan.mode().name()).collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> roles = new LinkedHashSet<>();
    Set<String> models = new LinkedHashSet<>(Set.of(""));
    for (Plan plan : plans) {
      for (PlanSeat seat : plan.seats()) {
        roles.add(seat.role());
        models.add(seat.model() == null ? "" : seat.model());
      }
    }
    return new Vocabulary(
        tasks.entrySet().stream().map(task -> named(task.getKey(), task.getKey() + ": " + task.getValue(), embedder)).toList(),
        modes.stream().map(mode -> named(mode, CollaborationMode.valueOf(mode).purpose(), embedder)).toList(),
        roles.stream().map(role -> named(role, library.role(role).map(Role::duty).orElse(role.replace('-', ' ')), embedder)).toList(),
        models.stream().map(model -> named(model, model.isEmpty() ? "the agent's own model" : "language model " + model, embedder))
            .toList());
  }

  private static Named named(String name, String description, TextEmbedder embedder) {
    return new Named(name, embedder.embed(description));
  }
}
