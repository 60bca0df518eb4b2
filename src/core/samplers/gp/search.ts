import { minimise } from "../../math/quasi-newton.js";
import { drawIndex, drawNormal, type Random } from "../../math/random.js";
import { scrambledSobol } from "../../math/sobol.js";
import { coordinateOf, type Dimension } from "../cube.js";
import type { SamplerInput } from "../sampler.js";
import type { Embedding } from "./embedding.js";
import type { Region } from "./region.js";
import type { Term } from "./term.js";

/** A configuration during the search: a coordinate for every dimension, the inactive ones included. */
interface Place {
  readonly coordinates: Float64Array;
  readonly row: Float64Array;
  readonly value: number;
}

/** A lattice with at most this many values is searched value by value; a larger one first as if it were real. */
const FEW = 8;

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
  /** Where to search; null for everywhere. */
  readonly region: Region | null;
  /** Whether a row is not to be looked at. */
  isExcluded(row: Float64Array): boolean;
}

export class Search {
  readonly #dimensions: readonly Dimension[];

  constructor(private readonly task: Task) {
    this.#dimensions = task.input.cube.dimensions;
  }

  /** The best admissible configuration that was found; null where there was none. */
  best(): ReadonlyMap<string, number> | null {
    const { columns } = this.task.embedding.layout;
    const cost = this.task.terms.reduce((sum, { regression: { size } }) => sum + size * (size / 2 + 4 * columns), 1);
    const count = Math.round(Math.min(512, Math.max(128, 1.5e7 / cost)));
    const starts = this.#evaluate([...this.#spread(count / 2), ...this.#near(count / 2)]);
    const places = this.#climbAll(starts);
    places.sort((a, b) => b.value - a.value);
    for (const place of places) {
      const point = this.#point(place.coordinates);
      if (this.task.input.admits(point)) return point;
    }
    return null;
  }

