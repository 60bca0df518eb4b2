import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageOf } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
import { applyEdits } from "../../../src/core/annotations/write.js";
import { formatAnnotations } from "../../../src/core/assist/format.js";
import { annotated } from "./at.js";

function formatted(text: string, path = "a.py"): string {
  return applyEdits(text, formatAnnotations(annotated(path, text)));
}

describe("formatting annotations", () => {
  it.each([
    ["#@tune   uniform( 0,1 )", "# @tune uniform(0, 1)"],
    ["#    @tune x=uniform (0 ,1,step = 0.5)", "# @tune x = uniform(0, 1, step=0.5)"],
    ['# @tune choice("a , b","c")', '# @tune choice("a , b", "c")'],
    ["# @tune int(1,3)   if a==2 and(b>1 or not c)", "# @tune int(1, 3) if a == 2 and (b > 1 or not c)"],
    ['# @tune int(1, 3) if a in("x","y")', '# @tune int(1, 3) if a in ("x", "y")'],
    ["# @tune choice((1,2),[3 ,4])", "# @tune choice((1, 2), [3, 4])"],
    ["# @study   name  minimize   loss  trials=3   seed=1", "# @study name minimize loss  trials=3 seed=1"],
    ["# @study minimize sampler=gp( acquisition = ei,x=1 )", "# @study minimize sampler=gp(acquisition=ei, x=1)"],
    ['# @study minimize run="a  b"', '# @study minimize run="a  b"'],
    ["# @constraint a*b<=512", "# @constraint a*b <= 512"],
    ["# @constraint metric( size )<=2", "# @constraint metric(size) <= 2"],
    ["x = 1  # noqa  # @tune int(1,3)  # why", "x = 1  # noqa  # @tune int(1, 3)  # why"],
  ])("writes %s as %s", (before, after) => {
    expect(formatted(`${before}\n`)).toBe(`${after}\n`);
    expect(formatted(`${after}\n`)).toBe(`${after}\n`);
  });

  it("keeps the lines of an annotation and their indentation", () => {
    const text = "# @tune choice(1,\n#      2,3)\nx = 1\n";
    expect(formatted(text)).toBe("# @tune choice(1,\n#      2, 3)\nx = 1\n");
  });

  it("touches nothing but annotations, and only those of a range where one is given", () => {
    const text = "x=1  # @tune int(1,3)\ny=[1,2]  # a , b\nz=1  # @tune int(1,3)\n";
    const file = annotated("a.py", text);
    expect(applyEdits(text, formatAnnotations(file, { start: 0, end: 5 }))).toBe(text.replace("(1,3)", "(1, 3)"));
    expect(formatted(text)).toBe(text.replaceAll("(1,3)", "(1, 3)"));
  });

  it("changes the meaning of no example", () => {
    const folder = join(import.meta.dirname, "../../../examples");
    const files = readdirSync(folder).filter((name) => languageOf(name) !== null);
    expect(files.length).toBeGreaterThan(0);
    for (const name of files)
      expect(formatted(readFileSync(join(folder, name), "utf8"), name)).toBe(readFileSync(join(folder, name), "utf8"));
  });

  it("changes no meaning, however the parts are spaced, and is the same when done twice", () => {
    const gap = fc.constantFrom("", " ", "   ", "\t");
    const annotation = fc
      .tuple(gap, gap, gap, gap, gap)
      .map(
        ([a, b, c, d, e]) =>
          `#${a}@tune x${b}=${c}choice(${d}"p, q"${e},${b}"r"${c}) if${a} y${d}>=${e}2 and z${a}!= 'u  v'`,
      );
    fc.assert(
      fc.property(annotation, (comment) => {
        const text = `# @study minimize loss\ny = 3  # @tune int(1, 5)\nz = "w"  # @tune choice("w", "u  v")\nx = "r"  ${comment}\n`;
        const meaning = (source: string) => {
          const { studies, diagnostics } = parseSource(source, annotated("a.py", "").language);
          return { space: studies[0]!.space, codes: diagnostics.map(({ code }) => code) };
        };
        const once = formatted(text);
        expect(meaning(once)).toEqual(meaning(text));
        expect(formatted(once)).toBe(once);
      }),
    );
  });
});
