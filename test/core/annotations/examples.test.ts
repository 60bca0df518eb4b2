import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readAnnotated } from "../../../src/core/notebooks/annotated-source.js";

const folder = join(import.meta.dirname, "../../../examples");
const files = readdirSync(folder).filter((name) => /\.(py|mjs|ipynb)$/.test(name));

describe("the examples", () => {
  it.each(files)("%s parses without a diagnostic", (file) => {
    const { studies, diagnostics } = readAnnotated(file, readFileSync(join(folder, file), "utf8")).parsed;
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ valid }) => valid)).toEqual([true]);
    expect(studies[0]!.slots.every(({ range, literal }) => range !== null && literal !== null)).toBe(true);
  });
});
