import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { failureOf, isRequeued } from "../../src/core/study/summary.js";
import { gone, hyperlens, runJson, start, studyIn, workspace } from "./program.js";

const objective = (body: string, options = "trials=4") => `
import os, sys, time
# @study s minimize loss  sampler=random seed=1 ${options}
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    trial = int(os.environ["HYPERLENS_TRIAL"])
    folder = os.environ["HYPERLENS_FOLDER"]
${body
  .trim()
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
`;
const journalIn = (folder: string) => join(folder, ".hyperlens/s.journal.log");
const failureIn = (folder: string, trial: number) => {
  const found = studyIn(journalIn(folder)).trials[trial];
  return found === undefined ? null : failureOf(found);
};
const memoryOf = (folder: string, trial: number) =>
  studyIn(journalIn(folder)).trials[trial]?.systemAttributes.get(TRIAL_ATTRIBUTES.memory);

describe("the resources of a slot", () => {
  it("has a GPU of its own, for functions and for programs", async () => {
    const body = 'print("gpu", os.environ["CUDA_VISIBLE_DEVICES"], flush=True)\ntime.sleep(0.3)\nreturn x';
    const folder = workspace({
      "a.py": objective(body, "trials=8 parallel=4 gpus=0,2"),
      "b.py":
        "# @study t minimize loss  trials=4 parallel=2 gpus=a,b run=\"sh -c 'echo gpu $CUDA_VISIBLE_DEVICES; sleep 0.3; echo loss={x}'\"\nx = 1.0  # @tune uniform(0, 1)\n",
    });
    const { error } = await runJson(["a.py"], folder);
    const seen = [...error.matchAll(/gpu (\w)/g)].map(([, gpu]) => gpu);
    expect(new Set(seen)).toEqual(new Set(["0", "2"]));
    expect(seen).toHaveLength(8);
    const { error: other } = await runJson(["b.py"], folder);
    expect(new Set([...other.matchAll(/gpu (\w)/g)].map(([, gpu]) => gpu))).toEqual(new Set(["a", "b"]));
  });

  it("has the variables of a file in its environment", async () => {
    const file = `# a comment\nPLAIN=one two # not this\nexport QUOTED="a \\"b\\"\\n#"\nSINGLE='$x'\nEMPTY=\n`;
    const body = 'print(repr([os.environ[name] for name in ("PLAIN", "QUOTED", "SINGLE", "EMPTY")]))\nreturn x';
    const folder = workspace({ "sub/a.py": objective(body, "trials=1 env=.env"), "sub/.env": file });
    const { error } = await runJson(["sub/a.py", "--studies", ".hyperlens"], folder);
    expect(error).toContain(`['one two', 'a "b"\\n#', '$x', '']`);
    const missing = await runJson(["sub/a.py", "--env", "nowhere", "--studies", ".other"], folder);
    expect(missing.status).toBe(1);
    expect(missing.result.error).toMatch(/nowhere.*option env/);
    writeFileSync(join(folder, "sub/.env"), "A=1\nwhat\n");
    expect((await runJson(["sub/a.py", "--studies", ".other"], folder)).result.error).toMatch(/Line 2 .*NAME=value/);
  });
});

describe("the memory of a trial", () => {
  it("is kept with it, all its processes together, where it lasts long enough to be seen", async () => {
    const child = "import time; data = bytearray(b'x') * 60_000_000; time.sleep(2)";
    const body = `
if trial == 1:
    import subprocess
    subprocess.run([sys.executable, "-c", ${JSON.stringify(child)}])
return x`;
    const folder = workspace({ "a.py": objective(body, "trials=3") });
    await runJson(["a.py"], folder);
    expect(memoryOf(folder, 1)).toBeGreaterThan(65e6);
    expect(memoryOf(folder, 1)).toBeLessThan(400e6);
  });

  it("has a limit, which ends the trial and its children and not the study", async () => {
    const body = `
if trial == 1:
    import subprocess
    child = subprocess.Popen([sys.executable, "-c", "import time; data = bytearray(b'x') * 200_000_000; time.sleep(600)"])
    open("child", "w").write(str(child.pid))
    child.wait()
return x`;
    const folder = workspace({ "a.py": objective(body, "trials=3 memory=150MB") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 2, failed: 1 });
    expect(failureIn(folder, 1)).toMatchObject({
      kind: "memory",
      message: expect.stringMatching(/held \d+ MB, more than the 150 MB that it may \(memory\)/),
    });
    await gone(Number(readFileSync(join(folder, "child"), "utf8")));
  });

  it("of a program is limited alike", async () => {
    const source = `# @study s minimize loss  trials=3 sampler=random seed=1 memory=150MB
import os, time
x = 1.0  # @tune uniform(0, 1)
if os.environ["HYPERLENS_TRIAL"] == "1":
    data = bytearray(b"x") * 200_000_000
    time.sleep(600)
print(f"loss={x}")
`;
    const folder = workspace({ "a.py": source });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 2, failed: 1 });
    expect(failureIn(folder, 1)).toMatchObject({ kind: "memory" });
  });
});

