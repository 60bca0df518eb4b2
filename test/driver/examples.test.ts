import { execFileSync } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runJson, workspace } from "./program.js";

const EXAMPLES = resolve(import.meta.dirname, "../../examples");

function isMissing(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return false;
  } catch {
    return true;
  }
}

describe("the examples that are programs", () => {
  it.for([
    ["neighbours.py", "python3"],
    ["train.yaml", "python3"],
    ["relax.c", "cc"],
    ["compress.sh", "gzip"],
    ["smooth.R", "Rscript"],
  ])("%s runs as it is, and tuning finds what is better", async ([file = "", program = ""], { skip }) => {
    skip(isMissing(program), `${program} is not installed here.`);
    const folder = workspace({});
    cpSync(EXAMPLES, folder, { recursive: true, filter: (path) => !path.includes(".hyperlens") });
    const { result, status, error } = await runJson([`programs/${file}`, "--trials", "10"], folder);
    expect(error).not.toMatch(/failed/);
    expect(status).toBe(0);
    const { complete = 0, pruned = 0, failed } = result.counts;
    expect({ ended: complete + pruned, failed }).toEqual({ ended: 10, failed: 0 });
    expect(result.best?.values).not.toEqual(result.baseline?.values);
    expect(readdirSync(join(folder, "programs")).filter((name) => name.includes("__hyperlens_"))).toEqual([]);
  });
});
