import { describe, expect, it } from "vitest";
import { createStudy } from "../../../src/core/engine/create-study.js";
import { uniform } from "../../../src/core/engine/tunable.js";

describe("the manual sampler", () => {
  it("proposes nothing, and says why", () => {
    const study = createStudy({ space: { x: uniform(0, 1) }, sampler: "manual" });
    expect(() => study.ask()).toThrow(
      expect.objectContaining({ code: "exhausted", message: expect.stringContaining("Nothing is queued") }),
    );
  });
});
