import { describe, expect, it } from "vitest";
import { mistake, slots } from "./marked.js";

/** A file study with the lines in it. */
function file(path: string, ...lines: readonly string[]): Record<string, string | null> {
  const token = /\.(py|r|jl|sh|yaml|toml|ini|rb|gin|env|ps1)$/.test(path)
    ? "#"
    : path.endsWith(".lua")
      ? "--"
      : path.endsWith(".m")
        ? "%"
        : "//";
  return slots(path, [`${token} @study minimize loss`, "", ...lines, ""].join("\n"));
}

describe("values in code", () => {
  it.each<[string, string, Record<string, string>]>([
    ["a.py", "lr = 0.1  # @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.py", "lr: float = -1e-3  # @tune uniform(-1, 1)", { lr: "-1e-3" }],
    ["a.py", "x: Optional[Dict[str, int]] = None  # @tune choice(None, 1)", { x: "None" }],
    ["a.py", "if ready: lr = .5  # @tune uniform(0, 1)", { lr: ".5" }],
    ["a.py", "self.lr = 0.1  # @tune uniform(0, 1)", { "self.lr": "0.1" }],
    ["a.py", 'config["lr"] = 0.1  # @tune uniform(0, 1)', { lr: "0.1" }],
    ["a.py", "model = SVC(C=1.0)  # @tune loguniform(1e-3, 1e3)", { C: "1.0" }],
    ["a.py", "model = SVC(scale(X), C=1.0, cache=f(2))  # @tune loguniform(1e-3, 1e3)", { C: "1.0" }],
    ["a.py", 'config = {"lr": 0.1, **rest}  # @tune uniform(0, 1)', { lr: "0.1" }],
    ["a.py", "hidden = [64, 64]  # @tune choice([64, 64], [128])", { hidden: "[64, 64]" }],
    ["a.py", "hidden = (64, 64)  # @tune choice((64, 64), (128,))", { hidden: "(64, 64)" }],
    ["a.py", 'kernel = r\'rbf\'  # @tune choice("rbf", "poly")', { kernel: "r'rbf'" }],
    ["a.py", 'parser.add_argument("--lr", type=float, default=0.1)  # @tune uniform(0, 1)', { lr: "0.1" }],
    [
      "a.py",
      'parser.add_argument("-l", "--learning-rate", default=0.1)  # @tune uniform(0, 1)',
      { "learning-rate": "0.1" },
    ],
    ["a.py", "lr: float = field(default=0.1)  # @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.py", "print(lr := 0.1)  # @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.py", "lr = 0.1  # @tune rate = uniform(0, 1)", { rate: "0.1" }],
    ["a.py", 'lr = 0.1  # @tune "learning rate" = uniform(0, 1)', { "learning rate": "0.1" }],
    ["a.py", "f(a=1, b=2)  # @tune b = int(0, 3)", { b: "2" }],
    ["a.py", "f(a=1, b=2)  # @tune b = int(0, 3)  @tune a = int(0, 3)", { b: "2", a: "1" }],
    ["a.py", "f(a=1, b=2)  # @tune b = int(0, 3)  # @tune a = int(0, 3)", { b: "2", a: "1" }],
    ["a.py", "a = 1  # noqa  # @tune int(0, 3)", { a: "1" }],
    ["a.py", "a = 1  # don't  # @tune int(0, 3)", { a: "1" }],
    ["a.py", "a = 1  # @tune int(0, 3)  # noqa: don't", { a: "1" }],
    ["a.py", "a = 1  #: @tune int(0, 3)", { a: "1" }],
    ["a.py", "\ta = 1\t# @tune\tint(0, 3)", { a: "1" }],
    ["a.mjs", "const lr = 0.1; // @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.mjs", "const a = 1, b = f(); // @tune int(0, 3)", { a: "1" }],
    ["a.mjs", "let kernel = `rbf`; // @tune choice(\"rbf\", 'poly')", { kernel: "`rbf`" }],
    ["a.mjs", "train({ lr: 0.1, loss }); // @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.mjs", 'const o = { "lr": 0.1 }; // @tune uniform(0, 1)', { lr: "0.1" }],
    ["a.mjs", "const lr = /[/'\"]/.test(a) ? 1 : 2, b = 3; // @tune int(0, 3)", { b: "3" }],
    ["a.ts", "const lr: number = 0.1; // @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.ts", "class A { private readonly lr: number = 0.1; } // @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.r", "lr <- 0.1  # @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.r", "fit(n=5L, x<-2)  # @tune n = int(1, 9)", { n: "5L" }],
    ["a.r", "layers <- c(1, 2)  # @tune choice(c(1, 2), c(3))", { layers: "c(1, 2)" }],
    ["a.r", "on <- TRUE  # @tune bool", { on: "TRUE" }],
    ["a.jl", "const lr::Float64 = 1e-3  # @tune loguniform(1e-5, 1)", { lr: "1e-3" }],
    ["a.jl", "x = nothing  # @tune choice(nothing, 1)", { x: "nothing" }],
    ["a.c", "float lr = 1e-3f; // @tune loguniform(1e-5, 1)", { lr: "1e-3f" }],
    ["a.c", "#define LR 0.1 // @tune uniform(0, 1)", { LR: "0.1" }],
    ["a.cpp", "constexpr double n = 1'000; // @tune int(1, 2'000)", { n: "1'000" }],
    ["a.cpp", "void* p = nullptr; // @tune choice(nullptr, 1)", { p: "nullptr" }],
    ["a.rs", "let lr: f64 = 0.1f64; // @tune uniform(0, 1)", { lr: "0.1f64" }],
    ["a.go", "lr := 0.1 // @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.java", "final double lr = 0.1d; // @tune uniform(0, 1)", { lr: "0.1d" }],
    ["a.lua", "local lr = 0.1 -- @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.rb", "lr = 0.1 # @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.m", "lr = 0.1; % @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.gin", "train.lr = 0.1  # @tune uniform(0, 1)", { "train.lr": "0.1" }],
    ["a.sh", "LR=0.1  # @tune uniform(0, 1)", { LR: "0.1" }],
    ["a.sh", 'export KERNEL="rbf" # @tune choice("rbf", "poly")', { KERNEL: '"rbf"' }],
    ["a.sh", 'KERNEL=rbf # @tune choice("rbf", "poly")', { KERNEL: "rbf" }],
    ["a.yaml", "lr: 0.1  # @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.yaml", "- name: it's\n  lr: 1.0e-3  # @tune uniform(0, 1)", { lr: "1.0e-3" }],
    ["a.yaml", 'kernel: rbf  # @tune choice("rbf", "poly")', { kernel: "rbf" }],
    ["a.yaml", "opt: {lr: 0.1, kernel: rbf}  # @tune lr = uniform(0, 1)", { lr: "0.1" }],
    ["a.yaml", "day: 2020-01-01\nlr: 0.1  # @tune lr = uniform(0, 1)", { lr: "0.1" }],
    ["a.yaml", "layers: [1, 2]  # @tune choice([1, 2], [3])", { layers: "[1, 2]" }],
    ["a.toml", "lr = 0.1  # @tune uniform(0, 1)", { lr: "0.1" }],
    ["a.toml", "optim.lr = 0.1  # @tune uniform(0, 1)", { "optim.lr": "0.1" }],
    ["a.toml", "optim = { lr = 0.1, n = 3 }  # @tune lr = uniform(0, 1)", { lr: "0.1" }],
    ["a.jsonc", '{\n  "lr": 0.1, // @tune uniform(0, 1)\n}', { lr: "0.1" }],
    ["a.ini", "lr = 0.1  ; @tune uniform(0, 1)".replace(";", "#"), { lr: "0.1" }],
    ["a.ini", 'kernel: my rbf  # @tune choice("my rbf", "poly")', { kernel: "my rbf" }],
    ["a.env", "LR=0.1 # @tune uniform(0, 1)", { LR: "0.1" }],
    ["a.ps1", "$lr = 0.1 # @tune uniform(0, 1)", { $lr: "0.1" }],
  ])("%s: %s", (path, line, expected) => {
    expect(file(path, line)).toEqual(expected);
  });

  it("stand on the next line of code where the tag stands alone", () => {
    expect(file("a.py", "# @tune uniform(0, 1)", "lr = 0.1")).toEqual({ lr: "0.1" });
    expect(file("a.py", "# @tune a = int(0, 3)", "# @tune b = int(0, 3)", "# how many", "f(a=1, b=2)")).toEqual({
      a: "1",
      b: "2",
    });
    expect(file("a.py", "# @tune choice(", '#   "a",', '#   "b")', "k = 'a'")).toEqual({ k: "'a'" });
    expect(file("a.py", "k = 'a'  # @tune choice('a',", "         #   'b')", "j = 2")).toEqual({ k: "'a'" });
  });

  it("belong to the call or dict that was opened lines above", () => {
    expect(
      file(
        "a.py",
        "parser.add_argument(",
        '    "--lr",',
        "    type=float,",
        "    default=0.1,  # @tune uniform(0, 1)",
        ")",
      ),
    ).toEqual({ lr: "0.1" });
    expect(file("a.py", "@click.option(", "    default=0.1,  # @tune uniform(0, 1)", '    "--lr",', ")")).toEqual({
      lr: "0.1",
    });
    expect(file("a.py", "train({", '    "a": 1,', "}, lr=0.1, # @tune uniform(0, 1)", ")")).toEqual({ lr: "0.1" });
    expect(file("a.mjs", "train([", "  1,", "], {", "  lr: 0.1, // @tune uniform(0, 1)", "});")).toEqual({ lr: "0.1" });
    expect(file("a.py", "config = {", '    "lr": 0.1,  # @tune uniform(0, 1)', "}")).toEqual({ lr: "0.1" });
    expect(file("a.mjs", "const config = {", "  lr: 0.1, // @tune uniform(0, 1)", "};")).toEqual({ lr: "0.1" });
  });

  it.each([
    ["f(a=1, b=2)  # «@tune» int(0, 3)", "several-values"],
    ["f(a=1, b=2)  # @tune «c» = int(0, 3)", "several-values"],
    ["a = «1 + 1»  # @tune int(0, 3)", "expression"],
    ["a = «f(1)»  # @tune int(0, 3)", "expression"],
    ["a, b = 1, 2  # «@tune» int(0, 3)", "no-value"],
    ['a = «f\'x\'»  # @tune choice("a", "b")', "expression"],
    ["a = «2**3»  # @tune int(0, 3)", "expression"],
    ["a = «10 if x else 3»  # @tune int(0, 3)", "expression"],
    ["f(1)  # «@tune» int(0, 3)", "no-value"],
    ["a += 1  # «@tune» int(0, 3)", "no-value"],
    ["a == 1  # «@tune» int(0, 3)", "no-value"],
    ["x[a:1]  # «@tune» int(0, 3)", "no-value"],
    ["# «@tune» int(0, 3)", "no-value"],
  ])("%s is an error: %s", (line, code) => {
    expect(mistake("a.py", `# @study minimize loss\n\n${line}\n`)).toMatchObject({ code, severity: "error" });
  });

  it("offer to pick one of several by its name", () => {
    expect(mistake("a.py", "# @study minimize loss\n\nf(a=1, b=2)  # «@tune» int(0, 3)\n").fixed).toEqual([
      "# @study minimize loss\n\nf(a=1, b=2)  # @tune a = int(0, 3)\n",
      "# @study minimize loss\n\nf(a=1, b=2)  # @tune b = int(0, 3)\n",
    ]);
  });

  it("are called once in a study", () => {
    const text = (tag: string) => `# @study minimize loss\n\na = 1  # @tune int(0, 3)\nf(a=2)  # ${tag} int(0, 3)\n`;
    expect(mistake("a.py", text("«@tune»"))).toMatchObject({ code: "duplicate-name", fixed: [text("@tune a_2 =")] });
  });

  it("warn where YAML takes a number without a point for a text", () => {
    expect(mistake("a.yaml", "# @study minimize loss\n\nlr: «1e-3»  # @tune loguniform(1e-5, 1)\n")).toMatchObject({
      code: "number-is-text",
      severity: "warning",
      fixed: ["# @study minimize loss\n\nlr: 1.0e-3  # @tune loguniform(1e-5, 1)\n"],
    });
  });

  it("warn of a baseline that the search cannot propose", () => {
    expect(mistake("a.py", "# @study minimize loss\n\nlr = «5»  # @tune uniform(0, 1)\n").code).toBe(
      "baseline-outside-range",
    );
    expect(mistake("a.py", "# @study minimize loss\n\nlr = «0»  # @tune loguniform(0.1, 1)\n").code).toBe(
      "baseline-not-in-space",
    );
    expect(mistake("a.py", '# @study minimize loss\n\nk = «"c"»  # @tune choice("a", "b")\n').code).toBe(
      "baseline-not-in-space",
    );
  });
});

