package io.roundhouse.routers.models.internal;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * A symmetric matrix taken apart into eigenvalues and eigenvectors, by EJML. Immutable by convention.
 *
 * @param values the eigenvalues, none below zero: what rounding made negative is zero
 * @param vectors the eigenvectors as columns, in the order of the values
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record Symmetric(double[] values, Dense vectors) {

  /** Takes a positive semi-definite matrix apart; O(n^3). */
  public static Symmetric of(Dense matrix) {
    int n = matrix.rows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    DMatrixRMaj copy = new DMatrixRMaj(n, n, true, matrix.values().clone());
    if (!eigen.decompose(copy)) {
      throw new IllegalStateException("the eigenvalues of a matrix of %d rows did not converge".formatted(n));
    }
    double[] values = new double[n];
    Dense vectors = Dense.zeros(n, n);
    for (int k = 0; k < n; k++) {
      values[k] = Math.max(0, eigen.getEigenvalue(k).getReal());
      DMatrixRMaj vector = eigen.getEigenVector(k);
      for (int i = 0; vector != null && i < n; i++) {
        vectors.set(i, k, vector.get(i));
      }
    }
    return new Symmetric(values, vectors);
  }
}
