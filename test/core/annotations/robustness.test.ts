import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
import type { ParsedFile } from "../../../src/core/annotations/study.js";
import { worded } from "../../../src/core/l10n/phrase.js";

const folder = join(import.meta.dirname, "../../../examples");
const examples = readdirSync(folder)
  .filter((name) => /\.(py|mjs)$/.test(name))
  .map((name) => readFileSync(join(folder, name), "utf8"));

const PIECES = [
  ..."()[]{}\"'`,;:=@#/\\<>!&|*%.+- \t\n\r",
  "\r\n",
  "# @study ",
  "# @tune ",
  "# @constraint ",
  "// @tune ",
  "@tune",
  "@study",
  "minimize",
  "maximize",
  "int(0, 3)",
  "choice(",
  "uniform(0,",
  " if ",
  "def f(",
  "x=1",
  "export function f(",
  "=>",
  "{ a = 1 }",
  '"""',
  "'''",
  "/*",
  "*/",
  "${",
  "metric(",
  "trials=",
  "sampler=tpe(",
  "None",
  "1e-3",
  "0x",
  "...",
  "module.exports = {",
  "<<EOF",
  "|",
  "ü",
  "𝒳",
  "\ud800",
  "\ufeff",
  "\0",
];

function check(text: string, { studies, diagnostics }: ParsedFile): void {
  const ranges = [
    ...diagnostics.flatMap(({ range, fixes }) => [
      range,
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.range)),
    ]),
    ...studies.flatMap((study) => [
      study.range,
      study.annotation,
      ...study.slots.flatMap((slot) => [slot.annotation, ...(slot.range === null ? [] : [slot.range])]),
    ]),
  ];
  for (const { start, end } of ranges) {
    expect(
      Number.isInteger(start) && start >= 0 && start <= end && end <= text.length,
      `${start}–${end} of ${text.length}`,
    ).toBe(true);
  }
  for (const { message, code, fixes } of diagnostics) {
    expect(worded(message).length > 10 && /^[a-z-]+$/.test(code)).toBe(true);
    // A phrase that is glued into a text, rather than given to it as a value, leaves this behind.
    for (const said of [message, ...fixes.map(({ title }) => title)]) expect(worded(said)).not.toContain("[object ");
  }
  for (const study of studies) {
    const names = study.space.parameters.map(({ name }) => name);
    expect(study.slots.map(({ name }) => name)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  }
}

describe("parsing", { timeout: 60_000 }, () => {
  it("never throws, and every range lies in the text, for texts made of the language's own pieces", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }),
        fc.constantFrom(...LANGUAGES),
        (pieces, language) => {
          const text = pieces.join("");
          check(text, parseSource(text, language));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("never throws for an example with a stretch cut out, doubled or replaced", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.nat(),
        fc.nat(60),
        fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom(...LANGUAGES),
        (example, at, length, pieces, keep, language) => {
          const start = at % example.length;
          const cut = example.slice(start, start + length);
          const text =
            example.slice(0, start) + pieces.join("") + (keep ? cut + cut : "") + example.slice(start + length);
          check(text, parseSource(text, language));
        },
      ),
      { numRuns: 800 },
    );
  });

  it("never throws for any text at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (noise) => {
        const text = `# @study minimize\n${noise}\n# @tune int(0, 1)\n${noise} # @tune ${noise}`;
        for (const language of LANGUAGES.slice(0, 4)) check(text, parseSource(text, language));
      }),
      { numRuns: 100 },
    );
  });

  it("reads deeply nested brackets and long lines without exhausting the stack", () => {
    const deep = "(".repeat(50_000);
    for (const language of LANGUAGES) {
      const token = language.lineComments[0]!;
      const text = `${token} @study minimize\nx = ${deep} ${token} @tune choice(${deep}\n${"[".repeat(50_000)} ${token} @tune int(0, 1) if ${deep}`;
      check(text, parseSource(text, language));
    }
  });

  it("stays in time where a bracket at the top of a large file is open, as while one types", () => {
    const study =
      "# @study minimize\ndef f(\n    x=1,  # @tune int(0, 3)\n):\n    g(\n        y=2,  # @tune int(0, 3)\n    )\n";
    const dict = `config = {\n${'    "x": 1,  # @tune int(0, 3)\n'.repeat(1500)}}\n`;
    for (const text of [`z = (\n${study.repeat(600)}`, `# @study minimize loss\n\n${dict}`]) {
      const { user } = process.cpuUsage();
      expect(parseSource(text, LANGUAGES[0]!).studies.length).toBeGreaterThan(0);
      expect((process.cpuUsage().user - user) / 1e6).toBeLessThan(2);
    }
  });

  it("finds nothing where there are no tags", () => {
    expect(parseSource("x = 1  # nothing", LANGUAGES[0]!)).toEqual({ studies: [], diagnostics: [] });
  });
});
