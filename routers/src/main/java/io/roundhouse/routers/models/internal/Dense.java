package io.roundhouse.routers.models.internal;

import java.util.Arrays;

/** A matrix of doubles, row after row. Mutable and unguarded: confined to the computation that made it. */
public final class Dense {

  private static final int BLOCK = 64;

  private final int rows;
  private final int columns;
  private final double[] values;

  private Dense(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.values = new double[Math.multiplyExact(rows, columns)];
  }

  /** Returns a matrix of zeros. */
  public static Dense zeros(int rows, int columns) {
    return new Dense(rows, columns);
  }

  /** Returns a matrix with these numbers, row after row; they are copied. */
  public static Dense of(int rows, int columns, double[] values) {
    Dense matrix = zeros(rows, columns);
    for (int i = 0; i < matrix.values.length; i++) {
      matrix.values[i] = values[i];
    }
    return matrix;
  }

  /** Returns a copy of rows of equal length. */
  public static Dense of(double[][] rows) {
    Dense matrix = zeros(rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < matrix.columns; j++) {
        matrix.values[i * matrix.columns + j] = rows[i][j];
      }
    }
    return matrix;
  }

  /** Returns how many rows there are. */
  public int rows() {
    return rows;
  }

  /** Returns how many columns there are. */
  public int columns() {
    return columns;
  }

  /** Returns the numbers themselves, row after row. */
  public double[] values() {
    return values;
  }

  /** Returns one number. */
  public double get(int row, int column) {
    return values[row * columns + column];
  }

  /** Sets one number. */
  public void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  /** Returns a copy of a row. */
  public double[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** Returns the mean of every column. */
  public double[] means() {
    double[] means = new double[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        means[j] += values[i * columns + j];
      }
    }
    for (int j = 0; j < columns; j++) {
      means[j] /= Math.max(1, rows);
    }
    return means;
  }

  /** Returns a copy with {@code offsets} taken off every row. */
  public Dense minus(double[] offsets) {
    Dense result = zeros(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result.values[i * columns + j] = values[i * columns + j] - offsets[j];
      }
    }
    return result;
  }

  /** Returns this matrix times {@code other}. */
  public Dense times(Dense other) {
    Dense result = zeros(rows, other.columns);
    int width = other.columns;
    for (int k0 = 0; k0 < columns; k0 += BLOCK) {
      int end = Math.min(columns, k0 + BLOCK);
      for (int i = 0; i < rows; i++) {
        for (int k = k0; k < end; k++) {
          axpy(values[i * columns + k], other.values, k * width, result.values, i * width, width);
        }
      }
    }
    return result;
  }

  /** Returns this matrix, transposed, times {@code other}. */
  public Dense transposeTimes(Dense other) {
    Dense result = zeros(columns, other.columns);
    int width = other.columns;
    for (int j0 = 0; j0 < columns; j0 += BLOCK) {
      int end = Math.min(columns, j0 + BLOCK);
      for (int i = 0; i < rows; i++) {
        for (int j = j0; j < end; j++) {
          axpy(values[i * columns + j], other.values, i * width, result.values, j * width, width);
        }
      }
    }
    return result;
  }

  private static void axpy(double factor, double[] from, int fromOffset, double[] to, int toOffset, int length) {
    if (factor != 0) {
      for (int j = 0; j < length; j++) {
        to[toOffset + j] += factor * from[fromOffset + j];
      }
    }
  }
}
