import { describe, expect, it } from "vitest";
import { JournalReplay } from "../../../src/core/journal/replay.js";
import { lastStretchOf, stretchText } from "../../../src/extension/studies/last-stretch.js";
import { population } from "../../webview/population.js";

function studied() {
  const replay = new JournalReplay(() => 0);
  replay.push(population());
  return replay.state.study("digits")!;
}

describe("the values of a trial of a population", () => {
  it("are those of its last stretch alone, which begins where it went on from another trial", () => {
    const study = studied();
    const stretches = study.trials.map((trial) => lastStretchOf(study, trial));
    expect(stretches).toEqual([null, null, { resource: null, from: 2 }, { resource: null, from: 4 }]);
  });

  it("are called so in one sentence, with the step or how much of the resource it had", () => {
    expect(stretchText({ resource: null, from: 4 })).toBe(
      "It trained with these values only from step 4 on, so that they alone do not give its result again; the results show the whole schedule with the trial.",
    );
    expect(stretchText({ resource: "epochs", from: 2500 })).toMatch(/only from epochs 2500 on/);
  });
});
