import { describe, expect, it } from "vitest";
import { codeWithoutValues, codeWithValues } from "../../../src/core/annotations/values-in-code.js";
import { joinPython } from "../../../src/core/notebooks/source-text.js";

const CODE = `import os

# @study fit minimize loss  trials=10
#   sampler=tpe
# @constraint x <= 5
def objective(
    x=1.0,  # @tune uniform(0, 10)
    kind="a",  # @tune choice("a", "b")
):
    rate = 0.1  # @tune loguniform(1e-3, 1)
    return x * rate
`;

describe("code with the values of a trial", () => {
  it("differs in the annotated literals alone", () => {
    const values = new Map([
      ["x", { kind: "real", value: 2.5 }],
      ["rate", { kind: "real", value: 0.01 }],
      ["gone", { kind: "int", value: 1 }],
    ] as const);
    expect(codeWithValues("a/fit.py", CODE, "fit", values)).toBe(
      CODE.replace("x=1.0", "x=2.5").replace("rate = 0.1", "rate = 0.01"),
    );
  });

  it("is the code itself where that does not define the study", () => {
    expect(codeWithValues("fit.py", CODE, "other", new Map())).toBe(CODE);
    expect(codeWithValues("fit.unknown", CODE, "fit", new Map())).toBe(CODE);
  });

  it("finds a study that is called like its file", () => {
    const code = "# @study minimize loss\nx = 1.0  # @tune uniform(0, 10)\nprint(x)\n";
    const values = new Map([["x", { kind: "real", value: 2.5 } as const]]);
    expect(codeWithValues("/deep/fit.py", code, "fit", values)).toBe(code.replace("1.0", "2.5"));
  });
});

describe("code without its tuned values", () => {
  const bare = codeWithoutValues("fit.py", CODE);

  it.each([
    ["another value", CODE.replace("x=1.0", "x=7.25")],
    ["another text", CODE.replace('kind="a"', 'kind="b"')],
    ["another value in the body", CODE.replace("rate = 0.1", "rate = 1e-3")],
    ["another range", CODE.replace("uniform(0, 10)", "uniform(0, 90)")],
    ["other options", CODE.replace("trials=10", "trials=20 parallel=2").replace("sampler=tpe", "sampler=gp")],
    ["another constraint", CODE.replace("x <= 5", "x <= 6")],
    ["another blank line", CODE.replace("import os\n", "import os\n\n\n")],
  ])("is the same with %s", (_, code) => {
    expect(code).not.toBe(CODE);
    expect(codeWithoutValues("fit.py", code)).toBe(bare);
  });

  it.each([
    ["another formula", CODE.replace("x * rate", "x + rate")],
    ["another import", CODE.replace("import os", "import sys")],
    ["another name", CODE.replace("x=1.0", "y=1.0")],
  ])("differs with %s", (_, code) => {
    expect(codeWithoutValues("fit.py", code)).not.toBe(bare);
  });

  it("is the same where cells of text have come between those of a notebook", () => {
    const joined = (...numbers: readonly number[]) =>
      joinPython(["import os", CODE].map((text, at) => ({ number: numbers[at]!, text }))).text;
    expect(joined(1, 2)).not.toBe(joined(2, 5));
    expect(codeWithoutValues("a.ipynb", joined(1, 2))).toBe(codeWithoutValues("a.ipynb", joined(2, 5)));
  });
});
