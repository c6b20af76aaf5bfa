package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.learn.Query;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Sweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A policy as somebody configured it, asked once for every test row and willingness to pay. Prices are the models' mean costs on the
 * training rows. A row for which it chooses nothing goes to the cheapest model.
 */
record Configured(String name, ModelPolicy policy) implements Contender {

  private static final int RATES = 32;
  private static final int TOKENS = 1_000;

  @Override
  public Curve run(Trial trial) {
    Outcomes test = trial.test();
    double[] cost = trial.training().meanCost();
    List<ModelOffer> offers = new ArrayList<>();
    int cheapest = 0;
    for (int j = 0; j < cost.length; j++) {
      long price = Math.round(cost[j] * 1e12 / TOKENS); // micro-dollars a million tokens, if a call has a thousand
      offers.add(ModelOffer.of(new ModelProfile(test.models().get(j), "", price, 0, 0)));
      cheapest = cost[j] < cost[cheapest] ? j : cheapest;
    }
    List<Query> queries = trial.testQueries();
    List<Curve.Stop> stops = new ArrayList<>();
    double mean = Arrays.stream(cost).average().orElse(1);
    for (double rate : Sweep.coarse(mean, RATES)) {
      int[] chosen = new int[test.size()];
      for (int i = 0; i < chosen.length; i++) {
        Query query = queries.get(i);
        ModelCall plain = ModelCall.of(query.text()).withRoute(query.routeText(), query.vector()).withSequence(i);
        ModelCall call = new ModelCall(plain.text(), plain.routeText(), plain.vector(), TOKENS, 0, plain.needs(),
            Goal.BEST.withPerDollar(rate), "", i, plain.tags());
        int none = cheapest;
        chosen[i] = policy.choose(call, offers).value().map(offer -> test.models().indexOf(offer.name())).orElse(none);
      }
      stops.add(Curve.Stop.of(rate, chosen, test));
    }
    return new Curve(stops, null);
  }
}
