import { describe, expect, it } from "vitest";
import { loguniform, uniform } from "../../../src/core/space/build.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { STUDY_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import { rangeHistory, rangeSentence } from "../../../src/core/study/range-history.js";
import { encodeSetup } from "../../../src/core/study/setup.js";
import type { StudyState } from "../../../src/core/study/state.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "./trials.js";

const coarse = loguniform(1e-5, 1);
const fine = loguniform(1e-3, 0.1);

/** A study whose trials were drawn from these distributions of `lr` in turn, and which is now at the last of them. */
function study(version: number, ...ranges: readonly Distribution[]): StudyState {
  const space = (lr: Distribution) => spaceOf([parameter("lr", lr), parameter("drop", uniform(0, 0.5))]);
  const setup = {
    version,
    space: space(ranges.at(-1)!),
    goals: [{ direction: "minimize" as const, metric: null }],
    options: DEFAULT_OPTIONS,
    language: "python",
  };
  return {
    id: 0,
    name: "s",
    directions: ["minimize"],
    trials: ranges.map((lr, i) =>
      trialIn(
        space(lr),
        i,
        new Map([
          ["lr", 0.01],
          ["drop", 0.1],
        ]),
        complete(i),
      ),
    ),
    userAttributes: new Map(),
    systemAttributes: new Map([[STUDY_ATTRIBUTES.space, encodeSetup(setup as Parameters<typeof encodeSetup>[0])]]),
  };
}

describe("the history of ranges", () => {
  it("tells from which trial on a parameter had which range", () => {
    const [lr, ...others] = rangeHistory(study(3, coarse, coarse, fine, fine, coarse));
    expect(others).toEqual([]);
    expect(lr).toEqual({
      name: "lr",
      stages: [
        { from: 0, text: "loguniform(0.00001, 1)" },
        { from: 2, text: "loguniform(0.001, 0.1)" },
        { from: 4, text: "loguniform(0.00001, 1)" },
      ],
    });
    expect(rangeSentence(lr!)).toBe(
      "The range of lr was changed: loguniform(0.00001, 1), then loguniform(0.001, 0.1) from trial 2 on, then loguniform(0.00001, 1) from trial 4 on.",
    );
  });

  it("is empty while the space is the one that the study began with", () => {
    expect(rangeHistory(study(1, coarse, coarse))).toEqual([]);
    expect(rangeHistory(study(2, coarse, loguniform(1e-5, 1)))).toEqual([]);
  });

  it("ends with what the next trials are drawn from", () => {
    const narrowed = study(2, coarse, coarse, fine);
    const [lr] = rangeHistory({ ...narrowed, trials: narrowed.trials.slice(0, 2) });
    expect(lr?.stages.at(-1)).toEqual({ from: 2, text: "loguniform(0.001, 0.1)" });
  });
});
