import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importedFrom, summarise } from "../../src/core/study/summary.js";
import { optunaPython } from "../optuna.js";
import { hyperlens, runJson, studyIn, workspace } from "./program.js";

const SOURCE = `
# @study bowl minimize loss  trials=6 seed=1
def objective(
    x=4.0,     # @tune uniform(-10, 10)
    kind="a",  # @tune choice("a", "b", None)
    n=2,       # @tune int(1, 5) if kind == "a"
):
    return x**2 + (n or 0)
`;

const STUDY = `
import optuna, sys
optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.create_study(storage="sqlite:///old.db", study_name="old", sampler=optuna.samplers.RandomSampler(seed=1))
def objective(trial):
    x = trial.suggest_float("x", -10, 10)
    kind = trial.suggest_categorical("kind", ["a", "b", None])
    n = trial.suggest_int("n", 1, 5) if kind == "a" else 0
    trial.suggest_float("momentum", 0, 1)
    trial.report(x, 3)
    if trial.number == 1: raise optuna.TrialPruned()
    return x**2 + n
study.optimize(objective, n_trials=8)
study.ask()
optuna.create_study(storage="sqlite:///two.db", study_name="one")
optuna.create_study(storage="sqlite:///two.db", study_name="two")
`;

/** Hyperopt and scikit-learn are stood in for by what is looked at of theirs. */
const PICKLES = `
import optuna, other, pickle
optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.create_study()
study.optimize(lambda trial: trial.suggest_float("x", -10, 10) ** 2, n_trials=4)
trials = other.Trials()
trials.tids = [0, 1, 2]
trials.miscs = [{"vals": {"x": [0.5], "kind": [1], "n": []}}, {"vals": {"x": [1.0], "kind": [0], "n": [3.0]}}, {"vals": {}}]
trials.results = [{"status": "ok", "loss": 0.5}, {"status": "ok", "loss": 2}, {"status": "fail"}]
search = {"params": [{}, {}], "param_x": [1, 2], "param_kind": ["a", "b"], "mean_test_score": [3, 4]}
for name, found in {"study.pkl": study, "trials.pickle": trials, "search.pkl": search, "nothing.pkl": 1}.items():
    with open(name, "wb") as file: pickle.dump(found, file)
`;

const READ = `
import json, optuna, sys
storage = optuna.storages.JournalStorage(optuna.storages.journal.JournalFileBackend(sys.argv[1]))
study = optuna.load_study(study_name="bowl", storage=storage)
print(json.dumps([[t.state.name, t.values, t.params] for t in study.trials]))
`;

interface Told {
  readonly error: string | null;
  readonly imported: number;
  readonly known: number;
  readonly whole: number;
  readonly journal: string;
  readonly choice?: { readonly names: readonly string[] };
}

async function importing(
  folder: string,
  ...words: readonly string[]
): Promise<Told & { readonly status: number | null }> {
  const { status, out } = await hyperlens(["import", "a.py", ...words, "--json"], folder);
  return { status, ...(JSON.parse(out) as Told) };
}

