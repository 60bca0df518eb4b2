import { type Cube, cubeOf } from "../../../src/core/samplers/cube.js";
import type { Observation } from "../../../src/core/samplers/sampler.js";
import { uniform } from "../../../src/core/space/build.js";
import { parameter, spaceOf } from "../space/spaces.js";

const line: Cube = cubeOf(spaceOf([parameter("x", uniform(0, 1))]));

/** A completed observation on one uniform parameter, or whatever `parts` make of it. */
export function observation(number: number, parts: Partial<Observation> = {}): Observation {
  const point = parts.point ?? new Map([["x", 0.5]]);
  return {
    number,
    point,
    coordinates: line.coordinatesOf(point),
    whole: true,
    state: "complete",
    losses: [0],
    intermediate: [],
    reported: [],
    violation: 0,
    variance: null,
    seconds: null,
    attributes: new Map(),
    ...parts,
  };
}
