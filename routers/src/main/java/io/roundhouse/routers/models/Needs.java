package io.roundhouse.routers.models;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model must have to be considered at all. Immutable.
 *
 * @param abilities all of these, such as {@code tools} or {@code vision}
 * @param regions one of these; empty if any will do. A model whose region nobody declared does not qualify where regions are asked for
 * @param allowed one of these names or models; empty if any will do
 * @param denied none of these names or models
 */
public record Needs(Set<String> abilities, Set<String> regions, Set<String> allowed, Set<String> denied) {

  /** No demands. */
  public static final Needs NONE = new Needs(Set.of(), Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public Needs {
    abilities = Set.copyOf(abilities);
    regions = Set.copyOf(regions);
    allowed = Set.copyOf(allowed);
    denied = Set.copyOf(denied);
  }

  /** Returns demands for abilities alone. */
  public static Needs abilities(String... names) {
    return new Needs(Set.of(names), Set.of(), Set.of(), Set.of());
  }

  /** Returns what keeps {@code offer} from serving {@code call}, in a few words; nothing if nothing does. */
  public Optional<String> obstacle(ModelOffer offer, ModelCall call) {
    if (offer.state().open() != null) {
      return Optional.of(offer.state().open());
    }
    if (denied.contains(offer.name()) || denied.contains(offer.model())) {
      return Optional.of("denied");
    }
    if (!allowed.isEmpty() && !allowed.contains(offer.name()) && !allowed.contains(offer.model())) {
      return Optional.of("not allowed");
    }
    for (String ability : new TreeSet<>(abilities)) {
      if (!offer.abilities().contains(ability)) {
        return Optional.of("no " + ability);
      }
    }
    if (!regions.isEmpty() && !regions.contains(offer.region())) {
      return Optional.of(offer.region().isEmpty() ? "region unknown" : "in region " + offer.region());
    }
    long tokens = (long) call.inputTokens() + call.answerTokens();
    int room = offer.profile().contextTokens();
    return room > 0 && tokens > room ? Optional.of("%d tokens do not fit into %d".formatted(tokens, room)) : Optional.empty();
  }
}
