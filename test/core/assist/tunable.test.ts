import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSource } from "../../../src/core/annotations/parse.js";
import { applyEdits } from "../../../src/core/annotations/write.js";
import { planAnnotations, planTunable, suggestStudy } from "../../../src/core/assist/annotate.js";
import { functionsOf } from "../../../src/core/assist/functions.js";
import { KNOWN_CALLS, KNOWN_NAMES } from "../../../src/core/assist/propose/known.js";
import { readRange } from "../../../src/core/assist/propose/propose.js";
import { tunableAt, tunablesOfFile, tunablesOfFunction } from "../../../src/core/assist/tunable.js";
import { worded } from "../../../src/core/l10n/phrase.js";
import { cellAt } from "../../../src/core/notebooks/join.js";
import { joinPython } from "../../../src/core/notebooks/source-text.js";
import { annotated, atCaret } from "./at.js";

/** The text after "Make tunable" at the caret; null where it is not offered. */
function made(marked: string, path = "a.py"): string | null {
  const { annotated: text, offset } = atCaret(path, marked);
  const found = tunableAt(text, offset);
  if (found === null) return null;
  const { plan } = planTunable(text, found.tunable, found.owner);
  if (plan.kind === "refusal") throw new Error(worded(plan.message));
  const after = applyEdits(text.text, plan.edits);
  const { diagnostics } = parseSource(after, text.language, text.stem);
  expect(
    diagnostics.filter(({ severity }) => severity !== "hint"),
    after,
  ).toEqual([]);
  return after;
}

/** The text after "Tune this function" for the first function. */
function tuned(text: string, path = "a.py"): string {
  const file = annotated(path, text);
  const owner = functionsOf(file.source)[0]!;
  const plan = planAnnotations(file, tunablesOfFunction(file, owner), owner, suggestStudy(file, owner));
  if (plan.kind === "refusal") throw new Error(worded(plan.message));
  const after = applyEdits(text, plan.edits);
  const parsed = parseSource(after, file.language, file.stem);
  expect(
    parsed.diagnostics.filter(({ severity }) => severity !== "hint"),
    after,
  ).toEqual([]);
  expect(parsed.studies.map(({ valid }) => valid)).toEqual([true]);
  return after;
}

