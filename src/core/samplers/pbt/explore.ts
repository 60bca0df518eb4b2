import { phrase } from "../../l10n/phrase.js";
import { drawIndex, type Random } from "../../math/random.js";
import { boundsOf } from "../../space/bounds.js";
import { isCategorical } from "../../space/distribution.js";
import type { Point } from "../../space/space.js";
import type { MethodOption } from "../../study/method.js";
import type { Dimension } from "../cube.js";
import type { SamplerInput } from "../sampler.js";

/** Variations that are not admissible before parameters are drawn afresh more often. */
const PATIENCE = 8;

export const EXPLORE_OPTIONS: readonly MethodOption[] = [
  {
    name: "resample",
    type: { kind: "number", min: 0, max: 1 },
    default: 0.25,
    summary: phrase(
      "How likely a member that took over a checkpoint draws a parameter afresh rather than vary it (0.25).",
    ),
  },
  {
    name: "perturb",
    type: { kind: "number", min: 0.001, max: 0.999 },
    default: 0.2,
    summary: phrase("By what share of itself a number is made larger or smaller (0.2)."),
  },
];

export interface Exploring {
  readonly resample: number;
  readonly perturb: number;
}

/**
 * A variation of a configuration (M. Jaderberg et al., 2017, section 4.1): each parameter is drawn afresh with the
 * probability `resample`, else a number is multiplied by 1 ± `perturb`, and an ordered category moves to a neighbour; an
 * unordered one stays. What leaves the range comes to its end. null where no variation was admissible.
 *
 * @param fixed the values of parameters that are not to be varied here.
 */
export function vary(
  input: SamplerInput,
  parent: Point,
  { resample, perturb }: Exploring,
  random: Random,
  fixed: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, number> | null {
  for (let attempt = 0; attempt < PATIENCE * 16; attempt++) {
    const afresh = Math.min(1, resample * (1 + Math.floor(attempt / PATIENCE)) + (attempt < PATIENCE ? 0 : 0.1));
    const child = input.cube.configure((dimension) => {
      const given = fixed.get(dimension.parameter.name);
      if (given !== undefined) return given;
      const value = parent.get(dimension.parameter.name);
      if (value === undefined || random.next() < afresh) return dimension.axis.fromQuantile(random.next());
      return perturbed(dimension, value, random.next() < 0.5 ? -perturb : perturb);
    });
    if (input.admits(child)) return child;
  }
  return null;
}

/** A value made larger or smaller by a share of itself; by half that share of the range where that reaches 0. */
export function perturbed({ axis, parameter, categories }: Dimension, value: number, share: number): number {
  if (categories > 0 || axis.size === 1) return value;
  const { distribution } = parameter;
  if (isCategorical(distribution)) return neighbour(axis, value, share > 0);
  const [low, high] = boundsOf(distribution);
  const width = distribution.kind === "normal" ? 4 * distribution.sigma : high - low;
  const wanted = low > 0 ? value * (1 + share) : value + (share / 2) * width;
  const moved = axis.fromUnit(axis.toUnit(Math.min(high, Math.max(low, wanted))));
  return moved === value && Number.isFinite(axis.size) ? neighbour(axis, value, share > 0) : moved;
}

function neighbour(axis: Dimension["axis"], value: number, up: boolean): number {
  return up
    ? axis.fromUnit(Math.min(1, axis.cellEnd(value) + 1e-9))
    : axis.fromUnit(Math.max(0, axis.cellStart(value) - 1e-9));
}

/** One of the best share of trials, each as likely. */
export function oneOfTheBest<T>(order: readonly T[], share: number, random: Random): T {
  return order[drawIndex(random, Math.max(1, Math.ceil(order.length * share)))]!;
}
