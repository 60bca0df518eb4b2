import type { Acquisition } from "./acquisition.js";
import type { Regression } from "./regression.js";

/** One summand of what the search maximises: a function of what a regression predicts. */
export interface Term {
  readonly regression: Regression;
  readonly acquisition: Acquisition;
}
