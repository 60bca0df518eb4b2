import { drawIndex, drawNormal, type Random } from "../../math/random.js";
import { scrambledSobol } from "../../math/sobol.js";
import { coordinateOf, type Dimension } from "../cube.js";
import { snapped } from "./coordinates.js";
import type { Region } from "./region.js";

/** Places all over the region, or all over the space by the parameters' own distributions. */
export function spreadPlaces(
  dimensions: readonly Dimension[],
  count: number,
  region: Region | null,
  random: Random,
): Float64Array[] {
  const sequence = scrambledSobol(Math.floor(random.next() * 2 ** 31));
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from(dimensions, (dimension, d) => {
      const u = sequence.coordinate(i, d);
      if (region === null || dimension.categories > 0) {
        return coordinateOf(dimension, dimension.axis.fromQuantile(u));
      }
      return snapped(dimension, region.low[d]! + u * (region.high[d]! - region.low[d]!));
    }),
  );
}

/** The largest and the smallest deviation of a move, by their decimal logarithms. */
const WIDEST = -0.3;
const NARROWEST = -3.3;

/**
 * Places near good ones, half of them near the best. Some coordinates are moved by a little or a lot, since in many
 * dimensions a place where all are moved is hardly ever better (R. G. Regis and C. A. Shoemaker, "Combining Radial Basis
 * Function Surrogates and Dynamic Coordinate Search", Engineering Optimization 45, 2013, section 2.2).
 *
 * @param good coordinates, the best first; NaN where a parameter was not active, which is drawn.
 */
export function nearbyPlaces(
  dimensions: readonly Dimension[],
  count: number,
  good: readonly Float64Array[],
  region: Region | null,
  random: Random,
): Float64Array[] {
  if (good.length === 0) return [];
  const whole = good.map((coordinates) => filled(dimensions, coordinates, random));
  const n = dimensions.length;
  return Array.from({ length: count }, (_, i) => {
    const centre = i % 2 === 0 ? whole[0]! : whole[drawIndex(random, whole.length)]!;
    const deviation = 10 ** (NARROWEST + (WIDEST - NARROWEST) * random.next());
    const share = Math.max(1 / n, random.next());
    const sure = drawIndex(random, n);
    return centre.map((coordinate, d) => {
      if (d !== sure && random.next() >= share) return coordinate;
      return moved(dimensions[d]!, coordinate, deviation, region, random);
    });
  });
}

function filled(dimensions: readonly Dimension[], coordinates: Float64Array, random: Random): Float64Array {
  return coordinates.map((coordinate, d) => {
    if (!Number.isNaN(coordinate)) return coordinate;
    const dimension = dimensions[d]!;
    return coordinateOf(dimension, dimension.axis.fromQuantile(random.next()));
  });
}

function moved(
  dimension: Dimension,
  coordinate: number,
  deviation: number,
  region: Region | null,
  random: Random,
): number {
  const { axis, categories, index } = dimension;
  if (categories > 0) return drawIndex(random, categories);
  const step = deviation * drawNormal(random);
  // A move on a lattice is at least one step.
  const least = axis.size < Number.POSITIVE_INFINITY ? 1 / axis.size : 0;
  const place = coordinate + Math.sign(step) * Math.max(Math.abs(step), least);
  const reflected = place < 0 ? -place : place > 1 ? 2 - place : place;
  return snapped(dimension, Math.min(region?.high[index] ?? 1, Math.max(region?.low[index] ?? 0, reflected)));
}
