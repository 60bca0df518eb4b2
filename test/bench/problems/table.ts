import type { Config } from "./problem.js";
import { choice, type Distribution, int, logint, loguniform, parameter, type SpaceOf, text, uniform } from "./space.js";

/** Cross-validation results of a real model on a dense grid, as the files in tables/ hold them. */
export interface Table {
  readonly axes: readonly Axis[];
  /** The last axis moves fastest. */
  readonly values: readonly number[];
}

type Axis = { readonly name: string } & (
  | { readonly type: "cat"; readonly choices: readonly string[] }
  | {
      readonly type: "int" | "float";
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
      readonly grid: readonly number[];
    }
);

export function tableSpace(table: Table): SpaceOf {
  return table.axes.map((axis) => parameter(axis.name, distributionOf(axis)));
}

function distributionOf(axis: Axis): Distribution {
  if (axis.type === "cat") return choice(axis.choices.map(text));
  const build = axis.type === "int" ? (axis.log ? logint : int) : axis.log ? loguniform : uniform;
  return build(axis.low, axis.high);
}

/** Multilinear between the points of the grid (in the logarithm where the axis is logarithmic). */
export function interpolate(table: Table, config: Config): number {
  let corners: [index: number, weight: number][] = [[0, 1]];
  for (const axis of table.axes) {
    const size = axis.type === "cat" ? axis.choices.length : axis.grid.length;
    const places = placesOn(axis, config[axis.name]!);
    corners = corners.flatMap(([index, weight]) =>
      places.map(([place, share]): [number, number] => [index * size + place, weight * share]),
    );
  }
  return corners.reduce((sum, [index, weight]) => sum + (weight > 0 ? weight * table.values[index]! : 0), 0);
}

function placesOn(axis: Axis, value: number | string): [number, number][] {
  if (axis.type === "cat") return [[axis.choices.indexOf(String(value)), 1]];
  const warp = axis.log ? Math.log : (x: number) => x;
  const grid = axis.grid.map(warp);
  const x = Math.min(grid.at(-1)!, Math.max(grid[0]!, warp(Number(value))));
  let i = 0;
  while (i < grid.length - 2 && x > grid[i + 1]!) i++;
  const share = (x - grid[i]!) / (grid[i + 1]! - grid[i]!);
  return [
    [i, 1 - share],
    [i + 1, share],
  ];
}
