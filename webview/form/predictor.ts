import { type Evidence, evidenceOf } from "../../src/core/analysis/evidence.js";
import { rowOf } from "../../src/core/analysis/forest/column.js";
import type { Estimate, Forest } from "../../src/core/analysis/forest/forest.js";
import { ENOUGH, surrogateOf } from "../../src/core/analysis/surrogate.js";
import type { Point } from "../../src/core/space/space.js";
import type { StudyModel } from "../model/study-model.js";

/** What the trials so far let expect of values that nobody has tried. */
export class Predictor {
  readonly #evidence: Evidence;
  readonly #forests: readonly (Forest | null)[];
  readonly #directions: StudyModel["study"]["directions"];

  /** Learns from the complete trials: up to a second for thousands of them. */
  constructor({ study, space }: StudyModel) {
    this.#directions = study.directions;
    this.#evidence = evidenceOf(space, study.directions, study.trials);
    this.#forests = study.directions.map((_, direction) => surrogateOf(this.#evidence, direction));
  }

  /** How many more complete trials are needed before anything can be said; 0 where enough are there. */
  get missing(): number {
    return Math.max(0, ENOUGH - this.#evidence.items.length);
  }

  /** Mean and standard deviation of each metric, in its own sign; null where too little is known. */
  predict(point: Point): readonly (Estimate | null)[] {
    const row = rowOf(this.#evidence.cube.coordinatesOf(point));
    return this.#forests.map((forest, i) => {
      const estimate = forest?.estimate(row);
      if (estimate === undefined) return null;
      return this.#directions[i] === "maximize" ? { ...estimate, mean: -estimate.mean } : estimate;
    });
  }
}
