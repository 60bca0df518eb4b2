import { minimise } from "../../math/quasi-newton.js";
import { drawIndex, drawNormal, type Random } from "../../math/random.js";
import { scrambledSobol } from "../../math/sobol.js";
import { coordinateOf, type Dimension } from "../cube.js";
import type { SamplerInput } from "../sampler.js";
import type { Acquisition } from "./acquisition.js";
import type { Model } from "./model.js";

/** A configuration during the search: a coordinate for every dimension, the inactive ones included. */
interface Place {
  readonly coordinates: Float64Array;
  readonly row: Float64Array;
  readonly value: number;
}

/** A lattice with at most this many values is searched value by value; a larger one first as if it were real. */
const FEW = 8;

export class Search {
  readonly #dimensions: readonly Dimension[];

  constructor(
    private readonly input: SamplerInput,
    private readonly model: Model,
    private readonly acquisition: Acquisition,
    private readonly random: Random,
  ) {
    this.#dimensions = input.cube.dimensions;
  }

  /** The best admissible configuration that was found; null where there was none. */
  best(): ReadonlyMap<string, number> | null {
    const { columns } = this.model.embedding.layout;
    const cost = this.model.regression.size * (this.model.regression.size / 2 + 4 * columns);
    const count = Math.round(Math.min(512, Math.max(128, 1.5e7 / cost)));
    const starts = this.#evaluate([...this.#spread(count / 2), ...this.#near(count / 2)]);
    const places = this.#climbAll(starts);
    places.sort((a, b) => b.value - a.value);
    for (const place of places) {
      const point = this.#point(place.coordinates);
      if (this.input.admits(point)) return point;
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
    const predictions = this.model.regression.predictAll(rows);
    return list.map((coordinates, i) => ({
      coordinates,
      row: rows[i]!,
      value: this.acquisition(predictions[i]!.mean, predictions[i]!.variance)[0],
    }));
  }

  /** Places all over the cube, snapped to the values there are. */
  #spread(count: number): Float64Array[] {
    const sequence = scrambledSobol(Math.floor(this.random.next() * 2 ** 31));
    return Array.from({ length: Math.floor(count) }, (_, i) =>
      Float64Array.from(this.#dimensions, (dimension, d) => {
        const value = dimension.axis.fromQuantile(sequence.coordinate(i, d));
        return coordinateOf(dimension, value);
      }),
    );
  }

  /** Places near the best trials, some coordinates moved a little or a lot. */
  #near(count: number): Float64Array[] {
    const { data, means } = this.model;
    const order = data.map((_, i) => i).sort((a, b) => means[a]! - means[b]! || a - b);
    const best = order.slice(0, 6).map((i) => this.#filled(data[i]!.observation.coordinates));
    const n = this.#dimensions.length;
    return Array.from({ length: Math.floor(count) }, (_, i) => {
      const centre =
        best[Math.min(best.length - 1, Math.floor(drawIndex(this.random, best.length * 2) / 2) * (i % 2))]!;
      const scale = 10 ** (-3 * this.random.next() - 0.3);
      const share = Math.min(1, Math.max(1 / n, this.random.next()));
      const sure = drawIndex(this.random, n);
      return centre.map((coordinate, d) => {
        if (d !== sure && this.random.next() >= share) return coordinate;
        return this.#moved(this.#dimensions[d]!, coordinate, scale);
      });
    });
  }

  #moved(dimension: Dimension, coordinate: number, scale: number): number {
    if (dimension.categories > 0) return drawIndex(this.random, dimension.categories);
    const step = scale * drawNormal(this.random);
    const floor = dimension.axis.size < Number.POSITIVE_INFINITY ? 1 / dimension.axis.size : 0;
    const moved = coordinate + (Math.abs(step) < floor ? Math.sign(step) * floor : step);
    // Reflected once, then held.
    const back = moved < 0 ? -moved : moved > 1 ? 2 - moved : moved;
    return this.#snap(dimension, Math.min(1, Math.max(0, back)));
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
      return coordinateOf(dimension, dimension.axis.fromQuantile(this.random.next()));
    });
  }

  /** The row of a place: its active coordinates. */
  #row(coordinates: Float64Array): Float64Array {
    const { cube } = this.input;
    if (!cube.conditional) return this.model.embedding.embed(coordinates);
    const active = new Float64Array(coordinates.length).fill(Number.NaN);
    cube.configure((dimension) => {
      active[dimension.index] = coordinates[dimension.index]!;
      return valueOf(dimension, coordinates[dimension.index]!);
    });
    return this.model.embedding.embed(active);
  }

  #point(coordinates: Float64Array): Map<string, number> {
    return this.input.cube.configure((dimension) => valueOf(dimension, coordinates[dimension.index]!));
  }

  /** Ascends over the real coordinates, categories and short lattices held. */
  #climb(place: Place, evaluations = 24): Place {
    const { columnOf } = this.model.embedding;
    const { regression } = this.model;
    const moving = this.#dimensions.filter(
      ({ categories, axis, index }) => categories === 0 && axis.size > FEW && this.#isActive(place, index),
    );
    if (moving.length === 0) return place;
    const columns = moving.map(({ index }) => columnOf[index]!);
    const { lengths } = regression.kernel.parameters;
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
        regression.differentiate(
          row,
          ({ mean, variance }) => {
            const [at, byMean, byVariance] = this.acquisition(mean, variance);
            value = at;
            return [byMean, byVariance];
          },
          rowGradient,
        );
        for (let k = 0; k < columns.length; k++) gradient[k] = -rowGradient[columns[k]!]! * scales[k]!;
        return -value;
      },
      Float64Array.from(columns, (column, k) => place.row[column]! / scales[k]!),
      new Float64Array(columns.length),
      Float64Array.from(scales, (scale) => 1 / scale),
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
      return all.length <= 2 * FEW ? all : all.slice(0, 2 * FEW).map(() => drawIndex(this.random, categories));
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

function valueOf(dimension: Dimension, coordinate: number): number {
  return dimension.categories > 0 ? coordinate : dimension.axis.fromUnit(coordinate);
}
