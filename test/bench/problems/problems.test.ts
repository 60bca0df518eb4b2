import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemsIn } from "./list.js";
import type { Config } from "./problem.js";

const known: Record<string, { config: Config; value: number }[]> = JSON.parse(
  readFileSync(join(import.meta.dirname, "check.json"), "utf8"),
);

describe("the problems of the benchmark", () => {
  for (const problem of problemsIn(import.meta.dirname)) {
    it(`${problem.name} has the values that were computed elsewhere`, () => {
      for (const { config, value } of known[problem.name]!) {
        expect(Math.abs(problem.evaluate(config) - value)).toBeLessThan(1e-9 * (1 + Math.abs(value)));
      }
    });
  }
});
