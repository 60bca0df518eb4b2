import { MAX_REJECTED } from "../space/constraint.js";
import type { Proposal, SamplerInput } from "./sampler.js";

/**
 * The first point of a study's sequence, from place `number` on, that satisfies the constraints and is new; null where
 * there was none among as many as constraints may reject. Since tried points are passed over, a study whose constraints
 * reject points still walks through the accepted ones in turn.
 */
export function nextOfSequence(
  input: SamplerInput,
  pointAt: (index: number) => Map<string, number>,
): Map<string, number> | null {
  for (let i = 0; i < MAX_REJECTED; i++) {
    const point = pointAt(input.number + i);
    if (input.satisfies(point) && input.isNew(point)) return point;
  }
  return null;
}

/** The proposal of a point that may not have been found. */
export function proposalOf(point: ReadonlyMap<string, number> | null, reason: string): Proposal {
  return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
}
