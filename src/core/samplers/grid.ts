import { drawOrder, randomFrom } from "../math/random.js";
import { satisfies } from "../space/constraint.js";
import type { Cube } from "./cube.js";
import { configurations, levelsOf } from "./enumerate.js";
import type { Sampler, SamplerInput } from "./sampler.js";

/** Grids up to this size are tried in random order, and their exact size is known; larger ones from low to high. */
const MAX_LISTED = 200_000;

export const grid: Sampler = {
  name: "grid",
  summary: "Every combination once; the study ends by itself when all have been tried.",
  options: [
    {
      name: "points",
      type: { kind: "integer", min: 1, max: null },
      default: 5,
      summary: "How many values of each real parameter are tried (5), both ends included.",
    },
  ],
  total(cube, options) {
    return listed(cube, options.integer("points"))?.length ?? null;
  },
  propose(input, options) {
    const points = options.integer("points");
    const point = nextOf(input, points);
    if (point === null) return { kind: "exhausted" };
    return {
      kind: "point",
      point,
      reason: `grid: the next combination, with ${points} values of each real parameter.`,
    };
  },
};

/** The first combination that no trial has; null where all have been tried. */
function nextOf(input: SamplerInput, points: number): ReadonlyMap<string, number> | null {
  const { cube } = input;
  const list = listed(cube, points);
  if (list !== null) {
    // A shuffled grid that is cut short has still covered the space.
    const order = drawOrder(randomFrom(`grid/${input.seed}`), list.length);
    for (const index of order) if (input.isNew(list[index]!)) return list[index]!;
    return null;
  }
  const levels = cube.dimensions.map((dimension) => levelsOf(dimension, points));
  for (const point of configurations(cube, ({ index }) => levels[index]!)) {
    if (input.isNew(point) && input.satisfies(point)) return point;
  }
  return null;
}

/** The grids that were listed before, by their cube and points: they are dear to list, and never change. */
const known = new WeakMap<Cube, Map<number, readonly ReadonlyMap<string, number>[] | null>>();

/** Every combination that satisfies the constraints; null where there are too many to list. */
function listed(cube: Cube, points: number): readonly ReadonlyMap<string, number>[] | null {
  const lists = known.get(cube) ?? new Map<number, readonly ReadonlyMap<string, number>[] | null>();
  known.set(cube, lists);
  let list = lists.get(points);
  if (list === undefined) {
    list = listConfigurations(cube, points);
    lists.set(points, list);
  }
  return list;
}

function listConfigurations(cube: Cube, points: number): readonly ReadonlyMap<string, number>[] | null {
  const levels = cube.dimensions.map((dimension) => levelsOf(dimension, points));
  const list: ReadonlyMap<string, number>[] = [];
  let visited = 0;
  for (const point of configurations(cube, ({ index }) => levels[index]!)) {
    if (++visited > MAX_LISTED) return null;
    if (satisfies(cube.space, point)) list.push(point);
  }
  return list;
}
