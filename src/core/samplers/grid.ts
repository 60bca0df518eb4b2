import { phrase } from "../l10n/phrase.js";
import { drawIndex, drawOrder, randomFrom } from "../math/random.js";
import { satisfies } from "../space/constraint.js";
import type { Cube, Dimension } from "./cube.js";
import { configurations, type Levels, levelsOf } from "./enumerate.js";
import type { Sampler, SamplerInput } from "./sampler.js";

/** Work, in values looked at, up to which a grid is listed; larger ones are drawn from. */
const MAX_WORK = 2_000_000;
/** How many draws from a grid too large to list may have been tried before it is searched from low to high. */
const MAX_REPEATS = 1_000;

type Point = ReadonlyMap<string, number>;

export const grid: Sampler = {
  name: "grid",
  summary: phrase("Every combination once; the study ends by itself when all have been tried."),
  options: [
    {
      name: "points",
      type: { kind: "integer", min: 1, max: null },
      default: 5,
      summary: phrase("How many values of each real parameter are tried (5), both ends included."),
    },
  ],
  total(cube, options) {
    return gridOf(cube, options.integer("points")).size;
  },
  propose(input, options) {
    const points = options.integer("points");
    const point = nextOf(input, gridOf(input.cube, points));
    if (point === null) return { kind: "exhausted" };
    return {
      kind: "point",
      point,
      reason: `grid: the next combination, with ${points} values of each real parameter.`,
    };
  },
};

interface Grid {
  readonly levels: (dimension: Dimension) => Levels;
  /** Every combination that satisfies the constraints; null where they are too many to list. */
  readonly list: readonly Point[] | null;
  /** How many there are; null where that is not known. */
  readonly size: number | null;
}

/** The first combination in the study's random order that no trial has; null where all have been tried. */
function nextOf(input: SamplerInput, { list, levels }: Grid): Point | null {
  if (list !== null) {
    // A grid in random order has covered the space even where it is cut short.
    const order = drawOrder(randomFrom(`grid/${input.seed}`), list.length);
    const index = order.find((candidate) => input.isNew(list[candidate]!));
    return index === undefined ? null : list[index]!;
  }
  const random = input.random("grid");
  for (let i = 0; i < MAX_REPEATS; i++) {
    const point = input.cube.configure((dimension) => {
      const choices = levels(dimension);
      return choices.at(drawIndex(random, choices.size));
    });
    if (input.isNew(point) && input.satisfies(point)) return point;
  }
  for (const point of configurations(input.cube, levels)) {
    if (input.isNew(point) && input.satisfies(point)) return point;
  }
  return null;
}

/** Grids by their cube and points: they are dear to list, and never change. */
const known = new WeakMap<Cube, Map<number, Grid>>();

function gridOf(cube: Cube, points: number): Grid {
  const grids = known.get(cube) ?? new Map<number, Grid>();
  known.set(cube, grids);
  const made = grids.get(points) ?? makeGrid(cube, points);
  grids.set(points, made);
  return made;
}

function makeGrid(cube: Cube, points: number): Grid {
  const each = cube.dimensions.map((dimension) => levelsOf(dimension, points));
  const levels = ({ index }: Dimension) => each[index]!;
  const product = each.reduce((size, choices) => size * choices.size, 1);
  const regular = !cube.conditional && cube.space.constraints.length === 0;
  const visits = Math.floor(MAX_WORK / Math.max(1, cube.dimensions.length));
  if (regular && product > visits) return { levels, list: null, size: Number.isSafeInteger(product) ? product : null };
  const list: Point[] = [];
  let visited = 0;
  for (const point of configurations(cube, levels)) {
    if (++visited > visits) return { levels, list: null, size: null };
    if (satisfies(cube.space, point)) list.push(point);
  }
  return { levels, list, size: list.length };
}
