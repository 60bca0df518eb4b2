import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { factsOf, olderCode } from "../../src/core/study/run-facts.js";
import { optunaPython, PythonConversation } from "../optuna.js";
import { hyperlens, runJson, studyIn, workspace } from "./program.js";

const source = (space: string, value = "x") => `
# @study s minimize loss  sampler=tpe seed=1
def objective(
${space}
):
    return ${value}
`;
const X = "    x=1.0,  # @tune uniform(0, 10)";

describe("a trial", () => {
  it("records what it ran in and a copy of what it ran, once for all that share it", async () => {
    const folder = workspace({ "a.py": source(X) });
    const git = (...words: readonly string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=n", "-c", "user.email=e", ...words], { encoding: "utf8" });
    git("init", "-q");
    git("add", "a.py");
    git("commit", "-qm", "one");
    const commit = git("rev-parse", "HEAD").trim();
    const { result } = await runJson(["a.py", "--trials", "3"], folder);
    writeFileSync(join(folder, "a.py"), source(X, "x * 2"));
    await runJson(["a.py", "--trials", "5"], folder);
    await runJson(["a.py", "--trials", "6"], folder);
    const study = studyIn(result.journal);
    const facts = study.trials.map((trial) => factsOf(study, trial));
    for (const one of facts) {
      expect(one).toMatchObject({ host: hostname(), cwd: folder, command: null, git: { commit } });
      expect(one?.interpreter).toMatch(/python/);
      expect(one?.runtime).toMatch(/^C?PyPy|CPython 3\.\d+\.\d+$/);
      expect(one?.packages.pip).toMatch(/^\d/);
    }
    expect(facts.map((one) => one?.git?.dirty)).toEqual([false, false, false, true, true, true]);
    const keys = [...study.systemAttributes.keys()].filter((key) => key.startsWith("hyperlens:facts:"));
    expect(keys).toHaveLength(2);
    const codes = study.trials.map(({ systemAttributes }) => systemAttributes.get(TRIAL_ATTRIBUTES.code));
    expect(new Set(codes).size).toBe(2);
    expect(readdirSync(join(folder, ".hyperlens/code")).sort()).toEqual(
      [...new Set(codes)].map((one) => `${one}.py`).sort(),
    );
    expect(readFileSync(join(folder, ".hyperlens/code", `${codes[0]}.py`), "utf8")).toBe(source(X));
    expect(facts[0]?.sources).toEqual({ "a.py": codes[0] });
  });

  it("of an older version of the code is told apart; other values and ranges are no other version", async () => {
    const folder = workspace({ "a.py": source(X) });
    const { result } = await runJson(["a.py", "--trials", "2"], folder);
    writeFileSync(join(folder, "a.py"), source(X.replace("x=1.0", "x=2.5").replace("uniform(0, 10)", "uniform(0, 9)")));
    await runJson(["a.py", "--trials", "3"], folder);
    const older = () => {
      const study = studyIn(result.journal);
      return study.trials.map(olderCode(study));
    };
    expect(older()).toEqual([false, false, false]);
    writeFileSync(join(folder, "a.py"), source(X, "x * 2"));
    await runJson(["a.py", "--trials", "4"], folder);
    expect(older()).toEqual([true, true, true, false]);
  });

  it("of a command records its words and the programs that they name", async () => {
    const run = '# @study s minimize loss  trials=2 run="python train.py {file}"\nx: 1.0  # @tune uniform(0, 1)\n';
    const folder = workspace({ "a.yaml": run, "train.py": 'print("loss=1")\n' });
    const { result } = await runJson(["a.yaml"], folder);
    const study = studyIn(result.journal);
    const facts = factsOf(study, study.trials[1]!);
    expect(facts?.command).toMatch(/python\S*" "train\.py" "\{file\}"$/);
    expect(Object.keys(facts?.sources ?? {})).toEqual(["a.yaml", "train.py"]);
    expect(facts?.git).toBeNull();
    expect(readFileSync(join(folder, ".hyperlens/code", `${facts?.sources["train.py"]}.py`), "utf8")).toContain(
      "loss=1",
    );
  });
});

/** Opens the journal in Optuna, and says what it finds. */
const READER = `
import json, sys
import optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
for line in sys.stdin:
    question = json.loads(line)
    study = optuna.load_study(study_name="s", storage=JournalStorage(JournalFileBackend(question["journal"])))
    trials = study.get_trials()
    print(json.dumps([[t.state.name, t.params] for t in trials]), flush=True)
`;

describe("a space that changes in mid-study", () => {
  it("keeps what fits, says so, and stays a journal that Optuna opens", async () => {
    const folder = workspace({
      "a.py": source(`${X}\n    kind="a",  # @tune choice("a", "b")\n    n=2,  # @tune int(1, 9)`),
    });
    const { result } = await runJson(["a.py", "--trials", "12"], folder);
    const steps = [
      {
        space:
          '    x=1.0,  # @tune uniform(0, 5)\n    kind="a",  # @tune choice("a", "b", "c")\n    n=2,  # @tune int(1, 9)',
        says: /x is uniform\(0, 5\) instead of uniform\(0, 10\); kind is choice\("a", "b", "c"\).*Of the trials so far, \d+ still informs? the search, \d+ no longer fits? /,
      },
      {
        space:
          '    x=1.0,  # @tune loguniform(0.1, 5)\n    kind="a",  # @tune choice("a", "b", "c")\n    z=0.5,  # @tune uniform(0, 1)',
        says: /x is loguniform.*z is new, uniform\(0, 1\); n is gone\. Of the trials so far, \d+ do(es)? so in part/,
      },
      {
        space:
          "    x=1,  # @tune int(1, 5)\n    kind=3,  # @tune choice(3, 4)\n    z=0.5,  # @tune uniform(0, 1) if kind == 3",
        says: /z is active if kind == 3 instead of always/,
      },
    ];
    const conversation = new PythonConversation(await optunaPython(), READER, []);
    let trials = 12;
    for (const { space, says } of steps) {
      trials += 8;
      writeFileSync(join(folder, "a.py"), source(space));
      const { out, status } = await hyperlens(["run", "a.py", "--trials", String(trials)], folder);
      expect(status).toBe(0);
      expect(out).toMatch(says);
      const read = (await conversation.ask({ journal: result.journal })) as readonly (readonly [string, object])[];
      expect(read).toHaveLength(trials);
      expect(read.every(([state]) => state === "COMPLETE")).toBe(true);
      const own = studyIn(result.journal).trials;
      for (const [at, [, params]] of read.entries()) {
        expect(Object.keys(params).sort()).toEqual([...own[at]!.params.entries()].map(([name]) => name).sort());
      }
    }
    conversation.end();
    const again = await hyperlens(["run", "a.py", "--trials", String(trials + 1)], folder);
    expect(again.out).not.toMatch(/has changed/);
  });
});
