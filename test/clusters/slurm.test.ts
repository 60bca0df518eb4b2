import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRequeued } from "../../src/core/study/summary.js";
import { eventually, program, start, studyIn, workspace } from "../driver/program.js";
import { type Slurm, slurmPrograms, startSlurm } from "./slurm.js";

const NODES = ["n1", "n2"];

/** Tells the node that each trial ran on. */
const objective = (body: string, options: string) => `
import os, time
# @study s minimize  sampler=random seed=1 ${options}
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    trial, node = os.environ["HYPERLENS_TRIAL"], os.environ["SLURMD_NODENAME"]
    with open("ran", "a") as file: file.write(f"{trial} {node}\\n")
    ${body}
    return x
`;

const ranIn = (folder: string) => {
  const path = join(folder, "ran");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return text.split("\n").flatMap((line) => (line === "" ? [] : [line.split(" ")]));
};

/** Needs root, as which Slurm's daemons run. */
const isHere = slurmPrograms.missing.length === 0 && process.getuid?.() === 0;

describe.skipIf(!isHere)("a Slurm cluster", () => {
  let slurm: Slurm;
  beforeAll(async () => {
    slurm = await startSlurm(NODES);
  });
  afterAll(() => slurm?.stop());

  it("runs the trials of one driver on its nodes, by srun as the launcher", async () => {
    const folder = workspace({ "a.py": objective("time.sleep(0.05)", "trials=12 parallel=2") });
    const words = ["run", "a.py", "--json", "--launcher", "srun -N1 -n1 --exclusive"];
    const { status, out, error } = await start(words, folder, slurm.environment).finished;
    expect(error).not.toMatch(/lost/);
    expect(status).toBe(0);
    expect(JSON.parse(out).counts).toEqual({ complete: 12, pruned: 0, failed: 0, running: 0, waiting: 0 });
    expect(
      ranIn(folder)
        .map(([trial]) => Number(trial))
        .sort((a, b) => a - b),
    ).toEqual([...Array(12).keys()]);
    for (const [, node] of ranIn(folder)) expect(NODES).toContain(node);
  });

  it("runs an array of drivers on one journal, and no trial twice", async () => {
    const folder = workspace({ "a.py": objective("time.sleep(0.05)", "trials=24") });
    const command = `'${process.execPath}' '${program}' run a.py --join`;
    slurm.ask("sbatch", ["--array=0-2", "--wait", "--ntasks=1", "--output=driver-%a.log", "--wrap", command], folder);
    const study = studyIn(join(folder, ".hyperlens/s.journal.log"));
    expect(study.trials.map(({ outcome }) => outcome.kind)).toEqual(Array(24).fill("complete"));
    expect(
      ranIn(folder)
        .map(([trial]) => Number(trial))
        .sort((a, b) => a - b),
    ).toEqual([...Array(24).keys()]);
    expect(new Set(study.trials.map(({ worker }) => worker)).size).toBe(3);
  });

  it("that loses a node fails its trial as lost, and runs the values elsewhere", async () => {
    const folder = workspace({
      "a.py": objective('while not os.path.exists("go"): time.sleep(0.02)', "trials=6 parallel=2"),
    });
    const words = ["run", "a.py", "--json", "--launcher", "srun -N1 -n1 --exclusive"];
    // Jobs that share their node with none are on one each.
    const run = start(words, folder, slurm.environment);
    await eventually(() => ranIn(folder).length === 2);
    const [trial = "", node = ""] = ranIn(folder).find(([, on]) => on === "n2") ?? ranIn(folder)[0]!;
    slurm.lose(node);
    await eventually(() => {
      const lost = studyIn(join(folder, ".hyperlens/s.journal.log")).trials[Number(trial)];
      return lost !== undefined && isRequeued(lost);
    });
    writeFileSync(join(folder, "go"), "");
    const { out, status } = await run.finished;
    expect(status).toBe(0);
    expect(JSON.parse(out).counts).toEqual({ complete: 6, pruned: 0, failed: 0, running: 0, waiting: 0 });
    const study = studyIn(join(folder, ".hyperlens/s.journal.log"));
    const lost = study.trials[Number(trial)]!;
    const again = study.trials.filter((other) => other.params.get("x") === lost.params.get("x"));
    expect(again.map(({ outcome }) => outcome.kind)).toEqual(["failed", "complete"]);
    const on = (number: number) => ranIn(folder).find(([other]) => Number(other) === number)?.[1];
    expect(on(again[1]!.number)).not.toBe(node);
  });
});