describe("making a value tunable", () => {
  it("adds a study above its function, and a range beside the value", () => {
    expect(made("def train(\n    lr=0.0‸1,\n    n=3,\n):\n    loss = lr * n\n    return loss\n")).toBe(
      "# @study minimize\ndef train(\n    lr=0.01,  # @tune loguniform(1e-5, 0.1)\n    n=3,\n):\n    loss = lr * n\n    return loss\n",
    );
  });

  it("leaves the study that is there alone", () => {
    expect(made("# @study maximize\ndef f(\n    a=1,  # @tune int(1, 3)\n    ra‸te=2.0,\n): ...\n")).toBe(
      "# @study maximize\ndef f(\n    a=1,  # @tune int(1, 3)\n    rate=2.0,  # @tune loguniform(0.2, 20)\n): ...\n",
    );
  });

  it("names the value where the line holds several, and goes on in a comment of tags", () => {
    expect(made("# @study minimize\ndef f(a=1, b‸=2): ... \n")).toContain("# @tune b = int(1, 4)\n");
    expect(made("# @study minimize\ndef f(a=1, b‸=2): ...  # @tune a = int(1, 4)\n")).toContain(
      "# @tune a = int(1, 4) @tune b = int(1, 4)\n",
    );
  });

  it("keeps a remark that stands behind the value", () => {
    expect(made("# @study minimize\ndef f(\n    depth‸=8,  # how deep\n): ...\n")).toContain(
      "depth=8,  # how deep  # @tune int(4, 16)\n",
    );
  });

  it("stands above a line that no comment can follow", () => {
    expect(made("print('loss=1')\ndepth = 8‸; text = '''a\nb'''\n")).toContain(
      "\n# @tune depth = int(4, 16)\ndepth = 8; text",
    );
  });

  it("knows argparse defaults, fields of data classes, and keyword arguments by their call", () => {
    const file = (body: string) => `import x\n\n${body}\n\nprint("accuracy=", 1)\n`;
    expect(made(file('parser.add_argument("--weight-decay", type=float, default=1‸e-4)'))).toContain(
      "default=1e-4)  # @tune loguniform(1e-6, 0.1)\n",
    );
    expect(made(file("class Config:\n    dropout: float = 0.‸1"))).toContain("# @tune uniform(0, 0.6)\n");
    expect(made(file("m = SVC(kernel='rb‸f')"))).toContain('# @tune choice("linear", "poly", "rbf", "sigmoid")\n');
    expect(made(file("m = xgb.XGBClassifier(gamma=0.‸5)"))).toContain("# @tune uniform(0, 5)\n");
    expect(made(file("m = SVC(gamma=0.‸5)"))).toContain("# @tune loguniform(1e-5, 10)\n");
    expect(made(file("m = RandomForestClassifier(max_depth=No‸ne)"))).toContain(
      "# @tune ordinal(4, 8, 16, 32, None)\n",
    );
    expect(made(file("m = MLPClassifier(hidden_layer_sizes=(6‸4, 32))"))).toBeNull();
    expect(made(file("m = MLPClassifier(hidden_layer_sizes=(10‸0, 50))"))).toContain("choice((50,), (100,), (100, 50)");
    expect(made(file("layer = nn.Dropout(p=0.‸9)"))).toContain("# @tune uniform(0, 2)\n");
  });

  it("judges a file by what it prints, and puts its study below the first comments", () => {
    expect(made("#!/usr/bin/env python\nC = 1.‸0\nprint(f'accuracy={C}')\n")).toBe(
      "#!/usr/bin/env python\n# @study maximize accuracy\n\nC = 1.0  # @tune loguniform(1e-3, 1000)\nprint(f'accuracy={C}')\n",
    );
  });

  it("falls back to the file where no trial could call the function", () => {
    expect(made("def model(data, width‸=64):\n    print('loss=', width)\n")).toBe(
      "# @study minimize loss\n\ndef model(data, width=64):  # @tune width = logint(8, 1024)\n    print('loss=', width)\n",
    );
  });

  it("speaks the language of the file", () => {
    expect(made("export function f(\n  shuffle = tr‸ue,\n) { return 1; }\n", "a.js")).toBe(
      "// @study minimize\nexport function f(\n  shuffle = true, // @tune bool\n) { return 1; }\n",
    );
    expect(made("learning_rate: 0.0‸1\n", "a.yaml")).toContain("learning_rate: 0.01 # @tune loguniform(1e-5, 0.1)");
    expect(made("x <- 0.‸5\ncat('loss=', x)\n", "a.R")).toContain("x <- 0.5 # @tune loguniform(0.05, 5)");
  });

  it("is not offered for seeds, names, arguments of print, what is tuned already, and outside values", () => {
    expect(made("def f(seed=1‸): return 1\n")).toBeNull();
    expect(made("print('x', width=1‸)\n")).toBeNull();
    expect(made("# @study minimize\ndef f(a=1‸): ...  # @tune int(1, 3)\n")).toBeNull();
    expect(made("x = f(‸y)\n")).toBeNull();
    expect(made("# x = 1‸\n")).toBeNull();
    expect(made("s = 'x = 1‸'\n")).not.toContain("int(");
  });

  it("holds the value in the code, whatever it is", () => {
    const value = fc.oneof(
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })
        .map((x) => (Number.isInteger(x) ? `${x}.0` : String(x))),
      fc.maxSafeInteger().map(String),
      fc.constantFrom("True", "False", '"text"'),
    );
    const name = fc.constantFrom(
      "x",
      "lr",
      "dropout",
      "batch_size",
      "max_depth",
      "alpha",
      "momentum",
      "n_estimators",
      "gamma",
    );
    fc.assert(
      fc.property(name, value, (parameter, literal) => {
        const text = `def f(\n    ${parameter}‸=${literal},\n): return 1\n`;
        const after = made(text);
        expect(after).toContain("@tune ");
      }),
      { numRuns: 300 },
    );
  });
});

describe("tuning a function", () => {
  it("annotates parameters and known arguments in its body, and adds the study", () => {
    const text = [
      "import torch",
      "",
      "@cached",
      "def train(hidden=64, lr=1e-3, seed=0, name='run'):",
      "    model = nn.Sequential(",
      "        nn.Dropout(p=0.5),",
      "    )",
      "    accuracy = fit(model)",
      "    return accuracy",
      "",
    ].join("\n");
    expect(tuned(text)).toBe(
      text
        .replace("@cached", "# @study maximize\n@cached")
        .replace("'run'):", "'run'):  # @tune hidden = logint(8, 1024) @tune lr = loguniform(1e-5, 0.1)")
        .replace("p=0.5),", "p=0.5),  # @tune uniform(0, 0.6)"),
    );
  });

  it("leaves alone what only its value tells of, but for parameters", () => {
    expect(tuned("def f(\n    x=2.0,\n):\n    offset = 0.25\n    return x + offset\n")).toBe(
      "# @study minimize\ndef f(\n    x=2.0,  # @tune loguniform(0.2, 20)\n):\n    offset = 0.25\n    return x + offset\n",
    );
    const file = annotated("a.py", "offset = 0.25\nlr = 0.1\nprint('loss=', lr + offset)\n");
    expect(tunablesOfFile(file).map(({ choice }) => choice.name)).toEqual(["lr"]);
  });

  it("names the metric of a mapping", () => {
    expect(tuned('def f(\n    x=2.0,\n):\n    return {"seconds": 1, "rmse": x}\n')).toMatch(
      /^# @study minimize seconds\n/,
    );
  });

  it("exports a JavaScript function that nothing could call", () => {
    expect(
      tuned("async function train({ lr = 0.1, depth = 3 } = {}) {\n  return { accuracy: lr };\n}\n", "a.mjs"),
    ).toBe(
      "// @study maximize accuracy\nexport async function train({ lr = 0.1, depth = 3 } = {}) { // @tune lr = loguniform(1e-5, 0.1) @tune depth = int(1, 6)\n  return { accuracy: lr };\n}\n",
    );
  });

  it("knows arrows and TypeScript", () => {
    expect(tuned("export const f = (\n  x: number = 0.5,\n): number => x;\n", "a.ts")).toBe(
      "// @study minimize\nexport const f = (\n  x: number = 0.5, // @tune loguniform(0.05, 5)\n): number => x;\n",
    );
  });

  it("keeps carriage returns", () => {
    expect(tuned("def f(\r\n    x=2.0,\r\n): return x\r\n")).toBe(
      "# @study minimize\r\ndef f(\r\n    x=2.0,  # @tune loguniform(0.2, 20)\r\n): return x\r\n",
    );
  });
});

