import { describe, expect, it } from "vitest";
import { parseSource } from "../../../src/core/annotations/parse.js";
import { completeAt } from "../../../src/core/assist/complete/complete.js";
import { STUDY_OPTIONS } from "../../../src/core/study/option-list.js";
import { atCaret } from "./at.js";

const entries = (marked: string, path = "a.py") => {
  const { annotated, offset } = atCaret(path, marked);
  return completeAt(annotated, offset);
};
const labels = (marked: string, path = "a.py") => entries(marked, path).map(({ label }) => label);

/** The text after one entry was taken, each blank of its snippet filled with what stands in it. */
function taken(marked: string, label: string, path = "a.py"): string {
  const { annotated, offset } = atCaret(path, marked);
  const entry = completeAt(annotated, offset).find((one) => one.label === label);
  if (entry === undefined) throw new Error(`${label} is not offered`);
  const text = entry.snippet
    ? entry.insert.replace(/\$\{\d+:((?:\\.|[^}])*)\}|\$\d/g, "$1").replace(/\\(.)/g, "$1")
    : entry.insert;
  return annotated.text.slice(0, entry.range.start) + text + annotated.text.slice(entry.range.end);
}

describe("completion of tags", () => {
  it("offers all three where a comment stands alone", () => {
    expect(labels("# @‸\n")).toEqual(["@study", "@tune", "@constraint"]);
    expect(labels("// @tu‸\n", "a.js")).toEqual(["@study", "@tune", "@constraint"]);
  });

  it("offers `@tune` alone behind code, also behind another comment", () => {
    expect(labels("x = 1  # @‸\n")).toEqual(["@tune"]);
    expect(labels("x = 1  # noqa  # @t‸\n")).toEqual(["@tune"]);
  });

  it("is silent in code, in strings, and in the middle of a comment", () => {
    expect(labels("@‸\n")).toEqual([]);
    expect(labels("s = '# @‸'\n")).toEqual([]);
    expect(labels("# write to me @‸\n")).toEqual([]);
    expect(labels("# nothing‸\n")).toEqual([]);
  });

  it("replaces what was typed", () => {
    expect(taken("# @st‸\n", "@study")).toBe("# @study \n");
  });
});

describe("completion in @study", () => {
  it("offers the directions first", () => {
    expect(labels("# @study ‸\ndef f(x=1): ...\n")).toEqual(["minimize", "maximize"]);
    expect(labels("# @study name m‸\n")).toEqual(["minimize", "maximize"]);
  });

  it("offers every option behind a direction, but none that is given", () => {
    const offered = labels("# @study minimize ‸\n");
    expect(offered).toEqual(expect.arrayContaining(STUDY_OPTIONS.map(({ name }) => name)));
    expect(labels("# @study minimize trials=5 ‸\n")).not.toContain("trials");
  });

  it("offers the metrics that the code returns or prints behind a direction", () => {
    const returned = 'def f(x=1):\n    return {"error": 1, "seconds": 2}\n';
    expect(labels(`# @study minimize ‸\n${returned}`)).toEqual(expect.arrayContaining(["error", "seconds"]));
    expect(labels('# @study maximize ‸\nprint(f"top1={acc:.3f}", end="")\n')).toContain("top1");
    expect(labels('# @study maximize ‸\nprint(f"top1={acc:.3f}", end="")\n')).not.toContain("end");
  });

  it("offers values of words, switches and numbers", () => {
    expect(labels("# @study minimize aggregate=‸\n")).toEqual(["last", "best", "mean", "median"]);
    expect(labels("# @study minimize noisy=‸\n")).toEqual(["on", "off"]);
    expect(labels("# @study minimize trials=‸\n")).toContain("100");
    expect(taken("# @study minimize aggregate=me‸ seed=1\n", "median")).toBe(
      "# @study minimize aggregate=median seed=1\n",
    );
  });

  it("offers samplers with their summaries, then their options and the words of these", () => {
    const samplers = entries("# @study minimize sampler=‸\n");
    expect(samplers.map(({ label }) => label)).toEqual(expect.arrayContaining(["auto", "tpe", "gp", "random"]));
    expect(samplers.every(({ detail }) => detail.length > 10)).toBe(true);
    expect(labels("# @study minimize sampler=gp(‸\n")).toContain("acquisition");
    expect(labels("# @study minimize sampler=gp(‸)\n")).toContain("acquisition");
    expect(labels("# @study minimize sampler=gp(acquisition=‸\n")).toContain("ei");
    expect(labels("# @study minimize sampler=gp(acquisition=ei,‸\n")).not.toContain("acquisition");
    expect(labels("# @study minimize pruner=‸\n")).toContain("none");
  });

  it("goes on in a continuation line", () => {
    expect(labels("# @study minimize\n#   trials=5 ‸\ndef f(x=1): ...\n")).toContain("seed");
  });
});

