import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { mistake, parsed, study } from "./marked.js";

function tree(condition: string): string {
  return `# @study minimize
# @constraint degree * size <= 512
def f(
    kernel="rbf",   # @tune choice("rbf", "poly")
    degree=3,       # @tune int(2, 5) if ${condition}
    size=4,         # @tune int(1, 8)
    flag=True,      # @tune bool
    rest=None,      # @tune choice(None, 1, "a")
): ...
`;
}

function constrained(constraint: string): string {
  return `# @study minimize
# @constraint ${constraint}
def f(
    width=3,   # @tune int(2, 5)
    depth=4,   # @tune int(1, 8)
): ...
`;
}

describe("conditions", () => {
  it.each([
    'kernel == "poly"',
    "kernel == 'poly'",
    'kernel in ("rbf", "poly") and not size < 2',
    "flag",
    "not flag or size >= 3",
    "rest == None",
    "rest == null",
    "rest == 1",
    "rest > 0",
    "1 < size <= 4",
  ])("%s may follow a distribution", (condition) => {
    const { space } = study("a.py", tree(condition));
    expect(space.parameters.map((parameter) => parameter.condition !== null)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['«kernl» == "poly"', "unknown-name", 'kernel == "poly"'],
    ["kernel == «poly»", "unknown-name", 'kernel == "poly"'],
    ['kernel «===» "poly"', "bad-expression", 'kernel == "poly"'],
    ['kernel == "poly" «&&» flag', "bad-expression", 'kernel == "poly" and flag'],
    ["«!»flag", "bad-expression", "not flag"],
    ["size >=«>» 3", "bad-expression", null],
    ["«size»", "impossible-type", null],
    ["kernel == «3»", "impossible-type", null],
    ["«kernel» < 3", "impossible-type", null],
    ['size in (1, «"a"»)', "impossible-type", null],
    ["«degree > 3»", "condition-cycle", null],
    ["size =«=»", "bad-expression", null],
  ] as const)("%s is an error: %s", (condition, code, fixed) => {
    const found = mistake("a.py", tree(condition));
    expect(found).toMatchObject({ code, severity: "error" });
    if (fixed !== null) expect(found.fixed).toEqual([tree(fixed)]);
  });

  it("warn of a category that the parameter does not have", () => {
    expect(mistake("a.py", tree('kernel == «"ploy"»'))).toMatchObject({
      code: "never-true",
      severity: "warning",
      fixed: [tree('kernel == "poly"')],
    });
  });

  it("must not depend on each other in a circle", () => {
    const { diagnostics, studies } = parsed(
      "a.py",
      "# @study minimize\ndef f(\n  a=1, # @tune int(0, 2) if b > 0\n  b=1, # @tune int(0, 2) if c > 0\n  c=1, # @tune int(0, 2) if b > 0\n): ...\n",
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["condition-cycle", "condition-cycle"]);
    expect(diagnostics.map(({ message }) => /`(\w)`/.exec(worded(message))![1])).toEqual(["b", "c"]);
    expect(studies[0]).toMatchObject({ valid: false });
  });

  it("may divide with // in languages whose comments begin with it", () => {
    const text = (condition: string) =>
      `// @study minimize\nexport const f = (\n  a = 4, // @tune int(0, 8)\n  b = 1, // @tune int(0, 2) if ${condition}\n) => a;\n`;
    expect(study("a.mjs", text("a // 2 == 1")).space.parameters[1]!.condition).toMatchObject({ operator: "==" });
    expect(study("a.mjs", text("a == 1 // why")).space.parameters[1]!.condition).toMatchObject({ operator: "==" });
  });
});

describe("constraints", () => {
  it("are rules over parameters", () => {
    const { space } = study("a.py", constrained("width * depth <= 512"));
    expect(space.constraints.map(({ text }) => text)).toEqual(["width * depth <= 512"]);
  });

  it("bound results where they name a metric", () => {
    expect(study("a.py", constrained("metric(latency) <= 0.5")).outcomeConstraints).toEqual([
      { metric: "latency", operator: "<=", bound: 0.5, text: "metric(latency) <= 0.5" },
    ]);
    expect(study("a.py", constrained('metric("top 5") >= 1e2')).outcomeConstraints).toMatchObject([
      { metric: "top 5", operator: ">=", bound: 100 },
    ]);
  });

  it.each([
    ["«widht» <= 3", "unknown-name"],
    ["«width»", "impossible-type"],
    ["«1 < 2»", "no-parameter"],
    ["width <=«»", "bad-expression"],
    ["metric(latency) «<» 3", "bad-metric-constraint"],
    ["«metric(latency)»", "bad-metric-constraint"],
    ["«3 >= metric(latency)»", "bad-metric-constraint"],
    ["metric(latency) <= «fast»", "not-a-number"],
    ["metric(«top 5») <= 3", "bad-name"],
  ])("%s is an error: %s", (constraint, code) => {
    const marked = constraint === "width <=«»" ? "width <«=»" : constraint;
    expect(mistake("a.py", constrained(marked))).toMatchObject({ code, severity: "error" });
  });

  it("stand directly under the study", () => {
    expect(
      mistake("a.py", "# «@constraint» a < 1\n\n# @study minimize\ndef f(a=0): # @tune int(0, 3)\n  ...\n").code,
    ).toBe("unowned-constraint");
    expect(mistake("a.py", "# @study minimize\n# «@constraint»\ndef f(a=0): # @tune int(0, 3)\n  ...\n").code).toBe(
      "missing-expression",
    );
  });
});
