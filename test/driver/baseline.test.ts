import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { isBaseline, summarise } from "../../src/core/study/summary.js";
import { runJson, studyIn, workspace } from "./program.js";

const source = (x = "1.0", kind = "a", body = "return x + (kind == 'b')") => `
# @study s minimize loss  sampler=random seed=1 max_failures=9
def objective(
    x=${x},  # @tune uniform(0, 10)
    kind="${kind}",  # @tune choice("a", "b")
):
    ${body}
`;

/** A study that has had two trials, and its file. */
async function begun(text = source()) {
  const folder = workspace({ "a.py": text });
  const { result } = await runJson(["a.py", "--trials", "2"], folder);
  const study = () => studyIn(result.journal ?? "");
  return {
    study,
    async goOn(changed: string, trials: number) {
      writeFileSync(join(folder, "a.py"), changed);
      await runJson(["a.py", "--trials", String(trials)], folder);
      return study().trials;
    },
  };
}

describe("the values in the code of a study that goes on", () => {
  it("are no news where they are those of a trial, as after the best were written into the code", async () => {
    const { study, goOn } = await begun();
    const { params } = study().trials[1]!;
    const kind = params.get("kind") === 0 ? "a" : "b";
    const trials = await goOn(source(String(params.get("x")), kind), 3);
    expect(trials[2]?.systemAttributes.get(TRIAL_ATTRIBUTES.sampler)).toMatch(/^random/);
    expect(trials.filter(isBaseline)).toHaveLength(1);
    expect(summarise(study()).baseline?.number).toBe(0);
  });

  it("are tried next where nobody has tried them, and gains stay measured by what stood there at first", async () => {
    const { study, goOn } = await begun();
    const trials = await goOn(source("3.25"), 3);
    expect(trials[2]?.params.get("x")).toBe(3.25);
    expect(trials[2]?.systemAttributes.get(TRIAL_ATTRIBUTES.sampler)).toMatch(/^The values in the code/);
    expect(summarise(study()).baseline).toMatchObject({ number: 0, outcome: { values: [1] } });
    expect((await goOn(source("3.25"), 4))[3]?.params.get("x")).not.toBe(3.25);
  });

  it("are the baseline once the code that failed with them is mended", async () => {
    const { study, goOn } = await begun(source("1.0", "a", 'raise ValueError("no")'));
    expect(summarise(study()).baseline?.outcome.kind).toBe("failed");
    await goOn(source("1.0", "a", 'raise ValueError("no")'), 3);
    expect(study().trials.filter(isBaseline)).toHaveLength(1);
    await goOn(source(), 4);
    expect(summarise(study()).baseline).toMatchObject({ number: 3, outcome: { kind: "complete", values: [1] } });
  });
});
