package io.roundhouse.runtime;

import io.roundhouse.routers.models.cascade.AgreementGate;
import io.roundhouse.routers.models.cascade.Ladder;
import java.util.ArrayList;
import java.util.List;

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

  /** Models answer from cheap to dear until a judge is content. */
  record Rungs(Ladder rule, CascadeJudge judge) implements ModelCascade {

    @Override
    public List<String> models() {
      List<String> all = new ArrayList<>(rule.models());
      if (judge instanceof CascadeJudge.ByModel other) {
        all.add(other.model());
      }
      return List.copyOf(all);
    }
  }
}
