import { minimise } from "../../math/quasi-newton.js";
import { drawIndex, drawOrder, type Random } from "../../math/random.js";
import type { Dimension } from "../cube.js";
import type { SamplerInput } from "../sampler.js";
import { nearbyPlaces, spreadPlaces } from "./candidates.js";
import { alternatives, FEW, snapped, valueAt } from "./coordinates.js";
import type { Embedding } from "./embedding.js";
import type { Region } from "./region.js";
import type { Term } from "./term.js";

export interface Task {
  readonly input: SamplerInput;
  readonly embedding: Embedding;
  /** What is maximised is their sum. */
  readonly terms: readonly Term[];
  /** Coordinates of good trials, the best first; NaN where a parameter was not active. */
  readonly good: readonly Float64Array[];
  /** How far apart coordinates of each column are that tell little about each other. */
  readonly lengths: Float64Array;
  readonly random: Random;
  /** Whether places all over are taken as they are: a climb where little is known only ends at the rim. */
  readonly wandering: boolean;
  /** Where to search; null for everywhere. */
  readonly region: Region | null;
  /** Whether a row is not to be looked at. */
  isExcluded(row: Float64Array): boolean;
}

/** A configuration during the search: a coordinate for every dimension, the inactive ones included. */
interface Place {
  readonly coordinates: Float64Array;
  readonly row: Float64Array;
  readonly value: number;
}

/** The work of the first look, in multiplications, and the least and the most places that it covers. */
const WORK = 2.5e6;
const FEWEST_PLACES = 96;
const MOST_PLACES = 512;
/** Of the places all over and of those near good trials each, how many are climbed from. */
const CLIMBED = 2;
/** Places that are taken as they are where none that was climbed to is admissible. */
const SPARE = 20;
/** Evaluations of a climb, and of one after a discrete move. */
const CLIMB = 24;
const CLIMB_AGAIN = 10;
/** Halvings of the way back to where the constraints are kept. */
const BISECTIONS = 30;
/** Rounds of discrete moves, and the dimensions that are moved in each. */
const ROUNDS = 3;
const MOVED = 24;

/**
 * The admissible configuration of the greatest value that was found: a first look at places all over and near good trials,
 * then from the best of them quasi-Newton ascent over the real dimensions in turn with single moves in the others; null
 * where nothing admissible was found.
 */
export function search(task: Task): ReadonlyMap<string, number> | null {
  return new Climber(task).best();
}

class Climber {
  readonly #dimensions: readonly Dimension[];

  constructor(private readonly task: Task) {
    this.#dimensions = task.input.cube.dimensions;
  }

  best(): ReadonlyMap<string, number> | null {
    const { embedding, terms, good, region, random } = this.task;
    const work = terms.reduce(
      (sum, { regression: { size } }) => sum + size * (size / 2 + 4 * embedding.layout.columns),
      1,
    );
    const half = Math.round(Math.min(MOST_PLACES, Math.max(FEWEST_PLACES, WORK / work)) / 2);
    const spread = this.#evaluate(spreadPlaces(this.#dimensions, half, region, random));
    if (this.task.wandering) return this.#firstAdmissible(spread);
    const nearby = this.#evaluate(nearbyPlaces(this.#dimensions, half, good, region, random));
    const starts = [...highest(spread, CLIMBED), ...highest(nearby, CLIMBED)];
    const places = starts.map((place) => this.#polish(this.#climb(place, CLIMB)));
    return this.#firstAdmissible([...places, ...highest([...spread, ...nearby], SPARE)]);
  }

  #firstAdmissible(places: readonly Place[]): ReadonlyMap<string, number> | null {
    for (const { coordinates } of highest(places, places.length)) {
      const point = this.#point(coordinates);
      if (this.task.input.admits(point)) return point;
    }
    return null;
  }

  #evaluate(list: readonly Float64Array[]): Place[] {
    const rows = list.map((coordinates) => this.#row(coordinates));
    const values = new Float64Array(list.length);
    for (const { regression, acquisition } of this.task.terms) {
      regression.predictAll(rows).forEach(({ mean, variance }, i) => {
        values[i]! += acquisition(mean, variance)[0];
      });
    }
    return list.map((coordinates, i) => ({
      coordinates,
      row: rows[i]!,
      value: this.task.isExcluded(rows[i]!) || !this.#isAllowed(coordinates) ? Number.NEGATIVE_INFINITY : values[i]!,
    }));
  }

