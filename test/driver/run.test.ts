import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { control } from "../../src/core/study/records.js";
import { failureOf, foldsOf } from "../../src/core/study/summary.js";
import { Journal } from "../../src/driver/journal/journal.js";
import { hyperlens, runJson, start, studyIn, workspace } from "./program.js";

const bowl = (options = "", body = "return (x - 1) ** 2 + n") => `
# @study bowl minimize loss  sampler=random seed=5 ${options}
def objective(
    x=3.0,     # @tune uniform(-5, 5)
    n=2,       # @tune int(0, 4)
):
    ${body}
`;

describe("hyperlens run", () => {
  it("runs the values in the code first, and says what was gained over them", async () => {
    const folder = workspace({ "a.py": bowl("trials=12") });
    const { result, status, error } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    expect(result.study).toBe("bowl");
    expect(result.counts).toEqual({ complete: 12, pruned: 0, failed: 0, running: 0, waiting: 0 });
    expect(result.baseline).toEqual({ number: 0, values: [6], params: { x: 3, n: 2 } });
    expect(result.best?.values[0]).toBeLessThan(6);
    expect(result.error).toBeNull();
    expect(error).toMatch(/better than the code as it stood \(6\)/);
    const trials = studyIn(result.journal).trials;
    expect(trials.map(({ outcome }) => outcome.kind)).toEqual(Array(12).fill("complete"));
    for (const { params, outcome } of trials) {
      const [x = 0, n = 0] = [params.get("x"), params.get("n")];
      expect(outcome).toEqual({ kind: "complete", values: [(x - 1) ** 2 + n] });
    }
  });

  it("continues a study to a larger total, and does nothing where the total is reached", async () => {
    const folder = workspace({ "a.py": bowl("trials=4") });
    await runJson(["a.py"], folder);
    const more = await runJson(["a.py", "--trials", "7"], folder);
    expect(more.result.counts.complete).toBe(7);
    const same = await runJson(["a.py", "--trials", "7"], folder);
    expect(same.status).toBe(0);
    expect(same.result.counts.complete).toBe(7);
    expect(same.result.baseline?.number).toBe(0);
  });

  it("suggests the same in one run as in two", async () => {
    const source = bowl().replace("sampler=random", "sampler=tpe");
    const [once, twice] = [workspace({ "a.py": source }), workspace({ "a.py": source })];
    const whole = await runJson(["a.py", "--trials", "24"], once);
    await runJson(["a.py", "--trials", "13"], twice);
    const parts = await runJson(["a.py", "--trials", "24"], twice);
    const params = (journal: string) => studyIn(journal).trials.map((trial) => [...trial.params.entries()]);
    expect(params(parts.result.journal)).toEqual(params(whole.result.journal));
  });

  it("keeps folds, further metrics and intermediate values", async () => {
    const source = `
# @study steps maximize score  trials=2 seed=1 aggregate=mean
def objective(x=1.0):  # @tune uniform(0, 1)
    for i in range(3):
        yield {"score": i + x, "lr": 0.5, "note": "fine"}
`;
    const { result } = await runJson(["a.py"], workspace({ "a.py": source }));
    const [trial] = studyIn(result.journal).trials;
    expect([...(trial?.intermediate ?? [])]).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(trial && foldsOf(trial)).toEqual([1, 2, 3]);
    expect(trial?.userAttributes.get("lr")).toBe(0.5);
    expect(trial?.userAttributes.get("note")).toBe("fine");
    expect(result.best?.values).toHaveLength(1);
  });

  it("lists the Pareto front of several directions, with no single best", async () => {
    const source = `
# @study two minimize a maximize b  trials=6 seed=1
def objective(x=0.5):  # @tune uniform(0, 1)
    return {"a": x, "b": x * (1 - x)}
`;
    const { result } = await runJson(["a.py"], workspace({ "a.py": source }));
    expect(result.best).toBeNull();
    expect(result.front?.length).toBeGreaterThan(0);
  });

  it("runs four trials at once, and prefixes what they print", async () => {
    const source = bowl("trials=8 parallel=4", 'import time; print("here"); time.sleep(0.2); return x');
    const folder = workspace({ "a.py": source });
    const { out, status } = await hyperlens(["run", "a.py"], folder);
    expect(status).toBe(0);
    for (let trial = 0; trial < 8; trial++) expect(out).toContain(`[${trial}] here\n`);
    const trials = studyIn(join(folder, ".hyperlens/bowl.journal.log")).trials;
    const overlaps = trials.filter((one) =>
      trials.some((other) => other !== one && other.started! < one.finished! && one.started! < other.finished!),
    );
    expect(overlaps.length).toBeGreaterThanOrEqual(6);
  });

  it("runs a JavaScript objective, and never the editor's own Node where there is another", async () => {
    const source = `
// @study js minimize  trials=5 seed=2 sampler=random
export function objective(
  x = 1, // @tune uniform(-1, 1)
  kind = "a", // @tune choice("a", "b")
) {
  if (process.env.ELECTRON_RUN_AS_NODE || process.env.VSCODE_PID) throw new Error("inherited");
  return x * x + (kind === "a" ? 1 : 0);
}
`;
    const folder = workspace({ "a.mjs": source });
    const { status, out } = await hyperlens(["run", "a.mjs"], folder, { ELECTRON_RUN_AS_NODE: "1", VSCODE_PID: "7" });
    expect(out).toContain("5 trials completed");
    expect(status).toBe(0);
  });

  it("runs a patched copy for values in the body, beside the original, and takes it away", async () => {
    const source = `
import os
from pathlib import Path
from helper import OFFSET
HERE = Path(__file__)

# @study patched minimize  trials=4 seed=1 sampler=random
def objective(
    x=2.0,  # @tune uniform(0, 4)
):
    rate = 0.5  # @tune uniform(0, 1)
    assert HERE.name == "a.py"
    print(sorted(p.name for p in HERE.parent.glob("a__hyperlens_*")))
    if os.environ["HYPERLENS_TRIAL"] == "2":
        raise ValueError("in the copy")
    return x + 10 * rate + OFFSET
`;
    const folder = workspace({ "a.py": source, "helper.py": "OFFSET = 100\n", "a__hyperlens_7.py": "left behind" });
    const { result, error } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 3, failed: 1 });
    expect(result.baseline?.values).toEqual([107]);
    expect(error).toContain("['a__hyperlens_0.py']");
    expect(readdirSync(folder).filter((name) => name.includes("__hyperlens_"))).toEqual([]);
    expect(readFileSync(join(folder, "a.py"), "utf8")).toBe(source);
    const failed = studyIn(result.journal).trials[2];
    expect(failed && failureOf(failed)?.traceback).toContain(`${folder}/a.py", line 15, in objective`);
    for (const { params, outcome } of studyIn(result.journal).trials) {
      if (outcome.kind !== "complete") continue;
      expect(outcome.values[0]).toBe((params.get("x") ?? 0) + 10 * (params.get("rate") ?? 0) + 100);
    }
  });

  it("gives a trial its folder, number, study and seed, and keeps its output in it", async () => {
    const source = bowl(
      "trials=2",
      'import os; open(os.path.join(os.environ["HYPERLENS_FOLDER"], "model.bin"), "w").write("m"); print("seed", os.environ["HYPERLENS_SEED"], os.environ["HYPERLENS_STUDY"]); return x',
    );
    const folder = workspace({ "a.py": source });
    await runJson(["a.py"], folder);
    const place = join(folder, ".hyperlens/bowl/1");
    expect(readFileSync(join(place, "model.bin"), "utf8")).toBe("m");
    expect(readFileSync(join(place, "log.txt"), "utf8")).toMatch(/^seed \d+ bowl\n$/);
    expect(readFileSync(join(folder, ".hyperlens/.gitignore"), "utf8")).toContain("!*.journal.log");
  });

  it("ends at a target, and when the time is up", async () => {
    const folder = workspace({ "a.py": bowl("trials=500") });
    const reached = await runJson(["a.py", "--target", "5"], folder);
    expect(reached.result.best?.values[0]).toBeLessThanOrEqual(5);
    expect(reached.result.counts.complete).toBeLessThan(500);
    const slow = workspace({ "a.py": bowl("trials=500 timeout=1s", "import time; time.sleep(0.3); return x") });
    const timed = await runJson(["a.py"], slow);
    expect(timed.result.counts.complete).toBeLessThan(10);
    expect(timed.status).toBe(0);
  });

  it("ends once every configuration has been tried, and says so", async () => {
    const folder = workspace({
      "a.py": "# @study few minimize\ndef objective(a=1):  # @tune int(1, 3)\n    return a\n",
    });
    const { result } = await runJson(["a.py", "--trials", "9"], folder);
    expect(result).toMatchObject({ counts: { complete: 3 }, reason: "Every configuration has been tried." });
  });

  it("tells samplers of the hash of the code that each trial ran", async () => {
    const { result } = await runJson(["a.py", "--trials", "2"], workspace({ "a.py": bowl() }));
    const trials = studyIn(result.journal).trials;
    expect(trials[1]?.systemAttributes.get(TRIAL_ATTRIBUTES.code)).toMatch(/^[0-9a-f]{16}$/);
  });

  it("keeps studies beside .git, or where it is told", async () => {
    const folder = workspace({ "sub/deep/a.py": bowl("trials=1") });
    mkdirSync(join(folder, ".git"));
    await runJson(["sub/deep/a.py"], folder);
    expect(existsSync(join(folder, ".hyperlens/bowl.journal.log"))).toBe(true);
    await runJson(["sub/deep/a.py", "--studies", "elsewhere"], folder);
    expect(existsSync(join(folder, "elsewhere/bowl.journal.log"))).toBe(true);
  });
});