describe("completion in @tune", () => {
  const line = (tag: string, value = "lr=0.01") => `# @study minimize\ndef f(\n    ${value},  # ${tag}\n): ...\n`;

  it("proposes what suits the value first, then every distribution", () => {
    const offered = labels(line("@tune ‸"));
    expect(offered[0]).toBe("loguniform(1e-5, 0.1)");
    expect(offered).toEqual(expect.arrayContaining(["uniform", "int", "choice", "bool"]));
  });

  it.each(["uniform", "loguniform", "int", "logint", "normal", "lognormal", "choice", "ordinal", "bool"])(
    "inserts %s so that it parses without an error",
    (name) => {
      for (const value of ["lr=0.01", "depth=4", 'kind="a"']) {
        const text = taken(line(`@tune ${name[0]}‸`, value), name);
        const { diagnostics } = parseSource(text, atCaret("a.py", line("‸")).annotated.language);
        expect(
          diagnostics.filter(({ severity }) => severity === "error"),
          text,
        ).toEqual([]);
      }
    },
  );

  it("offers the names of a line with several values", () => {
    expect(labels("# @study minimize\nmomentum, rate = 1, 2\nf(a=1, b=2)  # @tune ‸\n")).toEqual(
      expect.arrayContaining(["a =", "b ="]),
    );
    expect(labels(line("@tune ‸"))).not.toContain("lr =");
  });

  it("offers optional keywords behind the ends, and known categories", () => {
    expect(labels(line("@tune uniform(0, 1, ‸)"))).toEqual(["step="]);
    expect(labels(line("@tune uniform(0, ‸)"))).toEqual([]);
    expect(labels("# @study minimize\nm = SVC(kernel='rbf')  # @tune choice(‸)\n")).toEqual([
      '"rbf"',
      '"linear"',
      '"poly"',
      '"sigmoid"',
    ]);
  });

  it("offers `if`, parameters, operators and categories of a condition in turn", () => {
    const text = (condition: string) =>
      `# @study minimize\ndef f(\n    kernel="rbf",  # @tune choice("rbf", "poly")\n    degree=3,  # @tune int(2, 5) ${condition}\n): ...\n`;
    expect(labels(text("‸"))).toEqual(["if"]);
    expect(labels(text("if ‸"))).toEqual(["kernel", "not"]);
    expect(labels(text("if k‸"))).toContain("kernel");
    expect(labels(text("if kernel ‸"))).toEqual(expect.arrayContaining(["==", "in"]));
    expect(labels(text("if kernel == ‸"))).toEqual(['"rbf"', '"poly"']);
    expect(labels(text('if kernel in ("rbf", ‸'))).toEqual(['"rbf"', '"poly"']);
    expect(taken(text('if kernel == "p‸'), '"poly"')).toContain('if kernel == "poly"\n');
  });
});

describe("completion in @constraint", () => {
  it("offers parameters, and bounds on results at its beginning", () => {
    const text = (rule: string) =>
      `# @study minimize\n# @constraint ${rule}\ndef f(\n    width=1,  # @tune int(1, 9)\n): ...\n`;
    expect(labels(text("‸"))).toEqual(["width", "not", "metric()"]);
    expect(labels(text("width * ‸"))).toEqual(["width", "not"]);
    expect(entries(text("w‸"))[0]!.detail).toBe("int(1, 9)");
  });
});
