import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFile } from "../../../src/core/annotations/parse-file.js";
import { cellAt, joinCells, pickCells, splitCells } from "../../../src/core/notebooks/join.js";
import { joinPython, placeIn } from "../../../src/core/notebooks/source-text.js";
import { language } from "../annotations/marked.js";

const PYTHON = language("cell.py");

const cellTexts = fc.array(fc.string({ unit: fc.constantFrom("x", "=", "1", "#", "\n", "\r\n", " ", "é", "𝛼") }), {
  maxLength: 6,
});
const cellsOf = (texts: readonly string[]) => texts.map((text, at) => ({ number: 2 * at + 1, text }));

describe("the cells of a notebook as one text", () => {
  it("stand one after the other, each below a comment with its number", () => {
    const { text, cells } = joinCells(
      [
        { number: 2, text: "a = 1" },
        { number: 5, text: "b = 2\n" },
      ],
      PYTHON,
    );
    expect(text).toBe("# %% cell 2\na = 1\n\n# %% cell 5\nb = 2\n\n");
    expect(cells.map(({ start, end }) => text.slice(start, end))).toEqual(["a = 1", "b = 2\n"]);
  });

  it("lead from each offset of a cell to the joined text and back", () => {
    fc.assert(
      fc.property(cellTexts, (texts) => {
        const { text, cells } = joinPython(cellsOf(texts));
        expect(cells.map(({ number, start, end }) => ({ number, text: text.slice(start, end) }))).toEqual(
          cellsOf(texts),
        );
        for (const cell of cells) {
          for (const offset of [cell.start, cell.end, Math.floor((cell.start + cell.end) / 2)])
            expect(cellAt(cells, offset)).toBe(cell);
        }
      }),
    );
  });

  it("tell the line within the cell", () => {
    fc.assert(
      fc.property(cellTexts, fc.nat(), fc.nat(), (texts, which, where) => {
        fc.pre(texts.length > 0);
        const at = which % texts.length;
        const text = texts[at]!;
        const offset = where % (text.length + 1);
        const joined = joinPython(cellsOf(texts));
        const place = placeIn(joined, joined.cells[at]!.start + offset);
        expect(place).toEqual({ cell: 2 * at + 1, line: text.slice(0, offset).split("\n").length - 1 });
      }),
    );
  });

  it("have no head and no end within a cell", () => {
    const marked = "# %% cell 7\nx = 1\n# %% end\n# %% Results";
    const { text, cells } = joinPython([{ number: 1, text: marked }]);
    expect(text.match(/^# %% .*$/gm)).toEqual(["# %% cell 1", "# %% Results"]);
    expect(text.slice(cells[0]!.start, cells[0]!.end)).toHaveLength(marked.length);
  });

  it("keep an annotation at the end of a cell from the function at the start of the next", () => {
    const { text } = joinPython([
      { number: 1, text: "# @study minimize" },
      { number: 2, text: "def f(x=1.0):  # @tune uniform(0, 1)\n    return x" },
    ]);
    const { studies } = parseFile("a.ipynb", text);
    expect(studies.map(({ objective }) => objective.kind)).toEqual(["script"]);
  });

  it("are named by the notebook where their study has no name", () => {
    const { text } = joinPython([{ number: 1, text: "# @study minimize loss\n\nx = 1.0  # @tune uniform(0, 1)" }]);
    expect(parseFile("/data/forest.ipynb", text).studies.map(({ name }) => name)).toEqual(["forest"]);
  });

  it("keep to themselves what one of them leaves open", () => {
    const broken = ['s = """open', "f(x, [", "'open", 'print("""', "x = (1,\n  '''a\n"];
    const study = "# @study minimize\ndef f(x=1.0):  # @tune uniform(0, 1)\n    return x";
    for (const text of broken) {
      const joined = joinPython([
        { number: 1, text },
        { number: 2, text: study },
      ]);
      const { studies, diagnostics } = parseFile("a.ipynb", joined.text);
      expect(diagnostics, text).toEqual([]);
      expect(studies.map(({ slots }) => slots.length)).toEqual([1]);
    }
  });

  it("are taken apart again, without what closes those that leave something open", () => {
    const open = fc.constantFrom("", "\n'''a", "\nf(x, [", "\r# %% cell 3\n1");
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            cellTexts.map((texts) => texts.join("")),
            open,
          ),
          { maxLength: 6 },
        ),
        (pairs) => {
          const { text, cells } = joinPython(cellsOf(pairs.map((pair) => pair.join(""))));
          expect(splitCells(text)).toEqual(
            cells.map(({ number, start, end }) => ({ number, text: text.slice(start, end) })),
          );
        },
      ),
    );
  });

  it("stay as they are where some are picked", () => {
    fc.assert(
      fc.property(cellTexts, fc.infiniteStream(fc.boolean()), (texts, picks) => {
        const joined = joinPython(cellsOf(texts));
        const picked = joined.cells.filter(() => picks.next().value === true);
        const numbers = new Set(picked.map(({ number }) => number));
        expect(pickCells(joined, picked)).toEqual(
          joinPython(cellsOf(texts).filter(({ number }) => numbers.has(number))),
        );
      }),
    );
  });

  it("hold every annotation, and every value to write, in one of them", () => {
    const line = fc.constantFrom(
      "# @study minimize",
      "# @study a maximize score trials=3",
      "# @tune uniform(0, 1)",
      "def f(",
      "    x=1.0,  # @tune uniform(0, 2)",
      "    kind='a',  # @tune choice('a', 'b') if x > 1",
      "):",
      "    return x",
      "rate = 0.5  # @tune loguniform(1e-3, 1)",
      "size = [1, 2]  # @tune choice([1, 2], [3])",
      "%time f()",
      '"""',
      "",
    );
    const cell = fc.array(line, { maxLength: 7 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 5 }), (texts) => {
        const { text, cells } = joinPython(cellsOf(texts));
        const { studies } = parseFile("a.ipynb", text);
        const ranges = studies.flatMap(({ annotation, slots }) => [
          annotation,
          ...slots.flatMap((slot) => [slot.annotation, ...(slot.range === null ? [] : [slot.range])]),
        ]);
        for (const range of ranges)
          expect(cells.some(({ start, end }) => start <= range.start && range.end <= end)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
