/** Sweeps after which rotations change nothing any more, with room; the usual number is below ten. */
const MAX_SWEEPS = 50;

/** C = B diag(values) Bᵀ: column k of B (entry `i * n + k` of row i) belongs to value k; in no particular order. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix, given by rows, by cyclic Jacobi rotations (G. H. Golub
 * and C. F. Van Loan, "Matrix Computations", section 8.5.3). In flat arrays rather than by ml-matrix, whose decomposition
 * needs 50 to 70 kB of the engine's bundle; errors are a small multiple of the rounding of the largest entry.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const a = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  let scale = 0;
  for (const entry of a) scale = Math.max(scale, Math.abs(entry));
  const negligible = scale * 1e-17;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p * n + q]!) <= negligible) continue;
        rotated = true;
        rotate(a, vectors, n, p, q);
      }
    }
    if (!rotated) break;
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors };
}

/** Makes entry (p, q) zero by a rotation of both rows and columns. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const entry = a[p * n + q]!;
  const tau = (a[q * n + q]! - a[p * n + p]!) / (2 * entry);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  a[p * n + p]! -= t * entry;
  a[q * n + q]! += t * entry;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    const [x, y] = [vectors[k * n + p]!, vectors[k * n + q]!];
    vectors[k * n + p] = c * x - s * y;
    vectors[k * n + q] = s * x + c * y;
    if (k === p || k === q) continue;
    const [u, v] = [a[k * n + p]!, a[k * n + q]!];
    const [left, right] = [c * u - s * v, s * u + c * v];
    a[k * n + p] = left;
    a[p * n + k] = left;
    a[k * n + q] = right;
    a[q * n + k] = right;
  }
}
