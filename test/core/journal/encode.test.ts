import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineDecoder } from "../../../src/core/journal/decode.js";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import type { JournalEvent } from "../../../src/core/journal/event.js";
import { UTC } from "../../../src/core/journal/instant.js";
import { anyEvent } from "./events.js";

const worker = "w";
const decoder = new LineDecoder(UTC);

describe("a record", () => {
  it("gives back every event that was written, to the last bit", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(decoder.decode(encodeEvent(event))).toEqual(event);
      }),
      { numRuns: 1000 },
    );
  });

  it("stands in one line whatever texts it holds", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(encodeEvent(event)).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it("spells objective and intermediate values so that Python reads floats", () => {
    const state: JournalEvent = {
      worker,
      kind: "trialState",
      trial: 0,
      state: "complete",
      values: [1, -0, 1e20, 1e21, 0.1, Number.NEGATIVE_INFINITY],
      started: null,
      finished: 0,
    };
    expect(encodeEvent(state)).toContain('"values":[1.0,-0.0,100000000000000000000.0,1e+21,0.1,-Infinity]');
    expect(encodeEvent({ worker, kind: "intermediate", trial: 0, step: 3, value: 2 })).toBe(
      '{"op_code":7,"worker_id":"w","trial_id":0,"step":3,"intermediate_value":2.0}',
    );
  });

  it("of a new trial leaves out what is not set, but never the start", () => {
    const nothing = { values: null, finished: null, parameters: [], userAttributes: [], systemAttributes: [] } as const;
    expect(
      encodeEvent({
        worker,
        kind: "createTrial",
        study: 2,
        state: "waiting",
        started: null,
        intermediate: [],
        ...nothing,
      }),
    ).toBe('{"op_code":4,"worker_id":"w","study_id":2,"datetime_start":null,"state":4}');
  });

  it("that ends a trial repeats when it started", () => {
    expect(
      encodeEvent({
        worker,
        kind: "trialState",
        trial: 1,
        state: "failed",
        values: null,
        started: 1_764_000_000_000_001,
        finished: 1_764_000_001_000_000,
      }),
    ).toBe(
      '{"op_code":6,"worker_id":"w","trial_id":1,"state":3,"values":null,"datetime_start":"2025-11-24T16:00:00.000001+00:00","datetime_complete":"2025-11-24T16:00:01.000000+00:00"}',
    );
  });
});
