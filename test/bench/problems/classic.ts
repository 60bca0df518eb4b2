import type { Config } from "./problem.js";
import {
  choice,
  type Distribution,
  int,
  logint,
  loguniform,
  parameter,
  range,
  type SpaceOf,
  text,
  uniform,
} from "./space.js";

const GOLDEN = 0.6180339887498949;
const { PI } = Math;

/** Test functions whose optimum lies off the centre of the box. */
export const CLASSIC: Readonly<Record<string, { space: SpaceOf; evaluate(config: Config): number }>> = {
  sphere_5: { space: box(5, -5, 5), evaluate: (c) => sum(shifted(c, 5, -5, 5).map((v) => v * v)) },
  ellipsoid_10: {
    space: box(10, -5, 5),
    evaluate: (c) => sum(shifted(c, 10, -5, 5).map((v, i) => 10 ** ((6 * i) / 9) * v * v)),
  },
  rastrigin_5: {
    space: box(5, -5.12, 5.12),
    evaluate: (c) => 50 + sum(shifted(c, 5, -5.12, 5.12).map((v) => v * v - 10 * Math.cos(2 * PI * v))),
  },
  rosenbrock_4: {
    space: box(4, -2.048, 2.048),
    evaluate: (c) => {
      const x = vector(c, 4);
      return sum(x.slice(0, 3).map((v, i) => 100 * (x[i + 1]! - v ** 2) ** 2 + (1 - v) ** 2));
    },
  },
  ackley_10: {
    space: box(10, -32.768, 32.768),
    evaluate: (c) => {
      const v = shifted(c, 10, -32.768, 32.768);
      const radius = Math.sqrt(sum(v.map((t) => t * t)) / 10);
      const waves = sum(v.map((t) => Math.cos(2 * PI * t))) / 10;
      return -20 * Math.exp(-0.2 * radius) - Math.exp(waves) + 20 + Math.E;
    },
  },
  branin_2: {
    space: [parameter("x0", uniform(-5, 10)), parameter("x1", uniform(0, 15))],
    evaluate: (c) => {
      const [x, y] = vector(c, 2) as [number, number];
      const bent = y - (5.1 / (4 * PI ** 2)) * x ** 2 + (5 / PI) * x - 6;
      return bent ** 2 + 10 * (1 - 1 / (8 * PI)) * Math.cos(x) + 10;
    },
  },
  hartmann6: { space: box(6, 0, 1), evaluate: hartmann },
  griewank_6: {
    space: box(6, -600, 600),
    evaluate: (c) => {
      const v = shifted(c, 6, -600, 600);
      const product = v.reduce((p, t, i) => p * Math.cos(t / Math.sqrt(i + 1)), 1);
      return 1 + sum(v.map((t) => t * t)) / 4000 - product;
    },
  },
  levy_8: {
    space: box(8, -10, 10),
    evaluate: (c) => {
      const w = vector(c, 8).map((x) => 1 + (x - 1) / 4);
      const middle = sum(w.slice(0, 7).map((v) => (v - 1) ** 2 * (1 + 10 * Math.sin(PI * v + 1) ** 2)));
      const last = w[7]!;
      return Math.sin(PI * w[0]!) ** 2 + middle + (last - 1) ** 2 * (1 + Math.sin(2 * PI * last) ** 2);
    },
  },
  styblinski_tang_20: {
    space: box(20, -5, 5),
    evaluate: (c) => sum(vector(c, 20).map((x) => x ** 4 - 16 * x * x + 5 * x)) / 2,
  },
  mixed_8: {
    space: [
      ...box(3, -5, 5),
      parameter("lr", loguniform(1e-5, 1)),
      parameter("n", int(1, 64)),
      parameter("depth", int(1, 10)),
      parameter("act", choice(["a", "b", "c", "d"].map(text))),
      parameter("opt", choice(["p", "q", "r"].map(text))),
    ],
    evaluate: mixed,
  },
  conditional_9: {
    space: [
      parameter("wd", loguniform(1e-6, 1)),
      parameter("algo", choice(["svm", "tree", "net"].map(text))),
      parameter("C", loguniform(1e-3, 1e3), 'algo == "svm"'),
      parameter("gamma", loguniform(1e-4, 10), 'algo == "svm"'),
      parameter("depth", int(1, 20), 'algo == "tree"'),
      parameter("min_leaf", int(1, 50), 'algo == "tree"'),
      parameter("lr", loguniform(1e-5, 0.1), 'algo == "net"'),
      parameter("layers", int(1, 3), 'algo == "net"'),
      parameter("units0", logint(8, 512), "layers in (1, 2, 3)"),
      parameter("units1", logint(8, 512), "layers in (2, 3)"),
      parameter("units2", logint(8, 512), "layers == 3"),
    ],
    evaluate: conditional,
  },
};

