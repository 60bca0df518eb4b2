import type { Random } from "../../math/random.js";
import type { Cube, Dimension } from "../cube.js";
import type { Observation } from "../sampler.js";
import type { Branch } from "./branch.js";
import type { Candidate } from "./candidate.js";
import { Mixture } from "./mixture.js";
import type { Split } from "./split.js";

/** Dimensions whose values are drawn together. */
export type Block = readonly Dimension[];

/** The densities of good and bad trials over one block. */
export interface BlockModel {
  readonly block: Block;
  readonly good: Mixture;
  /** The logarithm of the ratio of the good trials' density to the bad ones', which expected improvement rises with. */
  score(candidate: Candidate): number;
}

export function modelOf(block: Block, split: Split, priorWeight: number): BlockModel {
  const goodRows = rowsOf(split.good, block);
  const badRows = rowsOf(split.bad, block);
  const good = new Mixture(block, goodRows, { priorWeight, weights: falling(goodRows.length), widths: "spread" });
  const even = new Float64Array(badRows.length).fill(1);
  const bad = new Mixture(block, badRows, { priorWeight, weights: even, widths: "even" });
  return { block, good, score: (candidate) => good.logDensity(candidate) - bad.logDensity(candidate) };
}

/** Draws configurations from the good trials' densities. */
export function pointDrawer(
  cube: Cube,
  models: readonly BlockModel[],
  random: Random,
  branch: Branch | null,
): () => Map<string, number> {
  const modelOfDimension = new Int32Array(cube.dimensions.length);
  const positionInBlock = new Int32Array(cube.dimensions.length);
  models.forEach(({ block }, model) => {
    block.forEach(({ index }, position) => {
      modelOfDimension[index] = model;
      positionInBlock[index] = position;
    });
  });
  return () => {
    const kernels = models.map(({ good }) => good.drawKernel(random));
    return cube.configure((dimension) => {
      if (dimension === branch?.dimension) return branch.value;
      const { index, categories, axis } = dimension;
      const model = modelOfDimension[index]!;
      const coordinate = models[model]!.good.draw(kernels[model]!, positionInBlock[index]!, random);
      return categories > 0 ? coordinate : axis.fromUnit(coordinate);
    });
  };
}

/** The coordinates of the trials that have a value in the block. */
function rowsOf(trials: readonly Observation[], block: Block): Float64Array[] {
  const rows = trials.map(({ coordinates }) => coordinates);
  return rows.filter((row) => block.some(({ index }) => !Number.isNaN(row[index]!)));
}

/** Weights that fall evenly from nearly 2 for the best trial to nearly 0 for the last of the good ones. */
function falling(n: number): Float64Array {
  const weights = new Float64Array(n);
  for (let k = 0; k < n; k++) weights[k] = (2 * (n - k) - 1) / n;
  return weights;
}
