import { readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { describe, expect, it } from "vitest";
import { languageOf } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";

const folder = join(import.meta.dirname, "../../../examples");
const files = readdirSync(folder).filter((name) => /\.(py|mjs)$/.test(name));

describe("the examples", () => {
  it.each(files)("%s parses without a diagnostic", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const { studies, diagnostics } = parseSource(text, languageOf(file)!, parse(file).name);
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ valid }) => valid)).toEqual([true]);
    expect(studies[0]!.slots.every(({ range, literal }) => range !== null && literal !== null)).toBe(true);
  });
});