describe("hyperlens run, beside other writers", () => {
  const optuna = (fixed: object) =>
    `${JSON.stringify({ op_code: 4, worker_id: "optuna", study_id: 0, datetime_start: null, state: 4, value: null, values: null, distributions: {}, params: {}, user_attrs: {}, system_attrs: { fixed_params: fixed }, intermediate_values: {} })}\n`;

  it("runs what Optuna's users have queued, and fills in what they leave open", async () => {
    const folder = workspace({ "a.py": bowl("trials=1", "print(type(x).__name__, x, n); return x + n") });
    const { result } = await runJson(["a.py"], folder);
    appendFileSync(result.journal, optuna({ x: 4 }) + optuna({ x: -2.5, n: 3 }));
    const more = await runJson(["a.py", "--trials", "3"], folder);
    expect(more.result.counts.complete).toBe(3);
    const trials = studyIn(result.journal).trials;
    expect(trials[1]?.params.get("x")).toBe(4);
    expect(trials[1]?.params.has("n")).toBe(true);
    expect(more.error).toContain("float 4.0");
    expect(trials[2]?.outcome).toEqual({ kind: "complete", values: [0.5] });
  });

  it.each(["stop", "stopNow"] as const)("obeys %s where a person has written it into the journal", async (wish) => {
    const folder = workspace({
      "a.py": bowl("trials=9", "import time; print('going', flush=True); time.sleep(1); return x"),
    });
    const run = start(["run", "a.py"], folder);
    await run.until(/going/);
    const journal = Journal.open(join(folder, ".hyperlens/bowl.journal.log"), "existing");
    const study = journal.state.study("bowl");
    const id = `wish-${wish}`;
    await journal.append(() => control("editor", study?.id ?? -1, { id, at: Date.now() * 1000, to: null, do: wish }));
    journal.close();
    await run.finished;
    const after = studyIn(join(folder, ".hyperlens/bowl.journal.log"));
    expect(after.systemAttributes.get(STUDY_ATTRIBUTES.done)).toBe(id);
    const states = after.trials.map(({ outcome }) => outcome.kind);
    expect(states.slice(0, 2)).toEqual(wish === "stop" ? ["complete"] : ["failed", "waiting"]);
  });

  it("goes on with a changed space: old trials stay, and new ones follow the code", async () => {
    const folder = workspace({ "a.py": bowl("trials=3") });
    await runJson(["a.py"], folder);
    const changed = bowl("trials=6", "return x + n + z").replace(
      "    n=2,",
      "    z=1.0,  # @tune uniform(0, 9)\n    n=2,",
    );
    writeFileSync(join(folder, "a.py"), changed.replace("uniform(-5, 5)", "uniform(2, 4)"));
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts.complete).toBe(6);
    const study = studyIn(result.journal);
    expect(study.trials.map((trial) => trial.systemAttributes.get(TRIAL_ATTRIBUTES.space))).toEqual([1, 1, 1, 2, 2, 2]);
    for (const { params } of study.trials.slice(3)) {
      expect(params.get("x")).toBeGreaterThanOrEqual(2);
      expect(params.has("z")).toBe(true);
    }
  });
});