describe("the folders of trials", () => {
  it("keep what the best ones have left in them, and every log", async () => {
    const body = `
open(os.path.join(folder, "model.bin"), "w").write("m" * 5000)
os.makedirs(os.path.join(folder, "deep", "er"))
print("trained")
return x`;
    const folder = workspace({ "a.py": objective(body, "trials=9 keep=2") });
    const { error } = await runJson(["a.py"], folder);
    const trials = [...studyIn(journalIn(folder)).trials];
    const best = trials
      .sort((a, b) => (a.params.get("x") ?? 0) - (b.params.get("x") ?? 0))
      .slice(0, 2)
      .map(({ number }) => number);
    for (let trial = 0; trial < 9; trial++) {
      const names = readdirSync(join(folder, ".hyperlens/s", String(trial))).sort();
      expect(names).toEqual(best.includes(trial) ? ["deep", "log.txt", "model.bin"] : ["log.txt"]);
    }
    expect(error).toMatch(/10 kB in the folders of 2 trials \(keep\)/);
  });

  it("are emptied with keep=0, and left where the code puts nothing into them", async () => {
    const body = 'open(os.path.join(folder, "model.bin"), "w").write("m")\nreturn x';
    const folder = workspace({ "a.py": objective(body, "trials=3 keep=0") });
    await runJson(["a.py"], folder);
    expect(readdirSync(join(folder, ".hyperlens/s"))).toEqual(["drivers"]);
  });
});

/** Stands before a command as srun or ssh does: other folder, little of the environment, another process. */
const LAUNCHER = `#!/bin/sh
cd /
echo launched >> "$(dirname "$0")/launches"
exec env -i PATH="$PATH" HOME="$HOME" "$@"
`;

describe("a launcher", () => {
  const launchable = (files: { readonly [name: string]: string }) => {
    const folder = workspace({ "launch.sh": LAUNCHER, ...files });
    chmodSync(join(folder, "launch.sh"), 0o755);
    return folder;
  };

  it("brings the runner to where it is to work, with folder and variables", async () => {
    const body = 'print("at", os.getcwd(), os.environ["CUDA_VISIBLE_DEVICES"], os.environ["TOKEN"])\nreturn x';
    const folder = launchable({ "a.py": objective(body, "trials=4 gpus=7 env=vars"), vars: "TOKEN=t\n" });
    const { error, result } = await runJson(["a.py", "--launcher", `sh '${folder}/launch.sh'`], folder);
    expect(result.counts.complete).toBe(4);
    expect(error).toContain(`at ${folder} 7 t`);
    expect(readFileSync(join(folder, "launches"), "utf8")).toBe("launched\n");
  });

  it("stands before programs as well", async () => {
    const source = `# @study s minimize loss  trials=3 sampler=random seed=1 gpus=7
import os
x = 1.0  # @tune uniform(0, 1)
print("at", os.getcwd(), os.environ["CUDA_VISIBLE_DEVICES"], os.environ["HYPERLENS_TRIAL"])
print(f"loss={x}")
`;
    const folder = launchable({ "a.py": source });
    const { error, result } = await runJson(["a.py", "--launcher", `sh '${folder}/launch.sh'`], folder);
    expect(result.counts.complete).toBe(3);
    expect(error).toContain(`at ${folder} 7 2`);
  });

  it("that loses its machine fails the trial as lost, and queues it again", async () => {
    const source = objective(
      'print("going", trial, flush=True)\nwhile not os.path.exists("go"): time.sleep(0.02)\nreturn x',
      "trials=3",
    );
    const folder = launchable({
      "a.py": source,
      "launch.sh": 'echo $$ > "$(dirname "$0")/launcher.pid"\nexec 3<&0\n"$@" <&3 &\nwait $!\n',
    });
    const run = start(["run", "a.py", "--json", "--launcher", `sh '${folder}/launch.sh'`], folder);
    await run.until(/going 0/);
    process.kill(Number(readFileSync(join(folder, "launcher.pid"), "utf8")), "SIGKILL");
    await run.until(/going 1/);
    writeFileSync(join(folder, "go"), "");
    const { out } = await run.finished;
    expect(JSON.parse(out).counts).toEqual({ complete: 3, pruned: 0, failed: 0, running: 0, waiting: 0 });
    const [first, second] = studyIn(journalIn(folder)).trials;
    expect(first && isRequeued(first)).toBe(true);
    expect(failureIn(folder, 0)).toMatchObject({ kind: "lost" });
    expect(second?.systemAttributes.get(TRIAL_ATTRIBUTES.lost)).toBe(1);
    expect(second?.params.get("x")).toBe(first?.params.get("x"));
  });

  it("that never reaches its machine is told before any trial", async () => {
    const folder = launchable({ "a.py": objective("return x") });
    const { status, result } = await runJson(
      ["a.py", "--launcher", "sh -c 'echo no route to host >&2; exit 255'"],
      folder,
    );
    expect(status).toBe(1);
    expect(result.error).toMatch(/launcher exited with status 255 .*\n?no route to host/s);
    expect(existsSync(journalIn(folder))).toBe(false);
  });
});

it("shows every option of the language in its help", async () => {
  const { out } = await hyperlens(["run", "--help"], workspace({}));
  for (const flag of ["--gpus", "--memory SIZE", "--env", "--launcher COMMAND", "--keep N", "--join"])
    expect(out).toContain(flag);
});
