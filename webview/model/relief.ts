/** Places along one axis with what lies between them: smooth for numbers, steps for categories. */
export interface ReliefAxis {
  /** Pixels, in rising order. */
  readonly places: readonly number[];
  /** Half the width of a category; 0 for numbers. */
  readonly half: number;
}

/** The share of the grid that lies within each band and those better than it; the last one has the rest. */
const SHARES = [0.04, 0.1, 0.18, 0.28, 0.4, 0.54, 0.7, 0.86];

/** Bands of a relief. */
export const BANDS = SHARES.length + 1;

/**
 * Heights over a grid as bands, from 0 for the best to {@link BANDS} - 1 for the worst, one for each pixel in rows;
 * {@link NOWHERE} outside the grid. The better bands cover for ever smaller parts, so that the best place is seen. Between
 * the places heights are interpolated linearly in both ways.
 *
 * @param heights one row per place of `y`, smaller is better.
 */
export function reliefOf(
  heights: readonly (readonly number[])[],
  x: ReliefAxis,
  y: ReliefAxis,
  size: { readonly width: number; readonly height: number },
): Uint8Array {
  const sorted = heights.flat().sort((a, b) => a - b);
  const bounds = SHARES.map((share) => sorted[Math.floor(share * sorted.length)] ?? 0);
  const across = samplesOf(x, size.width);
  const up = samplesOf(y, size.height);
  const relief = new Uint8Array(size.width * size.height).fill(NOWHERE);
  for (let row = 0; row < size.height; row++) {
    const at = up[row]!;
    if (at === null) continue;
    const [lower, upper] = [heights[at.from]!, heights[at.to]!];
    for (let column = 0; column < size.width; column++) {
      const place = across[column]!;
      if (place === null) continue;
      const first = lower[place.from]! + place.share * (lower[place.to]! - lower[place.from]!);
      const second = upper[place.from]! + place.share * (upper[place.to]! - upper[place.from]!);
      const height = first + at.share * (second - first);
      relief[row * size.width + column] = bandOf(height, bounds);
    }
  }
  return relief;
}

export const NOWHERE = 255;

function bandOf(height: number, bounds: readonly number[]): number {
  let band = 0;
  while (band < bounds.length && height > bounds[band]!) band++;
  return band;
}

interface Sample {
  readonly from: number;
  readonly to: number;
  /** How far from the first to the second. */
  readonly share: number;
}

function samplesOf({ places, half }: ReliefAxis, length: number): readonly (Sample | null)[] {
  return Array.from({ length }, (_, pixel): Sample | null => {
    const at = pixel + 0.5;
    if (half > 0) {
      const index = places.findIndex((place) => Math.abs(place - at) <= half);
      return index < 0 ? null : { from: index, to: index, share: 0 };
    }
    const next = places.findIndex((place) => place >= at);
    if (next < 0 || next === 0) {
      const end = next < 0 ? places.length - 1 : 0;
      // The half pixel at the edge belongs to the grid still.
      return Math.abs((places[end] ?? Number.NaN) - at) <= 1 ? { from: end, to: end, share: 0 } : null;
    }
    const [before, after] = [places[next - 1]!, places[next]!];
    return { from: next - 1, to: next, share: after > before ? (at - before) / (after - before) : 0 };
  });
}
