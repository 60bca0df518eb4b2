import type { NumericDistribution } from "../../space/distribution.js";
import { axisOf } from "../../space/unit.js";
import { roundTo } from "../propose/round.js";

/** How near to an end the best value must lie, as a share of the range in the geometry of the search. */
const NEAR = 0.02;

export interface Widening {
  readonly end: "low" | "high";
  /** The new end. */
  readonly value: number;
}

/**
 * The end that the best value of a study lies at, and where it could be moved: a decade for logarithms, half the width
 * else. null where the value lies within, or where the end is a natural one: 0, 1 for shares, 1 for counts.
 */
export function widening(distribution: NumericDistribution, best: number): Widening | null {
  if (distribution.kind === "normal" || distribution.kind === "lognormal") return null;
  const { low, high } = distribution;
  const axis = axisOf(distribution);
  if (axis.size < 4 || best < low || best > high) return null;
  const atLow = axis.size < 1 / NEAR ? best === low : axis.toUnit(best) <= NEAR;
  const atHigh = axis.size < 1 / NEAR ? best === high : axis.toUnit(best) >= 1 - NEAR;
  switch (distribution.kind) {
    case "loguniform":
      if (atLow) return { end: "low", value: roundTo(low / 10, 2, "down") };
      // Shares and rates end at 1.
      return atHigh && high !== 1 ? { end: "high", value: roundTo(high * 10, 2, "up") } : null;
    case "logint":
      if (atLow && low > 1) return { end: "low", value: Math.max(1, Math.floor(low / 4)) };
      return atHigh ? { end: "high", value: Math.min(Number.MAX_SAFE_INTEGER, high * 4) } : null;
    case "int": {
      const steps = Math.ceil((high - low) / 2 / distribution.step);
      if (atLow && low !== 0 && low !== 1) {
        const value = low - steps * distribution.step;
        return {
          end: "low",
          value: low > 0 ? Math.max(low % distribution.step === 0 ? distribution.step : 1, value) : value,
        };
      }
      return atHigh ? { end: "high", value: high + steps * distribution.step } : null;
    }
    case "uniform": {
      if (distribution.step !== null) return null;
      const half = (high - low) / 2;
      if (atLow && low !== 0) {
        const value = roundTo(low - half, 2, "down");
        return { end: "low", value: low > 0 ? Math.max(0, value) : value };
      }
      return atHigh && !(high === 1 && low >= 0) ? { end: "high", value: roundTo(high + half, 2, "up") } : null;
    }
  }
}
