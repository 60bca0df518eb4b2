import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hyperlens, runJson, studyIn, workspace } from "./program.js";

const journalIn = (folder: string) => join(folder, ".hyperlens/s.journal.log");
const text = (folder: string) => readFileSync(journalIn(folder), "utf8");

const FUNCTION = `import os, random
# @study s minimize loss  sampler=random seed=1 trials=3 trial_timeout=20
def objective(
    x=1.0,  # @tune uniform(0, 10)
    kind="a",  # @tune choice("a", "b")
):
    print("seed", os.environ["HYPERLENS_SEED"], os.path.basename(os.environ["HYPERLENS_FOLDER"]))
    return {"loss": x + random.random(), "size": 3}
`;

const GENERATOR = `
# @study s maximize score  trials=2 seed=3 pruner=threshold(lower=100)
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    for step in range(3):
        yield x + step
`;

const PATCHED = `import sys
# @study s minimize loss  trials=3 seed=2
def objective():
    rate = 0.5  # @tune uniform(0, 1)
    print("in", __file__, sys._getframe().f_code.co_filename)
    return rate
`;

const SCRIPT = `import sys, pathlib
# @study s minimize loss  trials=3 seed=2
rate = 0.5  # @tune uniform(0, 1)
print("main", __name__, pathlib.Path(__file__).name)
print(f"loss={rate}")
`;

const MODULE = `
// @study s minimize loss  trials=3 seed=2
export function objective() {
  const rate = 0.5; // @tune uniform(0, 1)
  console.log("at", new Error().stack.split("\\n")[1].trim());
  return rate;
}
`;

const JS_SCRIPT = `import { basename } from "node:path";
// @study s minimize loss  trials=3 seed=2
const rate = 0.5; // @tune uniform(0, 1)
console.log("file", basename(import.meta.filename ?? import.meta.url));
console.log("loss=" + rate);
`;

