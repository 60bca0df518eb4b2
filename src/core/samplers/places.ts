import type { Cube } from "./cube.js";
import type { Observation } from "./sampler.js";

const known = new WeakMap<Observation, Float64Array>();

/**
 * A trial's coordinates by prior probability: like {@link Observation.coordinates}, but where a prior is normal the place
 * is the share of the prior below the value, so that distances in the middle of a wide range are not lost.
 */
export function placesOf(cube: Cube, observation: Observation): Float64Array {
  if (cube.dimensions.every(({ axis }) => axis.prior === null)) return observation.coordinates;
  const places = known.get(observation) ?? observation.coordinates.slice();
  if (known.has(observation)) return places;
  for (const { index, axis, parameter } of cube.dimensions) {
    const value = observation.point.get(parameter.name);
    if (axis.prior !== null && value !== undefined) places[index] = axis.toQuantile(value);
  }
  known.set(observation, places);
  return places;
}
