import { describe, expect, it } from "vitest";
import { mistake, parsed, study, tuned } from "./marked.js";

function distribution(text: string, value?: string) {
  return study("a.py", tuned(text, value)).slots[0]!.distribution;
}

describe("distributions", () => {
  it.each([
    ["uniform(0, 2)", { kind: "uniform", low: 0, high: 2, step: null }],
    ["uniform(0, 2, step=0.5)", { kind: "uniform", low: 0, high: 2, step: 0.5 }],
    ["uniform(low=0, high=2)", { kind: "uniform", low: 0, high: 2, step: null }],
    ["loguniform(1e-3, 1e3)", { kind: "loguniform", low: 0.001, high: 1000 }],
    ["int(1, 1_000)", { kind: "int", low: 1, high: 1000, step: 1 }],
    ["int(1, 9, step=2)", { kind: "int", low: 1, high: 9, step: 2 }],
    ["logint(1, 0x40)", { kind: "logint", low: 1, high: 64 }],
    ["normal(0, 1)", { kind: "normal", mu: 0, sigma: 1, low: null, high: null }],
    ["normal(0, 1, low=-2, high=2)", { kind: "normal", mu: 0, sigma: 1, low: -2, high: 2 }],
    ["lognormal(-1, 2, high=10)", { kind: "lognormal", mu: -1, sigma: 2, low: null, high: 10 }],
    ["uniform( -1.5 ,+2. )", { kind: "uniform", low: -1.5, high: 2, step: null }],
  ])("%s", (text, expected) => {
    expect(distribution(text)).toEqual(expected);
  });

  it("read categories in the host's spelling", () => {
    expect(distribution(`choice("a", 'b"c', None, True, 2, 0.5, [64, 64], (128,))`, 'x="a"')).toEqual({
      kind: "choice",
      weights: null,
      choices: [
        { kind: "string", value: "a" },
        { kind: "string", value: 'b"c' },
        { kind: "none" },
        { kind: "boolean", value: true },
        { kind: "int", value: 2 },
        { kind: "real", value: 0.5 },
        {
          kind: "list",
          items: [
            { kind: "int", value: 64 },
            { kind: "int", value: 64 },
          ],
          text: "[64, 64]",
        },
        { kind: "tuple", items: [{ kind: "int", value: 128 }], text: "(128,)" },
      ],
    });
    expect(distribution("bool", "x=True")).toEqual({ kind: "bool" });
    expect(distribution("bool()", "x=True")).toEqual({ kind: "bool" });
    expect(distribution("ordinal(1, 2, 4)")).toMatchObject({ kind: "ordinal" });
    expect(distribution('choice("a", "b", weights=(1, 3))', 'x="a"')).toMatchObject({ weights: [0.25, 0.75] });
  });

  it("let a backslash escape the quote and itself, and nothing else", () => {
    expect(distribution(String.raw`choice("a\"b", "c\\d", "e\nf")`, String.raw`x="a\"b"`)).toMatchObject({
      choices: [{ value: 'a"b' }, { value: String.raw`c\d` }, { value: String.raw`e\nf` }],
    });
  });

  it.each([
    ["loguniform(«0», 1)", "log-of-zero", ["loguniform(1e-06, 1)", "uniform(0, 1)"]],
    ["logint(«0», 8)", "log-of-zero", ["logint(1, 8)", "int(0, 8)"]],
    ["uniform(«2, 1»)", "low-above-high", ["uniform(1, 2)"]],
    ["int(low=«5, high=1»)", "low-above-high", ["int(low=1, high=5)"]],
    ["int(«0.5», 3)", "not-whole", ["uniform(0.5, 3)"]],
    ["uniform(0, 1, step=«0»)", "step-not-positive", []],
    ["uniform(0, 1, «0.1»)", "too-many-arguments", ["uniform(0, 1, step=0.1)"]],
    ["uniform(0«)»", "missing-argument", []],
    ["uniform(0, «rbf»)", "bare-word", ['uniform(0, "rbf")']],
    ['uniform(0, «"1"»)', "not-a-number", []],
    ["uniform(0, 1, «setp»=0.1)", "unknown-argument", ["uniform(0, 1, step=0.1)"]],
    ["uniform(0, 1, low=«0»)", "duplicate-argument", []],
    ["normal(0, «0»)", "sigma-not-positive", []],
    ["choice(1, «relu»)", "bare-word", ['choice(1, "relu")']],
    ["choice(1, «true»)", "foreign-word", ["choice(1, True)"]],
    ["choice(1, «null»)", "foreign-word", ["choice(1, None)"]],
    ["choice(1, «2 + 3»)", "no-literal", []],
    ["choice(1, «f'a'»)", "no-literal", []],
    ["choice(1, «12345678901234567890»)", "out-of-range", []],
    ["choice(True, «1»)", "duplicate-choice", ["choice(True)"]],
    ["choice(1, «1.0»)", "duplicate-choice", ["choice(1)"]],
    ["choice(1, «1», 2)", "duplicate-choice", ["choice(1, 2)"]],
    ["choice(1, 2, weights=(1, «0»))", "weight-not-positive", []],
    ["choice(1, 2, weights=«(1, 2, 3)»)", "weights-count", []],
    ["choice(1, 2, weights=«1»)", "weights-no-numbers", []],
    ["«choice»()", "no-choices", []],
    ["bool(«1»)", "too-many-arguments", []],
    ["«unifrom»(0, 1)", "unknown-distribution", ["uniform(0, 1)"]],
    ["«randint»(0, 1)", "unknown-distribution", ["int(0, 1)"]],
    ["«categorical»(1, 2)", "unknown-distribution", ["choice(1, 2)"]],
    ["«frobnicate»(0, 1)", "unknown-distribution", []],
    ["«uniform»", "missing-arguments", []],
    ["«x» uniform(0, 1)", "missing-equals", ["x = uniform(0, 1)"]],
    ["uniform(0, 1) «if»", "bad-expression", []],
    ["uniform(0, 1) «see the paper»", "unexpected-word", []],
    ["uniform(0, 1) «when» x == 1", "unexpected-word", ["uniform(0, 1) if x == 1"]],
  ] as const)("%s is an error: %s", (text, code, fixes) => {
    const found = mistake("a.py", tuned(text));
    expect(found).toMatchObject({ code, severity: "error" });
    expect(found.fixed).toEqual(fixes.map((fix) => tuned(fix)));
  });

  it("are missing where nothing follows the tag", () => {
    expect(mistake("a.py", "# @study minimize\ndef f(x=1):  # «@tune»\n  ...\n").code).toBe("missing-distribution");
    expect(mistake("a.py", "# @study minimize\ndef f(x=1):  # «@tune» x =\n  ...\n").code).toBe("missing-distribution");
  });

  it("follow the tag without a colon", () => {
    const text = "# @study minimize\ndef f(x=1):  # @tune«:» int(0, 3)\n  ...\n";
    expect(mistake("a.py", text).fixed).toEqual([text.replace("«:»", "")]);
  });

  it("are not closed where the line ends in them and no comment line follows", () => {
    expect(mistake("a.py", "# @study minimize\ndef f(x=1):  # @tune uniform«(»0, 1\n  ...\n")).toMatchObject({
      code: "not-closed",
      fixed: ["# @study minimize\ndef f(x=1):  # @tune uniform(0, 1)\n  ...\n"],
    });
  });

  it("hint that the upper end was lowered to the lattice, and where an order was given up", () => {
    expect(mistake("a.py", tuned("int(1, «10», step=4)"))).toMatchObject({
      code: "high-off-lattice",
      severity: "hint",
      fixed: [tuned("int(1, 9, step=4)")],
    });
    expect(mistake("a.py", tuned("«choice»(None, 1, 2, 3)"))).toMatchObject({
      code: "ordered-choice",
      severity: "hint",
      fixed: [tuned("ordinal(None, 1, 2, 3)")],
    });
    expect(parsed("a.py", tuned("choice(None, 1, 3, 2)")).diagnostics).toEqual([]);
  });

  it("warn of a single list, which other tools would take for the categories", () => {
    const found = mistake("a.py", tuned("choice(«[1, 2]»)", "x=[1, 2]"));
    expect(found).toMatchObject({ code: "one-list", severity: "warning", fixed: [tuned("choice(1, 2)", "x=[1, 2]")] });
  });

  it("are told apart as the host language does", () => {
    const js = (text: string) => `// @study minimize\nexport function f(\n  x = 1, // @tune ${text}\n) {}\n`;
    expect(parsed("a.mjs", js("choice(true, 1)")).diagnostics).toEqual([]);
    expect(mistake("a.mjs", js("choice(1, «1.0»)")).code).toBe("duplicate-choice");
    expect(mistake("a.mjs", js("choice(1, «None»)")).fixed).toEqual([js("choice(1, null)")]);
    expect(mistake("a.mjs", js("choice(1, «True»)")).fixed).toEqual([js("choice(1, true)")]);
  });
});
