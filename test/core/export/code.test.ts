import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { COPY_NAMES, type CopyFormat, trialCode } from "../../../src/core/export/code.js";
import { STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../../../src/core/study/attributes.js";
import type { Json } from "../../../src/core/study/json.js";
import type { StudyState } from "../../../src/core/study/state.js";
import { digits } from "./studies.js";

const study = digits();
const copied = (format: CopyFormat, number = 1): string => trialCode(study, study.trials[number]!, format);

describe("a trial's values as code", () => {
  it("are lines as the code has them", () => {
    expect(copied("code", 0)).toBe('rate = 0.01\nmodel = "svm"\ndepth = 3\nlayers = [64, 32]\nwarm = True\n');
  });

  it("are dictionaries of Python and JSON and a mapping of YAML", () => {
    expect(copied("python")).toMatch(/^params = \{\n {4}"rate": 0\.0001,\n/);
    expect(JSON.parse(copied("json", 0))).toEqual({ rate: 0.01, model: "svm", depth: 3, layers: [64, 32], warm: true });
    expect(copied("yaml", 0)).toBe('rate: 0.01\nmodel: "svm"\ndepth: 3\nlayers: [64, 32]\nwarm: true\n');
  });

  it("set the parameters of an estimator of scikit-learn", () => {
    expect(copied("sklearn")).toMatch(/\n}\nestimator\.set_params\(\*\*params\)\n$/);
  });

  it("are queued in Optuna, or held fixed, with lists as the journal names them", () => {
    expect(copied("optuna-enqueue", 0)).toContain('study.enqueue_trial({\n    "rate": 0.01,');
    expect(copied("optuna-enqueue", 0)).toContain('"layers": "[64, 32]"');
    expect(copied("optuna-fixed", 0)).toContain("objective(optuna.trial.FixedTrial({");
  });

  it("are Python that compiles, in every format of Python", () => {
    for (const format of ["code", "python", "sklearn", "optuna-enqueue", "optuna-fixed"] as const) {
      for (const number of [0, 1]) {
        const compile = "import sys; compile(sys.stdin.read(), 'copied', 'exec')";
        execFileSync("python3", ["-c", compile], { input: copied(format, number) });
      }
    }
  });

  it("exist in every format for a trial that failed", () => {
    for (const format of COPY_NAMES) expect(copied(format, 3)).not.toBe("");
  });
});

describe("a trial as a command line", () => {
  it("queues the values where the study is a function, quoted for a shell", () => {
    expect(copied("command")).toBe(
      `hyperlens queue train.py:digits rate=0.0001 'model="a \\"forest\\""' 'layers=[]' warm=False`,
    );
    const words = execFileSync("sh", ["-c", `printf '%s\\n' ${copied("command")}`]).toString();
    expect(words).toContain('\nmodel="a \\"forest\\""\n');
  });

  it("is the study's own command where that takes all the values", () => {
    const run = '"python" "train.py" "--rate={rate}" "{model}" "{layers}" "{warm}"';
    const { trials } = withCommand(run);
    expect(trialCode(withCommand(run), trials[1]!, "command")).toBe(
      `python train.py --rate=0.0001 'a "forest"' '[]' False`,
    );
  });

  it("queues the values where the command leaves some out, or needs a file that is gone", () => {
    for (const run of [
      '"python" "{rate}"',
      '"python" "{file}" "{rate}" "{model}" "{layers}" "{warm}"',
      '"python" "{',
    ]) {
      const other = withCommand(run);
      expect(trialCode(other, other.trials[1]!, "command")).toMatch(/^hyperlens queue/);
    }
  });
});

/** The study whose trials ran this command. */
function withCommand(command: string): StudyState {
  const facts: Json = { host: "h", command };
  const systemAttributes = new Map([...study.systemAttributes, [`${STUDY_ATTRIBUTES.facts}1`, facts] as const]);
  const trials = study.trials.map((trial) =>
    Object.create(trial, {
      systemAttributes: { value: new Map([...trial.systemAttributes, [TRIAL_ATTRIBUTES.facts, "1"]]) },
    }),
  );
  return { ...study, name: study.name, directions: study.directions, systemAttributes, trials };
}
