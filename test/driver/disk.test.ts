import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { program, runJson, studyIn, workspace } from "./program.js";

const SOURCE = `
# @study s minimize  sampler=random seed=1 trials=1000000
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    return x
`;

/** Runs a shell script in a mount namespace of its own, in which it may mount disks of any kind. */
function withMounts(script: string, folder: string) {
  const words = ["--map-root-user", "--mount", "sh", "-c", script, process.execPath];
  return spawnSync("unshare", words, { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
}

const mayMount = withMounts("mount -t tmpfs tmpfs /mnt", "/").status === 0;

describe.skipIf(!mayMount)("a disk", () => {
  it("that is full ends the run with the reason and the remedy, and loses nothing that was finished", async () => {
    const folder = workspace({ "a.py": SOURCE });
    mkdirSync(join(folder, "small"));
    const run = withMounts(
      `mount -t tmpfs -o size=256k tmpfs small
       "$0" PROGRAM run a.py --json --studies small; status=$?
       ls -A small > left; cp small/s.journal.log kept.log; exit $status`.replaceAll("PROGRAM", `'${program}'`),
      folder,
    );
    expect(run.status).toBe(1);
    const { error } = JSON.parse(run.stdout);
    expect(error).toMatch(/ENOSPC.* Free some space on the disk, then run the study again: it continues\.$/);
    expect(readFileSync(join(folder, "left"), "utf8")).not.toContain(".lock");
    const shown = [...run.stderr.matchAll(/^ *(\d+) [★ ] /gm)].map(([, number]) => Number(number));
    expect(shown.length).toBeGreaterThan(50);
    const journal = join(folder, "kept.log");
    expect(readFileSync(journal, "utf8").endsWith("\n")).toBe(true);
    // What was shown as finished is in the journal.
    const before = studyIn(journal).trials;
    for (const number of shown) expect(before[number]?.outcome.kind).toBe("complete");

    mkdirSync(join(folder, "roomy"));
    copyFileSync(journal, join(folder, "roomy", "s.journal.log"));
    const total = String(shown.length + 5);
    const { result } = await runJson(["a.py", "--studies", "roomy", "--trials", total], folder);
    expect(result.counts).toEqual({ complete: shown.length + 5, pruned: 0, failed: 0, running: 0, waiting: 0 });
  });

  it.each([
    ["before the study has begun", "", /studies cannot be kept in .*small: EROFS.* Make it writable/],
    [
      "once it has",
      '"$0" PROGRAM run a.py --trials 2 --studies small > /dev/null;',
      /EROFS.* Make the folder writable/,
    ],
  ])("that can only be read is told before any trial: %s", (_, first, message) => {
    const folder = workspace({ "a.py": SOURCE });
    mkdirSync(join(folder, "small"));
    const run = withMounts(
      `mount -t tmpfs tmpfs small; ${first} mount -o remount,ro small
       "$0" PROGRAM run a.py --json --trials 9 --studies small`.replaceAll("PROGRAM", `'${program}'`),
      folder,
    );
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout).error).toMatch(message);
    expect(run.stderr).not.toMatch(/^ {4}at /m);
    expect(existsSync(join(folder, "small", "s.journal.log"))).toBe(false);
  });
});

/** Loaded into a driver: its clock goes an hour ahead and an hour back, again and again. */
const JUMPS = `
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;
setInterval(() => { ahead = ahead === 0 ? 3_600_000 : ahead > 0 ? -3_600_000 : 0; }, 30).unref();
`;

describe("a clock that is set while a study runs", () => {
  it("ends no run early, and gives no trial a negative duration", async () => {
    const source = SOURCE.replace("return x", "time.sleep(0.01)\n    return x").replace("\n#", "\nimport time\n#");
    const folder = workspace({ "a.py": source, "jumps.mjs": JUMPS });
    const before = process.env.NODE_OPTIONS;
    process.env.NODE_OPTIONS = `--import ${join(folder, "jumps.mjs")}`;
    try {
      const { result, status } = await runJson(["a.py", "--trials", "60", "--timeout", "30m"], folder);
      expect(status).toBe(0);
      expect(result.counts).toMatchObject({ complete: 60, failed: 0, running: 0 });
    } finally {
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
    }
    const { trials } = studyIn(join(folder, ".hyperlens/s.journal.log"));
    const starts = trials.map(({ started }) => started ?? Number.NaN);
    // It did jump.
    expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThan(3_500e6);
    for (const { started, finished } of trials) expect((finished ?? 0) - (started ?? 0)).toBeGreaterThanOrEqual(0);
  });
});
