import { describe, expect, it } from "vitest";
import { languageById } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
import { applyEdits } from "../../../src/core/annotations/write.js";
import { AnnotatedText } from "../../../src/core/assist/annotated-text.js";
import { joinPython } from "../../../src/core/notebooks/source-text.js";
import { describeResults, describeStudy } from "../../../src/extension/tools/answers.js";
import { proposeSpace } from "../../../src/extension/tools/propose.js";
import { annotated, digest, trial } from "../digests.js";

const relative = (file: string) => file.replace("/project/", "");
const entry = { ref: digest().ref, annotated: annotated(), digest: digest() };

describe("what a language model is told of a study", () => {
  it("is where it stands, what it searches, and how far it has come", () => {
    expect(describeStudy(entry, relative)).toMatchObject({
      study: "digits",
      file: "objective.py",
      line: 1,
      journal: ".hyperlens/digits.journal.log",
      state: "results",
      runnable: true,
      goals: [{ direction: "maximize", metric: "accuracy" }],
      parameters: ["C"],
      trials: 12,
      total: 60,
      best: { trial: 3, values: { accuracy: 0.9712 }, params: { C: "2.5" } },
      baseline: { trial: 0, values: { accuracy: 0.9578 } },
    });
  });

  it("is known of a study without code, and of one that never ran", () => {
    expect(describeStudy({ ...entry, annotated: null }, relative)).toMatchObject({
      file: null,
      line: null,
      runnable: false,
    });
    expect(describeStudy({ ...entry, digest: null }, relative)).toMatchObject({
      state: "fresh",
      trials: 0,
      best: null,
    });
  });

  it("names the cell of a study in a notebook, by its code or by what the study remembers of it", () => {
    const place = { cell: 3, line: 1 };
    const open = describeStudy({ ...entry, annotated: { ...annotated(), place } }, relative);
    const remembered = digest({ source: { file: "/project/a.ipynb", ...place } });
    const gone = describeStudy({ ...entry, annotated: null, digest: remembered }, relative);
    for (const told of [open, gone]) expect(told).toMatchObject({ cell: 3, line: 2 });
    expect(gone).toMatchObject({ file: "a.ipynb" });
    expect(describeStudy(entry, relative)).not.toHaveProperty("cell");
  });

  it("holds the best trials, why others failed, and what matters most first", () => {
    const failed = trial({
      number: 5,
      state: "failed",
      values: [],
      failure: { kind: "exception", message: "ValueError: too wide", traceback: null },
    });
    const insight = new Map([
      ["C", { importance: 0.25, points: [] }],
      ["gamma", { importance: 0.75, points: [] }],
      ["kernel", { importance: null, points: [] }],
    ]);
    const told = describeResults(entry, digest(), { best: [trial()], front: [], failed: [failed] }, insight, relative);
    expect(told).toMatchObject({
      bestTrials: [{ trial: 3 }],
      failures: [{ trial: 5, kind: "exception", message: "ValueError: too wide", params: { C: "2.5" } }],
    });
    expect(Object.entries((told as { importances: object }).importances)).toEqual([
      ["gamma", 0.75],
      ["C", 0.25],
    ]);
  });

  it("is the Pareto front where there are several directions", () => {
    const two = digest({ directions: ["maximize", "minimize"], metrics: ["accuracy", null] });
    const front = [trial({ values: [0.9, 3] })];
    expect(
      describeResults({ ...entry, digest: two }, two, { best: [], front, failed: [] }, null, relative),
    ).toMatchObject({
      paretoFront: [{ values: { accuracy: 0.9, "value 1": 3 } }],
    });
  });
});

describe("the space that is proposed to a language model", () => {
  const python = languageById("python")!;
  const text = "import math\n\n\ndef train(lr=0.01, depth=3):\n    return depth * abs(math.log10(lr) + 2)\n";
  const annotatedText = (code: string) => new AnnotatedText(code, python, "model", parseSource(code, python, "model"));

  interface Proposed {
    readonly parameters: readonly { readonly name: string; readonly now: string; readonly distribution: string }[];
    readonly edits: readonly { readonly line: number; readonly before: string; readonly after: string }[];
  }

  it("has a range for each value, and lines that make the file a study when they replace those of before", () => {
    const { parameters, edits } = proposeSpace(annotatedText(text), "train") as Proposed;
    expect(parameters).toMatchObject([
      { name: "lr", now: "0.01", distribution: "loguniform(1e-5, 0.1)" },
      { name: "depth", now: "3", distribution: "int(1, 6)" },
    ]);
    let code = text;
    for (const { before, after } of [...edits].reverse()) {
      expect(code.includes(before)).toBe(true);
      const start = code.indexOf(before);
      code = applyEdits(code, [{ range: { start, end: start + before.length }, text: after }]);
    }
    const { studies, diagnostics } = parseSource(code, python, "model");
    expect(diagnostics).toEqual([]);
    expect(studies).toMatchObject([{ valid: true, name: "train" }]);
    expect(studies[0]!.slots.map(({ name }) => name)).toEqual(["lr", "depth"]);
  });

  it("tells the cell with each line of a notebook", () => {
    const joined = joinPython(text.split("\n\n\n").map((cell, at) => ({ number: at + 3, text: cell })));
    const { parameters, edits } = proposeSpace(annotatedText(joined.text), "train", joined.cells) as Proposed;
    expect(parameters).toMatchObject([
      { name: "lr", cell: 4, line: 1 },
      { name: "depth", cell: 4, line: 1 },
    ]);
    expect(edits.map(({ before, after, ...place }) => place)).toEqual(edits.map(() => ({ cell: 4, line: 1 })));
  });

  it("is refused where there is no such function, with the one that was probably meant", () => {
    expect(() => proposeSpace(annotatedText(text), "tran")).toThrow("Did you mean `train`?");
    expect(() => proposeSpace(annotatedText("x = 1\n"), "f")).toThrow("no function at its top level");
    expect(() => proposeSpace(annotatedText("print('nothing')\n"), undefined)).toThrow("Nothing in this file");
  });
});
