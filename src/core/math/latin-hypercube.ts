import { drawIndex, drawOrder, type Random } from "./random.js";

/** Points as rows: coordinate `dimension` of point `index` is entry `index * dimensions + dimension`. */
export interface Design {
  readonly points: number;
  readonly dimensions: number;
  readonly coordinates: Float64Array;
}

/**
 * A Latin hypercube: each of `points` equal parts of each coordinate's [0, 1] holds exactly one point, at a random place
 * (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21 (1979)).
 */
export function latinHypercube(points: number, dimensions: number, random: Random): Design {
  const coordinates = new Float64Array(points * dimensions);
  for (let j = 0; j < dimensions; j++) {
    const order = drawOrder(random, points);
    for (let i = 0; i < points; i++) coordinates[i * dimensions + j] = (order[i]! + random.next()) / points;
  }
  return { points, dimensions, coordinates };
}

/** The power of the criterion: large enough that the closest pairs decide, small enough that others still count. */
const POWER = 16;

/**
 * The criterion of M. D. Morris and T. J. Mitchell, "Exploratory designs for computational experiments" (1995), equation
 * 2.2, by sums: smaller where points that are close together are fewer and farther apart. Distances are Euclidean.
 */
export function crowdedness({ points, dimensions, coordinates }: Design): number {
  let sum = 0;
  for (let a = 0; a < points; a++) {
    for (let b = a + 1; b < points; b++) sum += repulsion(squaredDistance(coordinates, dimensions, a, b));
  }
  return sum ** (1 / POWER);
}

/**
 * The design after `exchanges` attempts to exchange one coordinate of two points, each kept where it lessens
 * {@link crowdedness}: still a Latin hypercube, and nearer to the one whose smallest distance is largest.
 */
export function spreadApart(design: Design, exchanges: number, random: Random): Design {
  const { points, dimensions } = design;
  if (points < 2 || dimensions < 2) return design;
  const coordinates = design.coordinates.slice();
  const squared = new Float64Array(points * points);
  for (let a = 0; a < points; a++) {
    for (let b = 0; b < points; b++) squared[a * points + b] = squaredDistance(coordinates, dimensions, a, b);
  }
  for (let i = 0; i < exchanges; i++) {
    const a = drawIndex(random, points);
    const b = (a + 1 + drawIndex(random, points - 1)) % points;
    const j = drawIndex(random, dimensions);
    const [x, y] = [coordinates[a * dimensions + j]!, coordinates[b * dimensions + j]!];
    let gain = 0;
    for (let c = 0; c < points; c++) {
      if (c === a || c === b) continue;
      const z = coordinates[c * dimensions + j]!;
      const change = (y - z) ** 2 - (x - z) ** 2;
      const [toA, toB] = [squared[a * points + c]!, squared[b * points + c]!];
      gain += repulsion(toA) + repulsion(toB) - repulsion(toA + change) - repulsion(toB - change);
    }
    if (!(gain > 0)) continue;
    coordinates[a * dimensions + j] = y;
    coordinates[b * dimensions + j] = x;
    for (let c = 0; c < points; c++) {
      if (c === a || c === b) continue;
      for (const moved of [a, b]) {
        const distance = squaredDistance(coordinates, dimensions, moved, c);
        squared[moved * points + c] = distance;
        squared[c * points + moved] = distance;
      }
    }
  }
  return { points, dimensions, coordinates };
}

/** The inverse of the distance to the power {@link POWER}. */
function repulsion(squared: number): number {
  const inverse = 1 / Math.max(squared, 1e-12);
  const fourth = inverse * inverse * inverse * inverse;
  return fourth * fourth;
}

function squaredDistance(coordinates: Float64Array, dimensions: number, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < dimensions; j++) {
    const difference = coordinates[a * dimensions + j]! - coordinates[b * dimensions + j]!;
    sum += difference * difference;
  }
  return sum;
}