  #climbAll(starts: Place[]): Place[] {
    const half = Math.floor(starts.length / 2);
    const top = (list: Place[], k: number) => [...list].sort((a, b) => b.value - a.value).slice(0, k);
    const chosen = [...top(starts.slice(0, half), 2), ...top(starts.slice(half), 2)];
    const climbed = chosen.map((place) => this.#polish(this.#climb(place)));
    return [...climbed, ...top(starts, 20)];
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
      value: this.task.isExcluded(rows[i]!) ? Number.NEGATIVE_INFINITY : values[i]!,
    }));
  }

  /** Places all over the cube, snapped to the values there are. */
  #spread(count: number): Float64Array[] {
    const sequence = scrambledSobol(Math.floor(this.task.random.next() * 2 ** 31));
    return Array.from({ length: Math.floor(count) }, (_, i) =>
      Float64Array.from(this.#dimensions, (dimension, d) => {
        const u = sequence.coordinate(i, d);
        if (this.task.region !== null && dimension.categories === 0) {
          return this.#snap(
            dimension,
            this.task.region.low[d]! + u * (this.task.region.high[d]! - this.task.region.low[d]!),
          );
        }
        return coordinateOf(dimension, dimension.axis.fromQuantile(u));
      }),
    );
  }

  /** Places near the best trials, some coordinates moved a little or a lot. */
  #near(count: number): Float64Array[] {
    const best = this.task.good.map((coordinates) => this.#filled(coordinates));
    if (best.length === 0) return [];
    const n = this.#dimensions.length;
    return Array.from({ length: Math.floor(count) }, (_, i) => {
      const centre =
        best[Math.min(best.length - 1, Math.floor(drawIndex(this.task.random, best.length * 2) / 2) * (i % 2))]!;
      const scale = 10 ** (-3 * this.task.random.next() - 0.3);
      const share = Math.min(1, Math.max(1 / n, this.task.random.next()));
      const sure = drawIndex(this.task.random, n);
      return centre.map((coordinate, d) => {
        if (d !== sure && this.task.random.next() >= share) return coordinate;
        return this.#moved(this.#dimensions[d]!, coordinate, scale);
      });
    });
  }

  #moved(dimension: Dimension, coordinate: number, scale: number): number {
    if (dimension.categories > 0) return drawIndex(this.task.random, dimension.categories);
    const step = scale * drawNormal(this.task.random);
    const floor = dimension.axis.size < Number.POSITIVE_INFINITY ? 1 / dimension.axis.size : 0;
    const moved = coordinate + (Math.abs(step) < floor ? Math.sign(step) * floor : step);
    // Reflected once, then held.
    const back = moved < 0 ? -moved : moved > 1 ? 2 - moved : moved;
    const low = this.task.region?.low[dimension.index] ?? 0;
    const high = this.task.region?.high[dimension.index] ?? 1;
    return this.#snap(dimension, Math.min(high, Math.max(low, back)));
  }

  #snap(dimension: Dimension, coordinate: number): number {
    if (dimension.categories > 0 || dimension.axis.size === Number.POSITIVE_INFINITY) return coordinate;
    return dimension.axis.toUnit(dimension.axis.fromUnit(coordinate));
  }

  /** A trial's coordinates with random ones for what was inactive in it. */
  #filled(coordinates: Float64Array): Float64Array {
    return coordinates.map((coordinate, d) => {
      if (!Number.isNaN(coordinate)) return coordinate;
      const dimension = this.#dimensions[d]!;
      return coordinateOf(dimension, dimension.axis.fromQuantile(this.task.random.next()));
    });
  }

  /** The row of a place: its active coordinates. */
  #row(coordinates: Float64Array): Float64Array {
    const { cube } = this.task.input;
    if (!cube.conditional) return this.task.embedding.embed(coordinates);
    const active = new Float64Array(coordinates.length).fill(Number.NaN);
    cube.configure((dimension) => {
      active[dimension.index] = coordinates[dimension.index]!;
      return valueAt(dimension, coordinates[dimension.index]!);
    });
    return this.task.embedding.embed(active);
  }

  #point(coordinates: Float64Array): Map<string, number> {
    return this.task.input.cube.configure((dimension) => valueAt(dimension, coordinates[dimension.index]!));
  }

  /** Ascends over the real coordinates, categories and short lattices held. */
  #climb(place: Place, evaluations = 24): Place {
    const { columnOf } = this.task.embedding;
    const moving = this.#dimensions.filter(
      ({ categories, axis, index }) => categories === 0 && axis.size > FEW && this.#isActive(place, index),
    );
    if (moving.length === 0) return place;
    const columns = moving.map(({ index }) => columnOf[index]!);
    const { lengths } = this.task;
    const scales = columns.map((column) => Math.min(1, lengths[column]!));
    const row = place.row.slice();
    const rowGradient = new Float64Array(row.length);
    const set = (x: Float64Array) => {
      for (let k = 0; k < columns.length; k++) row[columns[k]!] = x[k]! * scales[k]!;
    };
    const found = minimise(
      (x, gradient) => {
        set(x);
        rowGradient.fill(0);
        let value = 0;
        for (const { regression, acquisition } of this.task.terms) {
          const slopes = (mean: number, variance: number) => {
            const [term, byMean, byVariance] = acquisition(mean, variance);
            value += term;
            return [byMean, byVariance] as const;
          };
          regression.differentiate(row, slopes, rowGradient);
        }
        for (let k = 0; k < columns.length; k++) gradient[k] = -rowGradient[columns[k]!]! * scales[k]!;
        return -value;
      },
      Float64Array.from(columns, (column, k) => place.row[column]! / scales[k]!),
      Float64Array.from(scales, (scale, k) => (this.task.region?.low[moving[k]!.index] ?? 0) / scale),
      Float64Array.from(scales, (scale, k) => (this.task.region?.high[moving[k]!.index] ?? 1) / scale),
      { iterations: evaluations, evaluations, gradientTolerance: 1e-6, valueTolerance: 1e-6, firstStep: 0.1 },
    );
    const coordinates = place.coordinates.slice();
    moving.forEach((dimension, k) => {
      coordinates[dimension.index] = this.#snap(dimension, Math.min(1, Math.max(0, found.x[k]! * scales[k]!)));
    });
    const [climbed] = this.#evaluate([coordinates]);
    return climbed!.value > place.value ? climbed! : place;
  }

  #isActive(place: Place, index: number): boolean {
    if (this.#dimensions[index]!.parameter.condition === null) return true;
    return this.#point(place.coordinates).has(this.#dimensions[index]!.parameter.name);
  }

  /** Moves discrete coordinates one at a time while that helps, then the real ones again. */
  #polish(place: Place): Place {
    let best = place;
    const discrete = this.#dimensions.filter(({ axis }) => axis.size < Number.POSITIVE_INFINITY && axis.size > 1);
    if (discrete.length === 0) return best;
    for (let round = 0; round < 3; round++) {
      const before = best;
      const moves = discrete.flatMap((dimension) =>
        this.#alternatives(dimension, best.coordinates[dimension.index]!).map((coordinate) => {
          const moved = best.coordinates.slice();
          moved[dimension.index] = coordinate;
          return moved;
        }),
      );
      for (const moved of this.#evaluate(moves)) if (moved.value > best.value) best = moved;
      if (best === before) break;
      best = this.#climb(best, 10);
    }
    return best;
  }

  #alternatives(dimension: Dimension, coordinate: number): number[] {
    const { axis, categories } = dimension;
    if (categories > 0) {
      const all = Array.from({ length: categories }, (_, i) => i).filter((i) => i !== coordinate);
      return all.length <= 2 * FEW ? all : all.slice(0, 2 * FEW).map(() => drawIndex(this.task.random, categories));
    }
    if (axis.size <= FEW) {
      return Array.from({ length: axis.size }, (_, i) => this.#snap(dimension, (i + 0.5) / axis.size)).filter(
        (other) => other !== coordinate,
      );
    }
    const value = axis.fromUnit(coordinate);
    const below = this.#snap(dimension, Math.max(0, axis.cellStart(value) - 1e-9));
    const above = this.#snap(dimension, Math.min(1, axis.cellEnd(value) + 1e-9));
    return [below, above].filter((other) => other !== coordinate);
  }
}

function valueAt(dimension: Dimension, coordinate: number): number {
  return dimension.categories > 0 ? coordinate : dimension.axis.fromUnit(coordinate);
}