describe("comments", () => {
  it.each([
    ["a.py", 'text = "# @tune int(0, 3)"'],
    ["a.py", 'text = """\n# @tune int(0, 3)\n"""'],
    ["a.py", "text = f'''{x}\n# @tune int(0, 3)'''"],
    ["a.mjs", `const text = \`\n// @tune int(0, 3)\n$\{\`// @tune $\{1}\`} // @tune int(0, 3)\n\`;`],
    ["a.mjs", "const text = 'http://a' + \"// @tune int(0, 3)\";"],
    ["a.mjs", "const pattern = /[/]\\/\\/ @tune int(0, 3)/;"],
    ["a.sh", "cat <<EOF\n# @tune int(0, 3)\nEOF"],
    ["a.yaml", "text: |\n  # @tune int(0, 3)\n\n  # @tune int(0, 3)"],
    ["a.yaml", "text: a# @tune int(0, 3)"],
    ["a.toml", 'text = """\n# @tune int(0, 3)\n"""'],
    ["a.py", "a = 1  # see @tune for how"],
    ["a.py", "a = 1  # @tuned int(0, 3)"],
    ["a.py", "a = 1  # @tune-up int(0, 3)"],
  ])("%s: a tag that is none is ignored: %s", (path, code) => {
    const tag = path.endsWith(".mjs") ? "//" : "#";
    const value = { mjs: "let z = 1;", yaml: "z: 1", toml: "z = 1", sh: "Z=1" }[path.slice(2)] ?? "z = 1";
    expect(Object.keys(file(path, code, `${value} ${tag} @tune int(0, 3)`))).toEqual([
      path.endsWith(".sh") ? "Z" : "z",
    ]);
  });

  it("hint at tags in docstrings and block comments, where they do nothing", () => {
    const value = "z = 1  # @tune int(0, 3)\n";
    expect(
      mistake("a.py", `# @study minimize loss\n\n${value}def f():\n    """Text.\n\n    «@tune» int(0, 3)\n    """\n`),
    ).toMatchObject({
      code: "tag-in-docstring",
      severity: "hint",
    });
    expect(
      mistake("a.mjs", "// @study minimize loss\n\nlet z = 1; // @tune int(0, 3)\n/**\n * «@study» minimize\n */\n"),
    ).toMatchObject({
      code: "tag-in-block-comment",
      severity: "hint",
    });
    expect(
      mistake("a.py", "# @study minimize loss\n\nz = 1  # @tune int(0, 3)\ny = 2  # «@Tune» int(0, 3)\n"),
    ).toMatchObject({
      code: "tag-case",
      fixed: ["# @study minimize loss\n\nz = 1  # @tune int(0, 3)\ny = 2  # @tune int(0, 3)\n"],
    });
  });

  it("keep their columns with CRLF, tabs, a byte-order mark and characters beyond the basic plane", () => {
    for (const [before, after] of [
      ["\ufeff", ""],
      ["", ""],
      ["# 𝒳 ü\n", ""],
      ["\ufeff# 𝒳\n", "\t"],
    ] as const) {
      const text =
        `${before}# @study minimize loss\n\n${after}name = "𝒳"; lr = 0.1\t# @tune lr = uniform(0, «0»)\n`.replace(
          "(0, «0»)",
          "(«1, 0»)",
        );
      expect(mistake("a.py", text).code).toBe("low-above-high");
      expect(mistake("a.py", text.replaceAll("\n", "\r\n")).code).toBe("low-above-high");
    }
    expect(
      slots("a.py", "# @study minimize loss\r\n#   trials=5\r\n\r\n# @tune choice(1,\r\n#  2)\r\na = 1\r\n"),
    ).toEqual({ a: "1" });
  });
});