describe("hyperlens try", () => {
  it("runs a trial's values with its seed, tells what came out beside what the study has, and writes nothing down", async () => {
    const folder = workspace({ "a.py": FUNCTION });
    await runJson(["a.py"], folder);
    const before = text(folder);
    const trial = studyIn(journalIn(folder)).trials[2]!;
    const { out, status, error } = await hyperlens(["try", "a.py", "2"], folder);
    expect(error).toBe("");
    expect(status).toBe(0);
    expect(out).toMatch(/^Trial 2 of s by itself: x=\d\.\d+ kind="[ab]"/);
    expect(out).toContain(`x=${trial.params.get("x")}`);
    const value = trial.outcome.kind === "complete" ? trial.outcome.values[0]! : Number.NaN;
    expect(Number(/\nloss = (\S+)/.exec(out)?.[1])).toBeGreaterThanOrEqual(trial.params.get("x")!);
    expect(out).toMatch(/\nsize = 3/);
    expect(Number(/The study s has loss = (\S+)/.exec(out)?.[1])).toBeCloseTo(value, 3);
    expect(text(folder)).toBe(before);
    const log = readFileSync(join(folder, ".hyperlens/s/2/log.txt"), "utf8");
    expect(/seed (\d+)/.exec(out)?.[1]).toBe(/seed (\d+)/.exec(log)?.[1]);
  });

  it("takes other values where they are given, and refuses those that are none", async () => {
    const folder = workspace({ "a.py": FUNCTION });
    await runJson(["a.py"], folder);
    expect((await hyperlens(["try", "a.py", "1", "kind=b", "x=7"], folder)).out).toMatch(
      /: x=7 kind="b"|: x=7.0 kind="b"/,
    );
    expect((await hyperlens(["try", "a.py", "1", "x=70"], folder)).error).toMatch(/outside its range/);
    expect((await hyperlens(["try", "a.py", "9"], folder)).error).toMatch(/has no trial 9/);
    expect((await hyperlens(["try", "a.py"], folder)).error).toMatch(/number of the trial/);
  });

  it("ends nothing early, whatever the pruner would do", async () => {
    const folder = workspace({ "a.py": GENERATOR });
    await runJson(["a.py"], folder);
    expect(studyIn(journalIn(folder)).trials[1]?.outcome.kind).toBe("pruned");
    const { out, status } = await hyperlens(["try", "a.py", "1"], folder);
    expect(out).toMatch(/ {2}step 1: .*\n {2}step 2: .*\n {2}step 3: .*\nscore = /);
    expect(status).toBe(0);
  });

  it("says that the code has changed since, and shows an exception as the language prints it", async () => {
    const folder = workspace({ "a.py": FUNCTION });
    await runJson(["a.py"], folder);
    writeFileSync(join(folder, "a.py"), FUNCTION.replace("return {", 'raise ValueError("now")\n    return {'));
    const { out, error, status } = await hyperlens(["try", "a.py", "0"], folder);
    expect(out).toMatch(/The file has changed since the trial ran/);
    expect(error).toMatch(/^Traceback[\s\S]*a\.py", line 8, in objective[\s\S]*ValueError: now\s*$/);
    expect(error).not.toMatch(/once\.py|runner\.py/);
    expect(status).toBe(1);
  });

  it.each([
    ["a function in Python", "a.py", PATCHED, (folder: string) => `in ${folder}/a.py ${folder}/a.py`],
    ["a script in Python", "a.py", SCRIPT, () => "main __main__ a.py"],
    ["a function in JavaScript", "a.mjs", MODULE, (folder: string) => `at objective (file://${folder}/a.mjs:5:`],
    ["a script in JavaScript", "a.mjs", JS_SCRIPT, () => "a.mjs"],
  ] as const)(
    "writes the values into %s and runs it under its own name, where breakpoints hold",
    async (_, name, source, says) => {
      const folder = workspace({ [name]: source });
      const { result } = await runJson([name], folder);
      expect(result.counts.complete).toBe(3);
      const trial = studyIn(journalIn(folder)).trials[2]!;
      const { out, error, status } = await hyperlens(["try", name, "2"], folder);
      expect(error).toBe("");
      expect(status).toBe(0);
      expect(out).toContain(says(folder));
      expect(out).toMatch(new RegExp(`loss ?= ?${String(trial.params.get("rate")).replace(".", "\\.")}`));
      expect(readdirSync(folder).sort()).toEqual([".hyperlens", name].sort());
    },
  );

  it("runs a command with the values in its words, and removes its copy of the file", async () => {
    const config = `# @study s minimize loss  trials=2 seed=1 run="python3 use.py {file} {rate}"\nrate: 0.5  # @tune uniform(0, 1)\n`;
    const folder = workspace({
      "conf.yaml": config,
      "use.py":
        'import sys\nprint(open(sys.argv[1]).read().split("rate: ")[1].split()[0], sys.argv[2])\nprint("loss=1")\n',
    });
    await runJson(["conf.yaml"], folder);
    const rate = String(studyIn(journalIn(folder)).trials[1]?.params.get("rate"));
    const { out } = await hyperlens(["try", "conf.yaml", "1"], folder);
    expect(out).toContain(`${rate} ${rate}`);
    expect(readdirSync(folder).sort()).toEqual([".hyperlens", "conf.yaml", "use.py"]);
    const described = await hyperlens(["try", "conf.yaml", "1", "--describe"], folder);
    const { program, cwd, variables } = JSON.parse(described.out);
    expect(program).toMatchObject({ runtime: "python", flags: [], entry: { kind: "file", name: "use.py" } });
    expect(program.arguments).toEqual([expect.stringContaining(".hyperlens/s/alone/1/"), rate]);
    expect(existsSync(program.arguments[0])).toBe(true);
    expect(cwd).toBe(folder);
    expect(variables).toMatchObject({ HYPERLENS_TRIAL: "1", HYPERLENS_STUDY: "s" });
  });
});
