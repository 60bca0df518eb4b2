import { execFileSync } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
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

describe("the examples that are notebooks and programs", () => {
  it.for([
    ["notebook.ipynb", "python3"],
    ["programs/neighbours.py", "python3"],
    ["programs/train.yaml", "python3"],
    ["programs/relax.c", "cc"],
    ["programs/compress.sh", "gzip"],
    ["programs/smooth.R", "Rscript"],
  ])("%s runs as it is, and tuning finds what is better", async ([file = "", program = ""], { skip }) => {
    skip(isMissing(program), `${program} is not installed here.`);
    const folder = workspace({});
    cpSync(EXAMPLES, folder, { recursive: true, filter: (path) => !path.includes(".hyperlens") });
    const { result, status, error } = await runJson([file, "--trials", "10"], folder);
    expect(error).not.toMatch(/failed/);
    expect(status).toBe(0);
    const { complete = 0, pruned = 0, failed } = result.counts;
    expect({ ended: complete + pruned, failed }).toEqual({ ended: 10, failed: 0 });
    expect(result.best?.values).not.toEqual(result.baseline?.values);
    expect(readdirSync(folder, { recursive: true }).filter((name) => name.includes("__hyperlens_"))).toEqual([]);
  });
});
