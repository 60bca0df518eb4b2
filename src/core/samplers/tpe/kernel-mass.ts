import { normalCdf } from "../../math/normal.js";
import { logNormalMass } from "../../math/truncated-normal.js";

/** How many masses of one width must be asked for before a table of them is cheaper. */
const MANY = 200;

/** The masses of a mixture's kernels within [0, 1], which dimensions with kernels of one width share. */
export class KernelMasses {
  readonly #tables = new Map<number, Float64Array>();

  /** @param uses How many masses of one width are about to be asked for. */
  constructor(private readonly uses: number) {}

  /**
   * Takes the logarithm of the mass that a normal distribution with each of these means has from `norms`; NaNs are passed
   * over.
   *
   * @param inverse One over the standard deviation.
   */
  subtract(inverse: number, means: Float64Array, norms: Float64Array): void {
    if (this.uses <= MANY) {
      for (let k = 0; k < means.length; k++) {
        const mean = means[k]!;
        if (!Number.isNaN(mean)) norms[k]! -= logMass(mean, inverse);
      }
      return;
    }
    const table = this.#table(inverse);
    const points = table.length - 2;
    for (let k = 0; k < means.length; k++) {
      const place = means[k]! * points;
      if (Number.isNaN(place)) continue;
      const i = Math.floor(place);
      norms[k]! -= table[i]! + (place - i) * (table[i + 1]! - table[i]!);
    }
  }

  /** At even steps over [0, 1], so fine that what lies between them is right within 2e-4; one more for the end. */
  #table(inverse: number): Float64Array {
    let table = this.#tables.get(inverse);
    if (table === undefined) {
      const points = Math.min(2048, Math.max(32, Math.ceil(16 * inverse)));
      table = new Float64Array(points + 2);
      for (let i = 0; i <= points; i++) table[i] = logMass(i / points, inverse);
      this.#tables.set(inverse, table);
    }
    return table;
  }
}

/** The logarithm of the mass that a normal distribution has within [0, 1]. */
export function logMass(mean: number, inverse: number): number {
  const below = -mean * inverse;
  const above = (1 - mean) * inverse;
  if (below < -6 && above > 6) return 0;
  if (below > 0 || above < 0) return logNormalMass(below, above);
  return Math.log(1 - normalCdf(below) - normalCdf(-above));
}