  /** The row of a place: its active coordinates. */
  #row(coordinates: Float64Array): Float64Array {
    const { input, embedding } = this.task;
    if (!input.cube.conditional) return embedding.embed(coordinates);
    const active = new Float64Array(coordinates.length).fill(Number.NaN);
    input.cube.configure((dimension) => {
      active[dimension.index] = coordinates[dimension.index]!;
      return valueAt(dimension, coordinates[dimension.index]!);
    });
    return embedding.embed(active);
  }

  #point(coordinates: Float64Array): Map<string, number> {
    return this.task.input.cube.configure((dimension) => valueAt(dimension, coordinates[dimension.index]!));
  }

  #isAllowed(coordinates: Float64Array): boolean {
    const { input } = this.task;
    return input.cube.space.constraints.length === 0 || input.satisfies(this.#point(coordinates));
  }

  /** The last place on the way from one to another that keeps the constraints, by bisection. */
  #lastAllowed(from: Float64Array, to: Float64Array): Float64Array {
    if (this.#isAllowed(to)) return to;
    let low = from;
    let high = to;
    for (let i = 0; i < BISECTIONS; i++) {
      const middle = low.map((coordinate, d) => snapped(this.#dimensions[d]!, (coordinate + high[d]!) / 2));
      if (this.#isAllowed(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Ascends over the real dimensions that are active, categories and short lattices held. */
  #climb(place: Place, evaluations: number): Place {
    const { embedding, region, terms } = this.task;
    const active = this.#point(place.coordinates);
    const moving = this.#dimensions.filter(
      ({ categories, axis, parameter }) => categories === 0 && axis.size > FEW && active.has(parameter.name),
    );
    if (moving.length === 0) return place;
    const columns = moving.map(({ index }) => embedding.columnOf[index]!);
    // In units of the model's lengths, all directions are about equally curved.
    const scales = columns.map((column) => Math.min(1, this.task.lengths[column]!));
    const row = place.row.slice();
    const byRow = new Float64Array(row.length);
    const { x } = minimise(
      (x, gradient) => {
        for (let k = 0; k < columns.length; k++) row[columns[k]!] = x[k]! * scales[k]!;
        byRow.fill(0);
        let value = 0;
        for (const { regression, acquisition } of terms) {
          const slopes = (mean: number, variance: number) => {
            const [term, byMean, byVariance] = acquisition(mean, variance);
            value += term;
            return [byMean, byVariance] as const;
          };
          regression.differentiate(row, slopes, byRow);
        }
        for (let k = 0; k < columns.length; k++) gradient[k] = -byRow[columns[k]!]! * scales[k]!;
        return -value;
      },
      Float64Array.from(columns, (column, k) => place.row[column]! / scales[k]!),
      Float64Array.from(moving, ({ index }, k) => (region?.low[index] ?? 0) / scales[k]!),
      Float64Array.from(moving, ({ index }, k) => (region?.high[index] ?? 1) / scales[k]!),
      { iterations: evaluations, evaluations, gradientTolerance: 1e-6, valueTolerance: 1e-6, firstStep: 0.1 },
    );
    const coordinates = place.coordinates.slice();
    moving.forEach((dimension, k) => {
      coordinates[dimension.index] = snapped(dimension, Math.min(1, Math.max(0, x[k]! * scales[k]!)));
    });
    return this.#better(place, this.#evaluate([this.#lastAllowed(place.coordinates, coordinates)]));
  }

  /** Moves discrete coordinates one at a time while that helps, and climbs again after each. */
  #polish(place: Place): Place {
    const discrete = this.#dimensions.filter(({ axis }) => axis.size < Number.POSITIVE_INFINITY && axis.size > 1);
    const drawCategory = (count: number) => drawIndex(this.task.random, count);
    let best = place;
    for (let round = 0; round < ROUNDS && discrete.length > 0; round++) {
      const order = drawOrder(this.task.random, discrete.length).slice(0, MOVED);
      const moves = order.flatMap((i) => {
        const dimension = discrete[i]!;
        return alternatives(dimension, best.coordinates[dimension.index]!, drawCategory).map((coordinate) => {
          const moved = best.coordinates.slice();
          moved[dimension.index] = coordinate;
          return moved;
        });
      });
      const next = this.#better(best, this.#evaluate(moves));
      if (next === best) break;
      best = this.#climb(next, CLIMB_AGAIN);
    }
    return best;
  }

  #better(place: Place, others: readonly Place[]): Place {
    return others.reduce((best, other) => (other.value > best.value ? other : best), place);
  }
}

function highest(places: readonly Place[], count: number): readonly Place[] {
  return [...places].sort((a, b) => b.value - a.value).slice(0, count);
}