describe("hyperlens run, what keeps a study from running", () => {
  it.each([
    [
      "a missing module",
      "import nowhere_to_be_found\n",
      [],
      /nowhere_to_be_found.*pip install nowhere_to_be_found.*--python/s,
    ],
    ["a package of another name", "import sklearn_missing.x\n", [], /pip install sklearn_missing\b/],
    ["an error while it is imported", "1 / 0\n", [], /cannot be loaded: ZeroDivisionError/],
    [
      "a missing interpreter",
      "",
      ["--python", "/nowhere/python"],
      /\/nowhere\/python, chosen by --python, does not exist/,
    ],
  ])("says so in one message with the remedy before any trial: %s", async (_, top, words, message) => {
    const folder = workspace({ "a.py": top + bowl() });
    const { status, result, error } = await runJson(["a.py", ...words], folder);
    expect(status).toBe(1);
    expect(result.error).toMatch(message);
    expect(error).toMatch(message);
    expect(result.counts).toEqual({ complete: 0, pruned: 0, failed: 0, running: 0, waiting: 0 });
    expect(existsSync(join(folder, ".hyperlens/bowl.journal.log"))).toBe(false);
  });

  it("reports a syntax error at its line", async () => {
    const folder = workspace({ "a.py": `${bowl()}\n\ndef broken(:\n    pass\n` });
    const { status, error } = await runJson(["a.py"], folder);
    expect(status).toBe(1);
    expect(error).toMatch(/cannot be compiled.*SyntaxError.*line 10/s);
  });

  it("refuses a second file that defines a study of the same name, and adopts one that has moved", async () => {
    const folder = workspace({ "a.py": bowl("trials=1"), "b.py": bowl("trials=2") });
    await runJson(["a.py"], folder);
    const second = await runJson(["b.py"], folder);
    expect(second.status).toBe(1);
    expect(second.result.error).toMatch(/Two files define a study bowl.*@study NAME/s);
    writeFileSync(join(folder, "a.py"), "x = 1\n");
    const moved = await runJson(["b.py"], folder);
    expect(moved.status).toBe(0);
    expect(moved.error).toContain("was last run from a.py");
  });

  it.each([
    [["run"], /Name the file/],
    [["run", "a.py", "--trials", "0"], /--trials/],
    [["run", "a.py", "--sampler", "tpa"], /tpa/],
    [["run", "a.py", "--frobnicate"], /frobnicate/],
    [["run", "a.py:other"], /defines no study other; it defines bowl/],
    [["run", "none.py"], /no file none\.py/],
    [["walk"], /no command walk/],
    [["list"], /Give one/],
  ])("exits with 2 for wrong usage: %j", async (words, message) => {
    const { status, error } = await hyperlens(words, workspace({ "a.py": bowl() }));
    expect(error).toMatch(message);
    expect(status).toBe(2);
  });

  it("exits with 2 for a broken annotation, and points at it", async () => {
    const { status, error } = await hyperlens(
      ["run", "a.py"],
      workspace({ "a.py": bowl().replace("uniform(-5, 5)", "uniform(5, -5)") }),
    );
    expect(status).toBe(2);
    expect(error).toMatch(/a\.py:4:\d+: error: /);
  });
});
