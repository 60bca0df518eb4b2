import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { int, loguniform, uniform } from "../../../src/core/space/build.js";
import { TrialPacker } from "../../../src/core/study/packed-trial.js";
import { OpenBody } from "../../../src/core/study/stored-trial.js";
import type { TrialBody } from "../../../src/core/study/trial.js";

const DISTRIBUTIONS = [uniform(0, 1), uniform(0, 2), int(1, 9), loguniform(1e-3, 1)];

const name = fc.constantFrom("x", "y", "z", "a long name", "", "__proto__");
const json = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.array(fc.integer()));
const body = fc
  .record({
    state: fc.constantFrom("complete" as const, "pruned" as const, "failed" as const),
    values: fc.option(fc.array(fc.double(), { maxLength: 3 })),
    started: fc.option(fc.integer({ min: 0 })),
    finished: fc.option(fc.integer({ min: 0 })),
    worker: fc.option(fc.constantFrom("hyperlens/a/1/2", "other")),
    parameters: fc.array(fc.tuple(name, fc.double(), fc.constantFrom(...DISTRIBUTIONS)), { maxLength: 12 }),
    reports: fc.array(fc.tuple(fc.integer(), fc.double()), { maxLength: 20 }),
    user: fc.array(fc.tuple(fc.string(), json), { maxLength: 12 }),
    system: fc.array(fc.tuple(name, json), { maxLength: 12 }),
  })
  .map(({ state, values, parameters, reports, user, system, ...rest }) => {
    const open = new OpenBody();
    Object.assign(open, rest);
    open.settle(state, values);
    for (const [name, value, distribution] of parameters) open.setParameter({ name, value, distribution });
    for (const [step, value] of reports) open.intermediate.set(step, value);
    for (const [key, value] of user) open.userAttributes.set(key, value);
    for (const [key, value] of system) open.systemAttributes.set(key, value);
    return open;
  });

/** All that can be asked of a trial. */
function asked(trial: TrialBody) {
  const names = [...trial.params.entries()].map(([name]) => name);
  return {
    outcome: trial.outcome,
    times: [trial.started, trial.finished, trial.worker],
    params: [...trial.params.entries()],
    size: trial.params.size,
    byName: [...names, "nothing"].map((name) => [trial.params.get(name), trial.params.has(name)]),
    distributions: [...names, "nothing"].map((name) => trial.distributionOf(name)),
    maps: [trial.intermediate, trial.userAttributes, trial.systemAttributes].map(
      (map: ReadonlyMap<unknown, unknown>) => ({
        entries: [...map],
        keys: [...map.keys()],
        values: [...map.values()],
        size: map.size,
        found: [...map.keys()].map((key) => [map.get(key), map.has(key)]),
        missing: [map.get("nothing at all"), map.has("nothing at all")],
      }),
    ),
  };
}

describe("a packed trial", () => {
  it("answers as it did before, whatever other trials are packed with it", () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 12 }), (bodies) => {
        const packer = new TrialPacker();
        const before = bodies.map(asked);
        const packed = bodies.map((open) => {
          if (!("values" in open.outcome)) throw new Error("It is finished.");
          return packer.pack(open, open.outcome);
        });
        expect(packed.map(asked)).toEqual(before);
      }),
    );
  });
});
