import type { Observation, SamplerInput } from "../sampler.js";
import { type Embedding, embeddingOf } from "./embedding.js";
import { type Fit, fit } from "./fit.js";
import { hyperparametersOf } from "./hyperprior.js";
import { Kernel } from "./kernel.js";
import { Regression } from "./regression.js";
import { type Warp, warpOf } from "./warp.js";

/** One finished trial as the model uses it. */
export interface Datum {
  readonly observation: Observation;
  readonly row: Float64Array;
  readonly loss: number;
  /** Variance of the loss by its folds, in its own squared units; 0 where there are none. */
  readonly variance: number;
}

/** The Gaussian process of a study, given its finished and running trials. */
export interface Model {
  readonly embedding: Embedding;
  readonly regression: Regression;
  readonly warp: Warp;
  readonly data: readonly Datum[];
  /** Predicted losses of the finished trials, in their order. */
  readonly means: readonly number[];
  readonly softness: number;
}

/** The most trials that the hyperparameters are fitted to, and that predictions are made from. */
const MOST_FITTED = 150;
const MOST_USED = 350;

/** The number of trials, at most `n`, that the hyperparameters of a study with `n` trials are fitted to. */
export function fitted(n: number): number {
  if (n <= 30) return n;
  const step = n <= 60 ? 2 : n <= 120 ? 5 : n <= 200 ? 10 : n <= 400 ? 25 : 100;
  return n - (n % step);
}

/** The fit that one of `m` trials starts from, so that a fit never depends on more than a few others. */
function rung(m: number): number {
  let last = 0;
  for (let k = 8; k < m; k = fitted(Math.ceil(k * 1.5))) last = k;
  return last;
}

interface Memory {
  readonly embedding: Embedding;
  readonly fits: Map<number, { readonly data: readonly Datum[]; readonly fit: Fit }>;
}

const memories = new WeakMap<object, Memory>();

export function modelOf(input: SamplerInput, data: readonly Datum[], embedding: Embedding): Model {
  const found = fitFor(input, data, embedding, fitted(data.length));
  const m = fitted(data.length);
  const basis = data.slice(0, m);
  const warp = warpOf(
    basis.map(({ loss }) => loss),
    found.softness,
  );
  const p = embedding.layout.columns;
  const parameters = hyperparametersOf(found.vector, p);
  const regression = new Regression(new Kernel(embedding.layout, parameters), data.length + 8);
  for (const { row, loss, variance } of data) {
    regression.add(row, warp.apply(loss), parameters.folds * variance * warp.slope(loss) ** 2);
  }
  const means = regression.predictAll(data.map(({ row }) => row)).map(({ mean }) => mean);
  return { embedding, regression, warp, data, means, softness: found.softness };
}

export function embeddingFor(input: SamplerInput): Embedding {
  let memory = memories.get(input.cube);
  if (memory === undefined) {
    memory = { embedding: embeddingOf(input.cube), fits: new Map() };
    memories.set(input.cube, memory);
  }
  return memory.embedding;
}

function fitFor(input: SamplerInput, data: readonly Datum[], embedding: Embedding, m: number): Fit {
  const { fits } = memories.get(input.cube)!;
  const basis = data.slice(0, m);
  const known = fits.get(m);
  if (known?.data.every(({ observation }, i) => observation === basis[i]?.observation)) return known.fit;
  const before = rung(m);
  const earlier = before > 0 ? fitFor(input, data, embedding, before) : null;
  const chosen = basis.length <= MOST_FITTED ? basis : representatives(basis, MOST_FITTED);
  const losses = chosen.map(({ loss }) => loss);
  const p = embedding.layout.columns;
  const rows = new Float64Array(chosen.length * p);
  chosen.forEach(({ row }, i) => {
    rows.set(row, i * p);
  });
  const scale = warpOf(losses, Number.POSITIVE_INFINITY);
  const variances = Float64Array.from(chosen, ({ loss, variance }) => variance * scale.slope(loss) ** 2);
  const result = fit({ layout: embedding.layout, rows, variances, noisy: input.noisy }, losses, earlier);
  fits.set(m, { data: basis, fit: result });
  return result;
}

/** The best, the latest, and every so-manieth of the others. */
export function representatives(data: readonly Datum[], count: number): readonly Datum[] {
  const order = data.map((_, i) => i).sort((a, b) => data[a]!.loss - data[b]!.loss || a - b);
  const kept = new Set(order.slice(0, Math.floor(count / 2)));
  for (let i = data.length - 1; i >= 0 && kept.size < Math.floor((3 * count) / 4); i--) kept.add(i);
  const others = data.map((_, i) => i).filter((i) => !kept.has(i));
  const left = count - kept.size;
  for (let i = 0; i < left; i++) kept.add(others[Math.floor(((i + 0.5) * others.length) / left)]!);
  return data.filter((_, i) => kept.has(i));
}
export { MOST_USED };