describe("the functions of a file", () => {
  it("are those at its top level, with or without a study", () => {
    const { source } = annotated(
      "a.py",
      "# @study minimize\ndef f(x=1): ...\nclass A:\n    def g(self): ...\nasync def h(): ...\n",
    );
    expect(functionsOf(source).map(({ code, annotated }) => [code.name, annotated])).toEqual([
      ["f", true],
      ["h", false],
    ]);
  });
});

describe("the table of known values", () => {
  it("can be read, every range of it", () => {
    const values = [...KNOWN_NAMES, ...KNOWN_CALLS.flatMap(({ values }) => values)];
    expect(values.length).toBeGreaterThan(120);
    for (const { names, ranges } of values) {
      expect(
        names.every((name) => /^[a-z][a-z0-9_]*$/.test(name)),
        names.join(),
      ).toBe(true);
      for (const range of ranges) expect(() => readRange(range), range).not.toThrow();
    }
  });
});

describe("in the cells of a notebook", () => {
  /** The cells after "New Study" of the whole notebook with all that could be tuned, each edit made in its own cell. */
  function wholeNotebook(texts: readonly string[]): { readonly cells: string[]; readonly planned: string } {
    const joined = joinPython(texts.map((text, at) => ({ number: at + 1, text })));
    const file = annotated("a.ipynb", joined.text);
    const plan = planAnnotations(file, tunablesOfFile(file), null, suggestStudy(file, null));
    if (plan.kind === "refusal") throw new Error(worded(plan.message));
    const cells = texts.map((text, at) => {
      const { start } = joined.cells[at]!;
      const own = plan.edits.filter(({ range }) => cellAt(joined.cells, range.start)?.number === at + 1);
      const moved = own.map((edit) => ({
        ...edit,
        range: { start: edit.range.start - start, end: edit.range.end - start },
      }));
      expect(moved.every(({ range }) => range.start >= 0 && range.end <= text.length)).toBe(true);
      return applyEdits(text, moved);
    });
    return { cells, planned: applyEdits(joined.text, plan.edits) };
  }

  const STUDY = "# @study minimize loss";

  it("stands the study of the whole in the first cell that has code, below magics that must come first", () => {
    expect(wholeNotebook(["%matplotlib inline", "# Setup", "lr = 0.1\nprint(lr)"]).cells).toEqual([
      "%matplotlib inline",
      "# Setup",
      `${STUDY}\n\nlr = 0.1  # @tune loguniform(1e-5, 0.1)\nprint(lr)`,
    ]);
    expect(wholeNotebook(["%%time\nlr = 0.1"]).cells).toEqual([
      `%%time\n${STUDY}\n\nlr = 0.1  # @tune loguniform(1e-5, 0.1)`,
    ]);
    expect(wholeNotebook(["import math\n", "", "lr = 0.1"]).cells[0]).toBe(`${STUDY}\n\nimport math\n`);
  });

  it("changes cells to what was planned for their joined text, whatever stands in them", () => {
    const line = fc.constantFrom(
      "",
      "# a remark",
      "%matplotlib inline",
      "import math",
      "def f(x):",
      "    return x",
      "%%time",
    );
    const cell = fc.array(line, { maxLength: 4 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 4 }), (texts) => {
        const { cells, planned } = wholeNotebook([...texts, "rate = 0.1"]);
        expect(joinPython(cells.map((text, at) => ({ number: at + 1, text }))).text).toBe(planned);
      }),
    );
  });
});
