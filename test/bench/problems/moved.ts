import { deriveRandom } from "../../../src/core/math/random.js";
import { cubeOf } from "../../../src/core/samplers/cube.js";
import { drawFromPrior } from "../../../src/core/samplers/prior.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { type Config, configOf, type Problem } from "./problem.js";
import { range } from "./space.js";

/** How far an optimum moves at most, and how near to the rim of its box it may come, as shares of the box. */
const FARTHEST = 0.3;
const RIM = 0.1;
/** Random draws whose median value is what regrets are measured by. */
const DRAWS = 2001;

const every = (dimensions: number, value: number) => Object.fromEntries(range(dimensions).map((i) => [`x${i}`, value]));

/**
 * Where the classic functions have an optimum, in the parameters that can be moved: a function that is moved in these takes
 * no value below its optimum in the part of space that enters the box. Others (categories, layers and what hangs on them)
 * stay.
 */
const OPTIMA: Readonly<Record<string, Readonly<Record<string, number>> | "shifted">> = {
  sphere_5: "shifted",
  ellipsoid_10: "shifted",
  rastrigin_5: "shifted",
  rosenbrock_4: every(4, 1),
  ackley_10: "shifted",
  branin_2: { x0: Math.PI, x1: 2.275 },
  hartmann6: { x0: 0.20169, x1: 0.150011, x2: 0.476874, x3: 0.275332, x4: 0.311652, x5: 0.6573 },
  griewank_6: "shifted",
  levy_8: every(8, 1),
  styblinski_tang_20: every(20, -2.903534),
  mixed_8: { x0: -0.7, x1: -2.7, x2: -1.6, lr: 1e-3, n: 37, depth: 6 },
  conditional_9: { wd: 1e-4, C: 10, gamma: 10 ** -1.5, depth: 9, min_leaf: 7, lr: 1e-3 },
};

const GOLDEN = 0.6180339887498949;

/**
 * The problem with its optimum elsewhere in the box, by a translation that `seed` draws for each parameter; problems from
 * tables stay as they are.
 */
export function moved(problem: Problem, seed: number): Problem {
  const optima = OPTIMA[problem.name];
  if (optima === undefined) return problem;
  const random = deriveRandom(seed, 0, `moved ${problem.name}`);
  const moves = new Map<string, (value: number) => number>();
  for (const [i, { name, distribution }] of problem.space.parameters.entries()) {
    const span = spanOf(distribution);
    if (span === null) continue;
    const optimum = optima === "shifted" ? 0.2 + 0.6 * (((i + 1) * GOLDEN) % 1) : fraction(span, optima[name]);
    if (optimum === null) continue;
    const least = Math.max(RIM, optimum - FARTHEST);
    const share = least + (Math.min(1 - RIM, optimum + FARTHEST) - least) * random.next() - optimum;
    const way = share * (span.high - span.low);
    if (span.kind === "log") moves.set(name, (value) => value / Math.exp(way));
    else moves.set(name, (value) => value - (span.kind === "whole" ? Math.round(way) : way));
  }
  const evaluate = (config: Config) =>
    problem.evaluate(
      Object.fromEntries(
        Object.entries(config).map(([name, value]) => [name, moves.get(name)?.(Number(value)) ?? value]),
      ),
    );
  return { ...problem, evaluate, randomDraw: medianDraw({ ...problem, evaluate }, seed) };
}

interface Span {
  readonly kind: "real" | "whole" | "log";
  /** Of the logarithm, where that counts. */
  readonly low: number;
  readonly high: number;
}

function spanOf(distribution: Distribution): Span | null {
  if (distribution.kind === "uniform") return { kind: "real", low: distribution.low, high: distribution.high };
  if (distribution.kind === "int") return { kind: "whole", low: distribution.low, high: distribution.high };
  if (distribution.kind !== "loguniform") return null;
  return { kind: "log", low: Math.log(distribution.low), high: Math.log(distribution.high) };
}

function fraction({ kind, low, high }: Span, optimum: number | undefined): number | null {
  if (optimum === undefined) return null;
  return ((kind === "log" ? Math.log(optimum) : optimum) - low) / (high - low);
}

function medianDraw(problem: Problem, seed: number): number {
  const cube = cubeOf(problem.space);
  const values = range(DRAWS).map((i) => {
    const point = drawFromPrior(cube, deriveRandom(seed, i, "draw"));
    return problem.evaluate(configOf(problem.space, point));
  });
  return values.sort((a, b) => a - b)[DRAWS >> 1]!;
}
