/**
 * The error function and its complements by the rational approximations of W. J. Cody, "Rational Chebyshev
 * approximations for the error function", Mathematics of Computation 23 (1969): relative error near 1e-16.
 */

const A = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315];
const B = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const C = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707,
  2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
];
const D = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
  3439.3676741437216, 1230.3393548037495,
];
const P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
  0.016315387137302097,
];
const Q = [2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918];
const INVERSE_ROOT_PI = 0.5641895835477563;

/** Below this the central approximation of erf is used. */
const CENTRE = 0.46875;

/** The error function, 2/√π ∫₀ˣ exp(-t²) dt. */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= CENTRE) return central(x);
  const complement = y > 6 ? 0 : erfcx(y) * expOfMinusSquare(y);
  return x < 0 ? complement - 1 : 1 - complement;
}

/** The complementary error function 1 - erf(x), accurate where it is tiny. */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= CENTRE) return 1 - central(x);
  const complement = y > 27.3 ? 0 : erfcx(y) * expOfMinusSquare(y);
  return x < 0 ? 2 - complement : complement;
}

/** The scaled complement exp(x²) erfc(x) for x >= 0: near 1/(x √π) where x is large. */
export function erfcx(x: number): number {
  if (x <= CENTRE) return Math.exp(x * x) * (1 - central(x));
  if (x <= 4) {
    let numerator = C[8]! * x;
    let denominator = x;
    for (let i = 0; i < 7; i++) {
      numerator = (numerator + C[i]!) * x;
      denominator = (denominator + D[i]!) * x;
    }
    return (numerator + C[7]!) / (denominator + D[7]!);
  }
  if (x > 1e8) return INVERSE_ROOT_PI / x;
  const s = 1 / (x * x);
  let numerator = P[5]! * s;
  let denominator = s;
  for (let i = 0; i < 4; i++) {
    numerator = (numerator + P[i]!) * s;
    denominator = (denominator + Q[i]!) * s;
  }
  return (INVERSE_ROOT_PI - (s * (numerator + P[4]!)) / (denominator + Q[4]!)) / x;
}

function central(x: number): number {
  const s = x * x;
  let numerator = A[4]! * s;
  let denominator = s;
  for (let i = 0; i < 3; i++) {
    numerator = (numerator + A[i]!) * s;
    denominator = (denominator + B[i]!) * s;
  }
  return (x * (numerator + A[3]!)) / (denominator + B[3]!);
}

/** exp(-x²) without the loss of digits that squaring a large x brings: x is split at sixteenths, as Cody does. */
function expOfMinusSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}
