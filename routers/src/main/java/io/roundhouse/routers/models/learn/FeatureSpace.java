package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a query into numbers, block by block: its embedding, its shape, its words, and waves over the first two. Every block is
 * centred on the training rows and scaled to the same spread, so that one penalty suits all. Immutable.
 */
final class FeatureSpace {

  private static final int WORD_DIRECTIONS = 128;
  private static final int VECTOR_WAVES = 256;
  private static final int SHAPE_WAVES = 128;
  private static final double SHAPE_LIMIT = 4;
  private static final long SEED = 20_260_101;

  /** The raw blocks of a query, each computed once whatever a selection takes of them. */
  enum Block {
    VECTOR(0), SHAPE(1), WORDS(2), VECTOR_WAVES(3), SHAPE_WAVES(4);

    private final int place;

    Block(int place) {
      this.place = place;
    }
  }

  private final double[] vectorMean;
  private final double[] shapeMean;
  private final double[] shapeSpread;
  private final WordSpace words;
  private final Waves vectorWaves;
  private final Waves shapeWaves;
  private final double[][] means;
  private final double[] scales;

  FeatureSpace(double[] vectorMean, double[] shapeMean, double[] shapeSpread, WordSpace words, double[][] means, double[] scales) {
    this.vectorMean = vectorMean;
    this.shapeMean = shapeMean;
    this.shapeSpread = shapeSpread;
    this.words = words;
    this.means = means;
    this.scales = scales;
    this.vectorWaves = new Waves(vectorMean.length, VECTOR_WAVES, Math.sqrt(0.5), SEED);
    this.shapeWaves = new Waves(Shape.SIZE, SHAPE_WAVES, Math.sqrt(Shape.SIZE), SEED + 1);
  }

  double[] vectorMean() {
    return vectorMean;
  }

  double[] shapeMean() {
    return shapeMean;
  }

  double[] shapeSpread() {
    return shapeSpread;
  }

  WordSpace words() {
    return words;
  }

  double[][] means() {
    return means;
  }

  double[] scales() {
    return scales;
  }

  static FeatureSpace fit(List<Query> queries) {
    Dense vectors = Dense.of(queries.stream().map(query -> widened(query.vector())).toArray(double[][]::new));
    Dense shapes = Dense.of(queries.stream().map(Shape::of).toArray(double[][]::new));
    double[] shapeMean = shapes.means();
    WordSpace words = WordSpace.fit(queries.stream().map(Query::routeText).toList(), WORD_DIRECTIONS, SEED);
    Block[] blocks = Block.values();
    FeatureSpace raw = new FeatureSpace(vectors.means(), shapeMean, spread(shapes, shapeMean), words, new double[blocks.length][], unit());
    double[][] means = new double[blocks.length][];
    double[] scales = new double[blocks.length];
    for (Block block : blocks) {
      Dense values = Dense.of(queries.stream().map(query -> raw.raw(query, block)).toArray(double[][]::new));
      means[block.place] = values.means();
      double squares = 0;
      for (double value : values.minus(means[block.place]).values()) {
        squares += value * value;
      }
      scales[block.place] = squares < 1e-12 ? 0 : Math.sqrt(queries.size() / squares);
    }
    return new FeatureSpace(raw.vectorMean, shapeMean, raw.shapeSpread, words, means, scales);
  }

  private static double[] unit() {
    double[] ones = new double[Block.values().length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] spread(Dense values, double[] means) {
    double[] spread = new double[means.length];
    for (int i = 0; i < values.rows(); i++) {
      for (int j = 0; j < spread.length; j++) {
        double off = values.get(i, j) - means[j];
        spread[j] += off * off / values.rows();
      }
    }
    for (int j = 0; j < spread.length; j++) {
      spread[j] = Math.max(1e-6, Math.sqrt(spread[j]));
    }
    return spread;
  }

  private static double[] widened(float[] vector) {
    double[] wide = new double[vector.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = vector[i];
    }
    return wide;
  }

  private double[] raw(Query query, Block block) {
    return switch (block) {
      case VECTOR -> widened(query.vector());
      case SHAPE -> shape(query);
      case WORDS -> words.place(query.routeText());
      case VECTOR_WAVES -> vectorWaves.of(direction(query));
      case SHAPE_WAVES -> shapeWaves.of(shape(query));
    };
  }

  private double[] shape(Query query) {
    double[] shape = Shape.of(query);
    for (int j = 0; j < shape.length; j++) {
      shape[j] = Math.clamp((shape[j] - shapeMean[j]) / shapeSpread[j], -SHAPE_LIMIT, SHAPE_LIMIT);
    }
    return shape;
  }

  /** The embedding's direction from the middle of the training texts, since all embeddings point much the same way. */
  private double[] direction(Query query) {
    double[] direction = widened(query.vector());
    double squares = 1e-12;
    for (int j = 0; j < direction.length; j++) {
      direction[j] -= vectorMean[j];
      squares += direction[j] * direction[j];
    }
    double length = Math.sqrt(squares);
    for (int j = 0; j < direction.length; j++) {
      direction[j] /= length;
    }
    return direction;
  }

  /** The blocks of one query, centred and scaled. */
  double[][] blocks(Query query) {
    Block[] all = Block.values();
    double[][] blocks = new double[all.length][];
    for (Block block : all) {
      double[] values = raw(query, block);
      double[] mean = means[block.place];
      for (int j = 0; j < values.length; j++) {
        values[j] = (values[j] - mean[j]) * scales[block.place];
      }
      blocks[block.place] = values;
    }
    return blocks;
  }

  /** Some blocks of a query in one row. */
  static double[] join(double[][] blocks, Selection selection) {
    int length = 0;
    for (Block block : selection.blocks()) {
      length += blocks[block.place].length;
    }
    double[] row = new double[length];
    int at = 0;
    for (Block block : selection.blocks()) {
      double[] values = blocks[block.place];
      double weight = selection.weight(block);
      for (double value : values) {
        row[at++] = value * weight;
      }
    }
    return row;
  }

  static Dense join(List<double[][]> queries, Selection selection) {
    return Dense.of(queries.stream().map(blocks -> join(blocks, selection)).toArray(double[][]::new));
  }

  /** Which blocks a regression sees, and how much of each. */
  enum Selection {
    SHAPE_ONLY(Block.SHAPE),
    VECTOR_AND_SHAPE(Block.VECTOR, Block.SHAPE),
    EVERYTHING_STRAIGHT(Block.VECTOR, Block.WORDS, Block.SHAPE),
    WAVES(Block.VECTOR_WAVES, Block.SHAPE_WAVES, Block.WORDS);

    private static final double SHAPE_WEIGHT = 0.6;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Block> blocks;

    Selection(Block... blocks) {
      this.blocks = List.of(blocks);
    }

    List<Block> blocks() {
      return blocks;
    }

    double weight(Block block) {
      return block == Block.SHAPE && blocks.size() > 1 ? SHAPE_WEIGHT : 1;
    }
  }
}
