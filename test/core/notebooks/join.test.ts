import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFile } from "../../../src/core/annotations/parse-file.js";
import { cellAt, joinCells, upToCell } from "../../../src/core/notebooks/join.js";
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

  it("have no head within a cell", () => {
    const { text, cells } = joinPython([{ number: 1, text: "# %% cell 7\nx = 1" }]);
    expect(text.match(/^# %% cell \d+$/gm)).toEqual(["# %% cell 1"]);
    expect(text.slice(cells[0]!.start, cells[0]!.end)).toHaveLength("# %% cell 7\nx = 1".length);
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

  it("are cut off behind the cell that holds an offset", () => {
    const joined = joinPython(cellsOf(["a", "b", "c"]));
    const { text, cells } = upToCell(joined, joined.cells[1]!.start);
    expect(text).toBe("# %% cell 1\na\n\n# %% cell 3\nb\n");
    expect(cells).toEqual(joined.cells.slice(0, 2));
  });
});
