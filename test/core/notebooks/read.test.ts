import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phrase, worded } from "../../../src/core/l10n/phrase.js";
import { readNotebook } from "../../../src/core/notebooks/read.js";
import { readSource } from "../../../src/core/notebooks/source-text.js";

const code = (source: unknown, metadata: unknown = {}) => ({
  cell_type: "code",
  execution_count: null,
  metadata,
  outputs: [],
  source,
});
const text = { cell_type: "markdown", metadata: {}, source: ["# Title"] };
const python = { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } };
const notebook = (cells: readonly unknown[], metadata: unknown = python) =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1);
const read = (json: string) => readNotebook(json, "python");
const messageOf = (json: string) => {
  const found = read(json);
  return found.kind === "broken" ? worded(found.message) : found;
};

describe("a notebook's file", () => {
  it("gives the cells of code, numbered among all cells", () => {
    expect(read(notebook([text, code("x = 1"), text, code(["y = 2\n", "z = 3"])]))).toEqual({
      kind: "notebook",
      language: "python",
      cells: [
        { number: 2, text: "x = 1" },
        { number: 4, text: "y = 2\nz = 3" },
      ],
    });
  });

  it("gives back the text of any cell", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (source) => {
        const cells = [{ number: 1, text: source }];
        expect(read(notebook([code(source)]))).toMatchObject({ cells });
        expect(read(notebook([code(source.split(/(?<=\n)/))]))).toMatchObject({ cells });
      }),
    );
  });

  it.for([
    ["no metadata", {}],
    ["a kernel of Python", python],
    ["a language of Python", { language_info: { name: "python", version: "3.12" } }],
    ["a kernel that calls itself IPython", { kernelspec: { language: "ipython3" } }],
  ])("is in Python with %s", ([, metadata]) => {
    expect(read(notebook([code("x = 1")], metadata))).toMatchObject({ language: "python", cells: [{ text: "x = 1" }] });
  });

  it("leaves out cells in another language", () => {
    const cells = [code("x = 1"), code("SELECT 1", { vscode: { languageId: "sql" } })];
    expect(read(notebook(cells))).toMatchObject({ cells: [{ number: 1 }] });
  });

  it("may be empty, as editors make new ones", () => {
    expect(read("")).toEqual({ kind: "notebook", language: "python", cells: [] });
    expect(read("\uFEFF \n")).toMatchObject({ cells: [] });
  });

  it("says where its JSON breaks off or is wrong", () => {
    expect(messageOf('{\n "cells": [\n')).toMatch(
      /^The notebook cannot be read: it is not valid JSON from line 3, column 1 on/,
    );
    expect(messageOf('{\n "cells": [}\n')).toMatch(
      /not valid JSON from line 2, column 12 on\. Restore an earlier version/,
    );
  });

  it.for([
    ["[]", /its JSON is no object/],
    ['{"nbformat": 3, "worksheets": []}', /it is in format 3\. Open it in Jupyter and save it/],
    ['{"nbformat": 4}', /it has no list `cells`/],
  ] as const)("says what is missing in %s", ([json, message]) => {
    expect(messageOf(json)).toMatch(message);
  });

  it("in another language is refused by its name", () => {
    const found = readSource("/project/trees.ipynb", notebook([code("x <- 1")], { language_info: { name: "R" } }));
    expect(found).toEqual({
      kind: "unreadable",
      message: phrase("The notebook's language is {0}; only notebooks in Python can be tuned.", "r"),
    });
  });

  it("of 20 MB of pictures is read in a moment", () => {
    const picture = {
      output_type: "display_data",
      data: { "image/png": "iVBORw0KGgo".repeat(1_900_000) },
      metadata: {},
    };
    const json = notebook([{ ...code("x = 1"), outputs: [picture] }]);
    expect(json.length).toBeGreaterThan(20_000_000);
    const began = performance.now();
    expect(read(json)).toMatchObject({ cells: [{ text: "x = 1" }] });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("the source text of a file", () => {
  it("is all of a file that is no notebook", () => {
    expect(readSource("a.py", "x = 1")).toEqual({ kind: "source", text: "x = 1", cells: null });
  });

  it("of a notebook is its code", () => {
    expect(readSource("a.ipynb", notebook([text, code("x = 1")]))).toEqual({
      kind: "source",
      text: "# %% cell 2\nx = 1\n",
      cells: [{ number: 2, start: 12, end: 17 }],
    });
  });
});
