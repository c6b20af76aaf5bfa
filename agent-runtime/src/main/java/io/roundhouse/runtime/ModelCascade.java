package io.roundhouse.runtime;

import io.roundhouse.routers.models.cascade.AgreementGate;
import io.roundhouse.routers.models.cascade.Ladder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asking more than one model for one answer, in place of choosing one beforehand. Immutable. */
public sealed interface ModelCascade {

  /** Returns the names of all models that may be asked, judges included. */
  List<String> models();

  /** Cheap models answer first; if enough of them say the same it stands, else a strong one answers. */
  record Gate(AgreementGate rule) implements ModelCascade {

    @Override
    public List<String> models() {
      List<String> all = new ArrayList<>(rule.probes());
      all.add(rule.strong());
      return List.copyOf(all);
    }
  }

  /**
   * Models answer from cheap to dear until a judge is content.
   *
   * @param judge the model that judges; null to judge by the form: an answer is good if it is JSON that fits the schema the request
   *     gives, and one to a request that gives none if it says anything
   */
  record Rungs(Ladder rule, @Nullable String judge) implements ModelCascade {

    @Override
    public List<String> models() {
      List<String> all = new ArrayList<>(rule.models());
      if (judge != null) {
        all.add(judge);
      }
      return List.copyOf(all);
    }
  }
}
