import { erfcx } from "./erf.js";
import { LOG_ROOT_TWO_PI, normalCdf } from "./normal.js";

const ROOT_HALF_PI = Math.sqrt(Math.PI / 2);

/** Below this the asymptotic series takes over; its error there is below 1e-13. */
const FAR = -30;

/**
 * log h(u) and its derivative, h(u) = φ(u) + u Φ(u): the expected improvement of a standard normal variable below u. By
 * the scaled complementary error function, so that neither under- nor cancellation spoils the tail: S. Ament et al.,
 * "Unexpected Improvements to Expected Improvement for Bayesian Optimization", NeurIPS 2023, eq. 9. Relative error of the
 * derivative below 1e-9, of the logarithm below 1e-12.
 */
export function logImprovement(u: number): readonly [value: number, slope: number] {
  if (u > -1) {
    const cdf = normalCdf(u);
    const h = Math.exp(-0.5 * u * u - LOG_ROOT_TWO_PI) + u * cdf;
    return [Math.log(h), cdf / h];
  }
  // With Mills' ratio R = Φ/φ, h = φ (1 + u R), where 1 + u R loses all its digits for very negative u.
  const mills = ROOT_HALF_PI * erfcx(-u * Math.SQRT1_2);
  const rest = u > FAR ? 1 + u * mills : tail(1 / (u * u));
  return [-0.5 * u * u - LOG_ROOT_TWO_PI + Math.log(rest), mills / rest];
}

/** 1 + u R(u) = 1/u² - 3/u⁴ + 15/u⁶ - …, by s = 1/u². */
function tail(s: number): number {
  return s * (1 - s * (3 - s * (15 - s * (105 - s * (945 - s * 10395)))));
}
