import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hyperlens, runJson, start, studyIn, workspace } from "./program.js";

const source = (rate: string, body = `return (${rate} - 0.3) ** 2 + depth`) => `
import os, time
# @study s minimize loss  sampler=tpe seed=1 baseline=off
# @constraint ${rate} <= 0.9
def objective(
    ${rate}=0.5,  # @tune uniform(0, 1)
    depth=1,  # @tune int(1, 4) if ${rate} < 0.8
):
    ${body}
`;
const journalIn = (folder: string) => join(folder, ".hyperlens/s.journal.log");
const named = (folder: string) =>
  studyIn(journalIn(folder)).trials.map(({ params }) => [...params.entries()].map(([name]) => name)[0]);

describe("hyperlens rename", () => {
  it("lets the trials so far go with a parameter, as if it had always been called so", async () => {
    const folder = workspace({ "a.py": source("lr") });
    await runJson(["a.py", "--trials", "6"], folder);
    writeFileSync(join(folder, "a.py"), source("rate"));
    const { out, status } = await hyperlens(["rename", "a.py:s", "lr", "rate"], folder);
    expect([out, status]).toEqual(["lr is rate now, in 6 trials of s.\n", 0]);
    const { error, result } = await runJson(["a.py", "--trials", "12"], folder);
    expect(error).not.toMatch(/space has changed/);
    expect(result.counts.complete).toBe(12);
    expect(named(folder)).toEqual(Array(12).fill("rate"));
    const shown = await hyperlens(["export", "a.py", "--format", "csv"], folder);
    expect(shown.out.split("\n")[0]).toMatch(/rate/);
    expect(shown.out).not.toMatch(/\blr\b/);
  });

  it("is what a run proposes where a parameter has gone and one with the same range is new", async () => {
    const folder = workspace({ "a.py": source("lr") });
    await runJson(["a.py", "--trials", "3"], folder);
    writeFileSync(join(folder, "a.py"), source("rate"));
    const { error } = await runJson(["a.py", "--trials", "5"], folder);
    const [, command = ""] = /(hyperlens rename .*)\.$/m.exec(error) ?? [];
    expect(command).toBe("hyperlens rename a.py:s lr rate");
    expect(named(folder)).toEqual(["lr", "lr", "lr", "rate", "rate"]);
    expect((await hyperlens(command.split(" ").slice(1), folder)).out).toMatch(/in 5 trials/);
    expect(named(folder)).toEqual(Array(5).fill("rate"));
  });

  it("says what is wrong with a name", async () => {
    const folder = workspace({ "a.py": source("lr") });
    await runJson(["a.py", "--trials", "2"], folder);
    const refused = async (...names: readonly string[]) => {
      const { error, status } = await hyperlens(["rename", "a.py", ...names], folder);
      return `${status} ${error}`;
    };
    expect(await refused("lt", "rate")).toMatch(/1 .*has no parameter lt; did you mean lr\?/);
    expect(await refused("lr", "depth")).toMatch(/1 .*both `lr` and `depth`/);
    expect(await refused("lr", "lr")).toMatch(/1 .*another name than `lr`/);
    expect(await refused("lr")).toMatch(/2 .*old name and the new one/);
  });

  it("waits for the end of a run", async () => {
    const body = `print("going", flush=True)\n    while not os.path.exists("go"): time.sleep(0.02)\n    return lr`;
    const folder = workspace({ "a.py": source("lr", body) });
    const run = start(["run", "a.py", "--trials", "1"], folder);
    await run.until(/going/);
    expect((await hyperlens(["rename", "a.py", "lr", "rate"], folder)).error).toMatch(/until the run has ended/);
    writeFileSync(join(folder, "go"), "");
    await run.finished;
    expect((await hyperlens(["rename", "a.py", "lr", "rate"], folder)).status).toBe(0);
  });
});
