package io.roundhouse.routers.models.internal;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Solves equations with a symmetric matrix that a penalty makes positive, by EJML's Cholesky decomposition. */
public final class Positive {

  private Positive() {}

  /** Returns X with (matrix + penalty * identity) X = right; O(n^3). */
  public static Dense solve(Dense matrix, double penalty, Dense right) {
    int n = matrix.rows();
    DMatrixRMaj left = new DMatrixRMaj(n, n, true, matrix.values().clone());
    for (int i = 0; i < n; i++) {
      left.add(i, i, penalty);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(n);
    if (!solver.setA(left)) {
      throw new IllegalStateException("a matrix of %d rows is not positive; expected a penalty above 0".formatted(n));
    }
    DMatrixRMaj solution = new DMatrixRMaj(n, right.columns());
    solver.solve(new DMatrixRMaj(n, right.columns(), true, right.values().clone()), solution);
    return Dense.of(n, right.columns(), solution.data);
  }
}
