import type { Random } from "../../math/random.js";
import { drawWeighted } from "../../math/random.js";
import type { AcquisitionName } from "./acquisition.js";
import type { Model } from "./model.js";

/** The trial attribute that keeps which acquisition `hedge` took for a trial. */
export const HEDGED = "hyperlens:acquisition";

const ARMS: readonly AcquisitionName[] = ["logei", "pi", "lcb"];
/** How strongly past gains count, per standard deviation of the loss. */
const ETA = 1;

/**
 * Picks one of the acquisitions with probability in proportion to the exponential of its gain (M. Hoffman, E. Brochu and
 * N. de Freitas, "Portfolio Allocation for Bayesian Optimization", UAI 2011, section 3, GP-Hedge). The gain of one is how
 * far below the mean the model, as it is now, sees the trials that it proposed, on average: so that the choice follows
 * from the journal alone.
 */
export function hedged(model: Model, random: Random): AcquisitionName {
  const gains = ARMS.map((arm) => {
    const means = model.data.flatMap(({ observation }, i) =>
      observation.attributes.get(HEDGED) === arm ? [model.means[i]!] : [],
    );
    return means.length === 0 ? 0 : -means.reduce((sum, mean) => sum + mean, 0) / Math.sqrt(means.length);
  });
  const most = Math.max(...gains);
  return ARMS[
    drawWeighted(
      random,
      gains.map((gain) => Math.exp(ETA * (gain - most))),
    )
  ]!;
}