function box(dimensions: number, low: number, high: number): SpaceOf {
  return range(dimensions).map((i) => parameter(`x${i}`, uniform(low, high) as Distribution));
}

function vector(config: Config, dimensions: number): number[] {
  return range(dimensions).map((i) => Number(config[`x${i}`]));
}

/** The distance from an optimum that lies in the inner three fifths of the box, elsewhere in each coordinate. */
function shifted(config: Config, dimensions: number, low: number, high: number): number[] {
  return vector(config, dimensions).map((x, i) => x - (low + (high - low) * (0.2 + 0.6 * (((i + 1) * GOLDEN) % 1))));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

const HARTMANN_WEIGHTS = [1, 1.2, 3, 3.2];
const HARTMANN_WIDTHS = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const HARTMANN_CENTRES = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];

function hartmann(config: Config): number {
  const x = vector(config, 6);
  return -sum(
    HARTMANN_WEIGHTS.map((weight, k) => {
      const distance = sum(x.map((v, j) => HARTMANN_WIDTHS[k]![j]! * (v - HARTMANN_CENTRES[k]![j]! / 1e4) ** 2));
      return weight * Math.exp(-distance);
    }),
  );
}

function mixed(c: Config): number {
  const shift = { a: 0, b: 1.5, c: -2, d: 3 }[String(c.act)]!;
  const act = { a: 1, b: 0.5, c: 0, d: 2 }[String(c.act)]!;
  const rate = { p: -3, q: -2, r: -1 }[String(c.opt)]!;
  const opt = { p: 0, q: 0.4, r: 0.8 }[String(c.opt)]!;
  const reals = sum([1.3, -0.7, 0.4].map((centre, i) => (Number(c[`x${i}`]) - centre - shift) ** 2));
  const whole = ((Number(c.n) - 37) / 8) ** 2 + 0.5 * Math.abs(Number(c.depth) - 6);
  return act + opt + 0.3 * reals + (Math.log10(Number(c.lr)) - rate) ** 2 + whole;
}

function conditional(c: Config): number {
  const decay = 0.02 * (Math.log10(Number(c.wd)) + 4) ** 2;
  if (c.algo === "svm") {
    const u = Math.log10(Number(c.C)) - 1;
    const w = Math.log10(Number(c.gamma)) + 1.5;
    return decay + 0.12 + 0.05 * (u * u + w * w + 0.8 * u * w);
  }
  if (c.algo === "tree") {
    return decay + 0.1 + 0.004 * (Number(c.depth) - 9) ** 2 + 0.0005 * (Number(c.min_leaf) - 7) ** 2;
  }
  const layers = Number(c.layers);
  const rate = 0.06 * (Math.log10(Number(c.lr)) + 3) ** 2;
  const units = sum(range(layers).map((i) => 0.03 * (Math.log2(Number(c[`units${i}`])) - [7, 6, 5][i]!) ** 2));
  return decay + 0.05 + [0, 0.06, 0, 0.02][layers]! + rate + units;
}
