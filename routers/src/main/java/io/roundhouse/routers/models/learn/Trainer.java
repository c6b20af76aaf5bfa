package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.learn.FeatureSpace.Selection;
import io.roundhouse.routers.models.learn.OutcomePredictor.Part;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link OutcomePredictor} from outcomes. Everything is chosen on the training rows: each member of the ensemble says what
 * it would have predicted for a row it had not seen (exact leave-one-out, no refits), and {@link Selector} then picks members, and
 * the models worth choosing, by the area in the quality-cost plane that these predictions would have earned.
 */
public final class Trainer {

  static final Selection FAMILY_FEATURES = Selection.EVERYTHING_STRAIGHT;
  static final List<Selection> SELECTIONS =
      List.of(Selection.EVERYTHING_STRAIGHT, Selection.VECTOR_AND_SHAPE, Selection.WAVES);
  private static final double LEAST_SHARE_OF_TABLE = 0.2;

  private Trainer() {}

  /** A possible member with what it would have predicted for the training rows. */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  record Member(@Nullable Selection selection, boolean onTable,
      @Nullable Linear model, double[][] leftOut) {}

  /**
   * Learns.
   *
   * @param training what happened; scores may be missing
   * @param vectors the embeddings of the prompts' route texts, in their order
   */
  public static OutcomePredictor train(Outcomes training, List<float[]> vectors) {
    Library library = library(training, vectors);
    return library.predictor(Selector.select(library));
  }

  /** All that was fitted, before anything is chosen. */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  record Library(Outcomes training, FeatureSpace space, Families families, FamilyTable table, FamilyTable costTable, Linear costRest,
      double[][] known, double[][] cost, List<Member> members, Nearby nearby) {

    OutcomePredictor predictor(Selector.Selected selected) {
      double[] weights = selected.weights();
      List<Part> parts = new ArrayList<>();
      for (int m = 2; m < members.size() - 2; m++) {
        Member member = members.get(m);
        if (weights[m] > 0) {
          parts.add(new Part(
              Objects.requireNonNull(member.selection()), member.onTable(), weights[m], Objects.requireNonNull(member.model())));
        }
      }
      double[] near = {weights[weights.length - 2], weights[weights.length - 1]};
      return new OutcomePredictor(training.models(), space, families, table.values(), costTable.values(), costRest,
          training.meanQuality(), weights[0], weights[1], parts, near[0] + near[1] > 0 ? nearby : null, near,
          selected.candidates(), selected.guard());
    }
  }

  static Library library(Outcomes training, List<float[]> vectors) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < training.size(); i++) {
      queries.add(Query.of(training.prompts().get(i), vectors.get(i)));
    }
    FeatureSpace space = FeatureSpace.fit(queries);
    List<double[][]> blocks = queries.stream().map(space::blocks).toList();
    int[] family = Families.named(training);
    Ridge familyRidge = new Ridge(FeatureSpace.join(blocks, FAMILY_FEATURES));
    Families.Fit families = Families.fit(familyRidge, family);

    FamilyTable costTable = FamilyTable.of(training.cost(), family, Families.count(family));
    double[][] cost = base(costTable, training.cost(), family, families.leftOut());
    Ridge.Fit costFit = new Ridge(FeatureSpace.join(blocks, Selection.SHAPE_ONLY)).fit(difference(training.cost(), cost));
    for (int i = 0; i < cost.length; i++) {
      for (int j = 0; j < cost[i].length; j++) {
        cost[i][j] = floored(cost[i][j], costFit.leftOut().get(i, j));
      }
    }

    FamilyTable table = FamilyTable.of(training.quality(), family, Families.count(family));
    double[][] base = base(table, training.quality(), family, families.leftOut());
    double[][] known = filled(training.quality(), base);
    Nearby nearby = Nearby.fit(queries, known);
    List<Member> members = new ArrayList<>();
    members.add(new Member(null, false, null, repeated(training.meanQuality(), training.size())));
    members.add(new Member(null, true, null, base));
    for (Selection selection : SELECTIONS) {
      Ridge ridge = selection == FAMILY_FEATURES ? familyRidge : new Ridge(FeatureSpace.join(blocks, selection));
      Ridge.Fit direct = ridge.fit(Dense.of(known));
      members.add(new Member(selection, false, direct.model(), rows(direct.leftOut())));
      Ridge.Fit rest = ridge.fit(difference(known, base));
      members.add(new Member(selection, true, rest.model(), sum(base, rows(rest.leftOut()))));
    }
    double[][] few = new double[training.size()][];
    double[][] many = new double[training.size()][];
    for (int i = 0; i < few.length; i++) {
      double[][] near = nearby.meansWithout(i);
      few[i] = near[0];
      many[i] = near[1];
    }
    members.add(new Member(null, false, null, few));
    members.add(new Member(null, false, null, many));
    return new Library(training, space, families.families(), table, costTable, costFit.model(), known, cost, members, nearby);
  }

  /** A predicted cost never falls far below the family's mean. */
  static double floored(double table, double rest) {
    return Math.max(table + rest, LEAST_SHARE_OF_TABLE * table);
  }

  private static double[][] base(FamilyTable table, double[][] values, int[] family, double[][] probabilities) {
    double[][] base = new double[values.length][];
    for (int i = 0; i < base.length; i++) {
      base[i] = table.mixWithout(probabilities[i], family[i], values[i]);
    }
    return base;
  }

  private static double[][] filled(double[][] values, double[][] stand) {
    double[][] filled = new double[values.length][];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = values[i].clone();
      for (int j = 0; j < filled[i].length; j++) {
        filled[i][j] = Double.isNaN(filled[i][j]) ? stand[i][j] : filled[i][j];
      }
    }
    return filled;
  }

  private static Dense difference(double[][] values, double[][] base) {
    Dense difference = Dense.zeros(values.length, values[0].length);
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < base[i].length; j++) {
        difference.set(i, j, values[i][j] - base[i][j]);
      }
    }
    return difference;
  }

  private static double[][] rows(Dense matrix) {
    double[][] rows = new double[matrix.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.row(i);
    }
    return rows;
  }

  private static double[][] sum(double[][] left, double[][] right) {
    double[][] sum = new double[left.length][];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i].clone();
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] += right[i][j];
      }
    }
    return sum;
  }

  private static double[][] repeated(double[] row, int times) {
    double[][] rows = new double[times][];
    Arrays.fill(rows, row);
    return rows;
  }
}
