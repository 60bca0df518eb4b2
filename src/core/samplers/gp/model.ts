import type { Cube } from "../cube.js";
import { type Datum, isFeasible } from "./data.js";
import { type Embedding, embeddingOf } from "./embedding.js";
import { type Fit, fitted } from "./fit.js";
import { hyperparametersOf } from "./hyperprior.js";
import { Kernel } from "./kernel.js";
import { Regression } from "./regression.js";
import { fittedCount, isRung, isThorough, rungBelow } from "./schedule.js";
import { representatives } from "./subset.js";
import { type Warp, warpOf } from "./warp.js";

/** A Gaussian process of one quantity of the finished trials. */
export interface Model {
  readonly regression: Regression;
  readonly warp: Warp;
  /** The trials that predictions are made from, and what is predicted at each of them, warped. */
  readonly data: readonly Datum[];
  readonly means: readonly number[];
  /** Which of these trials is predicted best, of those that are feasible and finished; of all where there is none. */
  readonly best: number;
}

/** What is modelled: the loss, the logarithm of the duration, whether a trial fails, or a constraint. Only losses are warped. */
export type Quantity = "loss" | "seconds" | "failure" | `constraint ${number}`;

/** The most trials that hyperparameters are fitted to, and that predictions are made from. */
const MOST_FITTED = 100;
const MOST_USED = 300;

/** Variance of a guessed loss about what it will be, in units of the standardised loss. */
const GUESS = 0.1;

interface Remembered {
  readonly data: readonly Datum[];
  readonly fit: Fit;
}

/**
 * Makes the models of one study. It remembers fits, each a function of the trials that it was made of alone, so that
 * nothing depends on what is remembered.
 */
export class Modeller {
  readonly embedding: Embedding;
  readonly #fits = new Map<string, Remembered>();

  constructor(
    cube: Cube,
    private readonly noisy: boolean,
  ) {
    this.embedding = embeddingOf(cube);
  }

  /** The model of finished trials in order of number, at least one. */
  model(quantity: Quantity, data: readonly Datum[]): Model {
    const m = fittedCount(data.length);
    return this.#modelFrom(this.#fit(quantity, data, m), data.slice(0, m), data);
  }

  /** The same where the losses are good for one suggestion only, so that no fit is worth remembering. */
  passing(data: readonly Datum[]): Model {
    const basis = representatives(data, (3 * MOST_FITTED) / 4);
    return this.#modelFrom(this.#fitTo("loss", basis, null, false), basis, data);
  }

  #modelFrom({ vector, softness }: Fit, basis: readonly Datum[], all: readonly Datum[]): Model {
    const { layout } = this.embedding;
    const parameters = hyperparametersOf(vector, layout.columns);
    const data = representatives(all, MOST_USED);
    const warp = warpOf(
      basis.map(({ loss }) => loss),
      softness,
    );
    const regression = new Regression(new Kernel(layout, parameters), data.length + 16);
    const used = data.filter(({ row, loss, variance, guessed }) => {
      const folds = parameters.folds * variance * warp.slope(loss) ** 2;
      return regression.add(row, warp.apply(loss), folds + (guessed ? GUESS : 0));
    });
    const means = regression.means();
    return { regression, warp, data: used, means, best: bestOf(used, means) };
  }

  #fit(quantity: Quantity, data: readonly Datum[], m: number): Fit {
    const basis = data.slice(0, m);
    // Of the fits between rungs the last one is enough: those before it will not be asked for again.
    const key = `${quantity}/${isRung(m) ? m : "last"}`;
    const known = this.#fits.get(key);
    if (known?.data.length === m && known.data.every((datum, i) => isSame(datum, basis[i]))) return known.fit;
    const below = rungBelow(m);
    const earlier = below > 0 ? this.#fit(quantity, data, below) : null;
    const found = this.#fitTo(quantity, representatives(basis, MOST_FITTED), earlier, isThorough(m));
    this.#fits.set(key, { data: basis, fit: found });
    return found;
  }

  #fitTo(quantity: Quantity, data: readonly Datum[], earlier: Fit | null, thorough: boolean): Fit {
    const { layout } = this.embedding;
    const losses = data.map(({ loss }) => loss);
    const rows = new Float64Array(data.length * layout.columns);
    data.forEach(({ row }, i) => {
      rows.set(row, i * layout.columns);
    });
    const plain = warpOf(losses, Number.POSITIVE_INFINITY);
    const sample = {
      layout,
      rows,
      variances: Float64Array.from(data, ({ loss, variance }) => variance * plain.slope(loss) ** 2),
      known: Float64Array.from(data, ({ guessed }) => (guessed ? GUESS : 0)),
      noisy: this.noisy,
    };
    return fitted(sample, losses, { earlier, thorough, warped: quantity === "loss" });
  }
}

/** Whether two data say the same, whatever objects hold them. */
function isSame(a: Datum, b: Datum | undefined): boolean {
  return b !== undefined && a.observation === b.observation && a.loss === b.loss;
}

function bestOf(data: readonly Datum[], means: readonly number[]): number {
  const rank = (i: number) => (isFeasible(data[i]!) ? means[i]! : Number.POSITIVE_INFINITY);
  const best = data.reduce((least, _, i) => (rank(i) < rank(least) ? i : least), 0);
  return rank(best) < Number.POSITIVE_INFINITY ? best : means.indexOf(Math.min(...means));
}