describe("hyperlens import", () => {
  let python: string;
  let databases: string;

  beforeAll(async () => {
    python = await optunaPython();
    databases = mkdtempSync(join(tmpdir(), "databases-"));
    execFileSync(python, ["-c", STUDY], { cwd: databases });
  });
  afterAll(() => rmSync(databases, { recursive: true, force: true }));

  it("takes a study out of Optuna's database, and the run goes on from it", async () => {
    const folder = workspace({ "a.py": SOURCE });
    const { error, imported, whole, journal } = await importing(
      folder,
      join(databases, "old.db"),
      `--python=${python}`,
    );
    expect({ error, imported, whole }).toEqual({ error: null, imported: 8, whole: 8 });
    expect(await importing(folder, join(databases, "old.db"), `--python=${python}`)).toMatchObject({
      imported: 0,
      known: 8,
      status: 0,
    });
    const old = studyIn(journal);
    expect(old.trials[1]!.outcome.kind).toBe("pruned");
    expect(old.trials[0]!.userAttributes.get("momentum")).toEqual(expect.any(Number));
    expect(importedFrom(old.trials[7]!)).toEqual({ from: expect.stringMatching(/^\.\.\/.*\/old\.db$/), key: "7" });

    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 6, pruned: 0 });
    const study = studyIn(journal);
    expect(study.trials).toHaveLength(14);
    expect(summarise(study)).toMatchObject({ finished: 6, imported: 8, baseline: { number: 8 } });
    const shown = execFileSync(python, ["-c", READ, journal], { encoding: "utf8" });
    expect(JSON.parse(shown)).toHaveLength(14);
    expect(JSON.parse(shown)[0]).toMatchObject(["COMPLETE", [expect.any(Number)], { x: expect.any(Number) }]);
  });

  it("asks which study of a database is meant, and names Optuna where it is missing", async () => {
    const folder = workspace({ "a.py": SOURCE });
    const told = await importing(folder, join(databases, "two.db"), `--python=${python}`);
    expect(told).toMatchObject({ status: 1, choice: { flag: "from", names: ["one", "two"] } });
    expect(told.error).toMatch(/holds 2 studies\. Choose one with --from NAME: one, two/);
    const empty = await importing(folder, join(databases, "two.db"), `--python=${python}`, "--from", "one");
    expect(empty).toMatchObject({ imported: 0, status: 1, error: null });
    // The interpreter's own flags keep it from whatever is installed.
    writeFileSync(join(folder, "bare"), `#!/bin/sh\nexec "${python}" -I -S "$@"\n`, { mode: 0o755 });
    expect((await importing(folder, join(databases, "old.db"), "--python=./bare")).error).toMatch(
      /has no Optuna .* name a Python that has it with --python PATH/,
    );
  });

  it("takes tables, journals and projects of Keras Tuner", async () => {
    const folder = workspace({
      "a.py": SOURCE,
      "old.csv":
        "param_x;param_kind;mean_test_score;split0_test_score;split1_test_score\r\n1,5;a;3;2;4\r\n2;b;4;4;4\r\n",
      "search/trial_00/trial.json": JSON.stringify({
        trial_id: "00",
        hyperparameters: { values: { x: 3, kind: "b", "tuner/epochs": 2 } },
        score: 9,
        status: "COMPLETED",
      }),
      "search/oracle.json": "{}",
    });
    const csv = await importing(folder, "old.csv");
    expect(csv).toMatchObject({ imported: 2, whole: 1, part: 1 });
    expect(await importing(folder, "old.csv")).toMatchObject({ imported: 0, known: 2 });
    expect(await importing(folder, "search")).toMatchObject({ imported: 1, whole: 1 });
    mkdirSync(join(folder, "other"));
    writeFileSync(join(folder, "other/a.py"), SOURCE);
    const other = await importing(join(folder, "other"), csv.journal, "--studies", "kept");
    expect(other).toMatchObject({ imported: 3, error: null });
    expect(await importing(folder, csv.journal)).toMatchObject({ status: 1, error: expect.stringMatching(/itself/) });
  });

  it("takes pickles of what other tools have found", async () => {
    const folder = workspace({
      "a.py": SOURCE,
      "b.py": SOURCE.replace("bowl minimize", "hill maximize"),
      "other.py": "class Trials:\n    pass\n",
      "make.py": PICKLES,
    });
    execFileSync(python, ["make.py"], { cwd: folder });
    const taken = (file: string, ...more: readonly string[]) => importing(folder, file, `--python=${python}`, ...more);
    expect(await taken("study.pkl")).toMatchObject({ imported: 4, part: 4 });
    expect(await taken("search.pkl")).toMatchObject({ imported: 2, whole: 1, part: 1 });
    const { journal, ...hyperopt } = await taken("trials.pickle");
    expect(hyperopt).toMatchObject({ imported: 3, whole: 2, none: 1 });
    const [first, second, failed] = studyIn(journal).trials.slice(-3);
    expect(first?.params.get("kind")).toBe(1);
    expect([first, second, failed].map((trial) => trial?.outcome)).toEqual([
      { kind: "complete", values: [0.5] },
      { kind: "complete", values: [2] },
      { kind: "failed", values: [] },
    ]);
    expect((await taken("nothing.pkl")).error).toMatch(/holds int, in which no trials are known/);
    writeFileSync(join(folder, "torn.pkl"), "\x1f\x8b");
    expect((await taken("torn.pkl")).error).toMatch(/--python PATH/);
    const turned = await hyperlens(["import", "b.py", "trials.pickle", `--python=${python}`], folder);
    expect(turned.error).toMatch(/with --negate/);
    const asked = await hyperlens(["import", "b.py", "trials.pickle", `--python=${python}`, "--json"], folder);
    expect(JSON.parse(asked.out)).toMatchObject({ choice: { flag: "negate" } });
    const negated = await hyperlens(["import", "b.py", "trials.pickle", `--python=${python}`, "--negate"], folder);
    expect(negated.out).toMatch(/Imported 3 trials/);
    const { trials } = studyIn(join(folder, ".hyperlens/hill.journal.log"));
    expect(trials[0]?.outcome).toEqual({ kind: "complete", values: [-0.5] });
  });

  it("writes nothing where there is nothing to import, and says why", async () => {
    const folder = workspace({
      "a.py": SOURCE,
      "a.csv": "x,f1\n1,2\n",
      "broken.json": "{",
      "b.json": JSON.stringify({
        directions: ["maximize"],
        trials: [{ params: { x: 1 }, values: [1], state: "COMPLETE" }],
      }),
    });
    const error = async (...words: readonly string[]) => (await importing(folder, ...words)).error;
    expect(await error("a.csv")).toMatch(/No column holds loss/);
    expect(await error("broken.json")).toMatch(/broken\.json is no JSON/);
    expect(await error("b.json")).toMatch(/was to maximize, the study is to minimize/);
    expect(await error("none.csv")).toMatch(/none\.csv cannot be read/);
    expect(await error("a.py")).toMatch(/give a table/);
    expect(() => readFileSync(join(folder, ".hyperlens/bowl.journal.log"), "utf8")).toThrow();
    expect((await hyperlens(["import", "a.py"], folder)).status).toBe(2);
    expect((await hyperlens(["import", "a.py", "a.csv", "--rename", "f1=z"], folder)).error).toMatch(/no parameter z/);
    expect(await error("a.csv", "--metric", "x", "--rename", "f1=x")).toBeNull();
  });
});
