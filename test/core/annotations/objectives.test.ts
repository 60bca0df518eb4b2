import { describe, expect, it } from "vitest";
import { mistake, slots, study } from "./marked.js";

describe("Python objectives", () => {
  it.each([
    "def f(a=1):",
    "async def f(a=1):",
    "def f[T](a: T=1) -> list[T]:",
    "def f(*, a=1, **rest):",
    "def f(x=(1, 2), /, a=1):",
  ])("%s takes its values by keyword", (head) => {
    const found = study("a.py", `# @study minimize\n${head}  # @tune a = int(0, 3)\n    yield 1\n`);
    expect(found.objective).toEqual({
      kind: "function",
      language: "python",
      name: "f",
      call: { kind: "keywords" },
      patched: false,
    });
    expect(found.slots).toMatchObject([{ name: "a", place: "parameter", literal: { kind: "int", value: 1 } }]);
  });

  it("run patched where a literal of the body is tuned", () => {
    const found = study("a.py", "# @study minimize\ndef f(a=1):  # @tune int(0, 3)\n    b = 2  # @tune int(0, 3)\n");
    expect(found.objective).toMatchObject({ patched: true });
    expect(found.slots.map(({ place }) => place)).toEqual(["parameter", "code"]);
  });

  it("may tune a parameter without a default, or with an expression, which have no known baseline", () => {
    const head = (parameters: string) => `# @study minimize\ndef f(\n${parameters}\n): ...\n`;
    expect(
      slots("a.py", head("a,  # @tune int(0, 3)\nb=2 * 3,  # @tune int(0, 3)\nc: int = 4  # @tune int(0, 9)")),
    ).toEqual({
      a: null,
      b: null,
      c: "4",
    });
  });

  it.each([
    ["def f(«a», b=1):  # @tune b = int(0, 3)", "required-argument"],
    ["def f(b=1, «*args»):  # @tune b = int(0, 3)", "rest-parameter"],
    ["def f(«b»=1, /):  # @tune int(0, 3)", "positional-only"],
    ["def f(b=1):  # @tune «c» = int(0, 3)", "unknown-parameter"],
    ["def f(a=1, b=1):  # «@tune» int(0, 3)", "several-values"],
  ])("%s is an error: %s", (head, code) => {
    expect(mistake("a.py", `# @study minimize\n${head}\n    ...\n`)).toMatchObject({ code, severity: "error" });
  });
});

describe("JavaScript objectives", () => {
  const positions = (...parameters: string[]) => ({ kind: "positions", parameters });

  it.each<[string, string, object]>([
    ["export function f(a = 1, b = 2) {}", "f", positions("a", "b")],
    ["export default function f(a = 1) {}", "default", positions("a")],
    ["export default function (a = 1) {}", "default", positions("a")],
    ["export async function* f(a = 1) {}", "f", positions("a")],
    ["export default async (a = 1) => a;", "default", positions("a")],
    ["export const f = (a = 1) => a;", "f", positions("a")],
    ["export const f = async function* (a = 1) {};", "f", positions("a")],
    ["export function f({ a = 1, b: c = 2 }) {}", "f", { kind: "object" }],
    ["export const f = ({ a = 1 } = {}, rest = 3) => a;", "f", { kind: "object" }],
    ["export function f({ x = 2 } = {}, a = 1) {}", "f", positions("", "a")],
    ["module.exports = { f(a = 1) {} };", "f", positions("a")],
    ["module.exports = { f: async (a = 1) => a };", "f", positions("a")],
    ["module.exports = function f(a = 1) {};", "default", positions("a")],
    ["module.exports = (a = 1) => a;", "default", positions("a")],
    ["exports.f = (a = 1) => a;", "f", positions("a")],
    ["module.exports.f = async function (a = 1) {};", "f", positions("a")],
    ["function f(a = 1) {}\nexport { f };", "f", positions("a")],
    ["function f(a = 1) {}\nexport { f as g, h };", "g", positions("a")],
    ["const f = (a = 1) => a;\n\nmodule.exports = { h, g: f };", "g", positions("a")],
    ["function f(a = 1) {}\nexport default f;", "default", positions("a")],
    ["function f(a = 1) {}\nexports.g = f;", "g", positions("a")],
  ])("%s", (code, name, call) => {
    const [first, ...rest] = code.split("\n");
    const found = study("model.js", `// @study minimize\n${first} // @tune a = int(0, 3)\n${rest.join("\n")}\n`);
    expect(found.objective).toEqual({ kind: "function", language: "javascript", name, call, patched: false });
  });

  it("may be named by an export above which the study stands", () => {
    const text =
      "function f(a = 1) { // @tune int(0, 3)\n  return a;\n}\n\n// @study minimize\nmodule.exports = { f };\n";
    expect(study("a.cjs", text).objective).toMatchObject({ name: "f", call: positions("a") });
  });

  it("may have types", () => {
    const text = `// @study minimize
export async function f<T extends Map<string, number>>(
  this: void,
  a: number = 1, // @tune int(0, 3)
  b: Map<string, number> = new Map(),
  c?: (x: number, y: number) => void,
): Promise<{ loss: number }> {
  const d: number = 2; // @tune int(0, 3)
}
`;
    expect(study("a.ts", text).objective).toEqual({
      kind: "function",
      language: "typescript",
      name: "f",
      call: positions("a", "b", "c"),
      patched: true,
    });
    const typed =
      "// @study minimize\nexport const f: (o: { a: number }) => number = ({ a = 1 }: { a: number }) => a; // @tune int(0, 3)\n";
    expect(study("a.ts", typed).objective).toMatchObject({ call: { kind: "object" } });
  });

  it("take their default name from the file where they have none", () => {
    expect(study("model.mjs", "// @study minimize\nexport default (a = 1) => a; // @tune int(0, 3)\n").name).toBe(
      "model",
    );
  });

  it.each([
    ["function «f»(a = 1) {} // @tune int(0, 3)", "not-exported"],
    ["export function f({ a = 1 }, «b» = 2) {} // @tune a = int(0, 3)  @tune b = int(0, 3)", "mixed-parameters"],
    ["export function f(b = 2, «{ a = 1 }») {} // @tune a = int(0, 3)", "object-not-first"],
    ["export function f(«b», a = 1) {} // @tune a = int(0, 3)", "required-argument"],
    ["export function f({ a = 1, «b» }) {} // @tune a = int(0, 3)", "required-argument"],
    ["export function f(a = 1, «...rest») {} // @tune a = int(0, 3)", "rest-parameter"],
  ])("%s is an error: %s", (head, code) => {
    expect(mistake("a.mjs", `// @study minimize\n${head}\n`)).toMatchObject({ code, severity: "error" });
  });

  it("can be exported by a quick fix", () => {
    expect(mistake("a.mjs", "// @study minimize\nfunction «f»(a = 1) {} // @tune int(0, 3)\n").fixed).toEqual([
      "// @study minimize\nexport function f(a = 1) {} // @tune int(0, 3)\n",
    ]);
  });
});

describe("scripts and commands", () => {
  it("are recognised in every language", () => {
    expect(study("a.r", "# @study minimize loss\nlr <- 0.1  # @tune uniform(0, 1)\n")).toMatchObject({
      name: "a",
      objective: { kind: "script", language: "r" },
      slots: [{ name: "lr", place: "code" }],
    });
    expect(
      study("a.yaml", '# @study minimize loss run="python train.py {file}"\n\nlr: 0.1  # @tune uniform(0, 1)\n')
        .objective,
    ).toEqual({
      kind: "command",
      language: "yaml",
      run: "python train.py {file}",
    });
  });

  it.each([
    ['run=«"train {lrr} {lr}"»', "unknown-placeholder"],
    ['run=«"train {seed}"»', "value-not-passed"],
    ['run=«"train {lr} | tee log"»', "shell-syntax"],
    ['run=«"train {lr} > log"»', "shell-syntax"],
  ])("%s is an error: %s", (option, code) => {
    expect(mistake("a.py", `# @study minimize loss ${option}\n\nlr = 0.1  # @tune uniform(0, 1)\n`)).toMatchObject({
      code,
      severity: "error",
    });
  });

  it("leave quoted shell syntax, `&&` and doubled braces alone", () => {
    const run = `run="make && train {lr} '{{a|b}}'"`;
    expect(study("a.py", `# @study minimize loss ${run}\n\nlr = 0.1  # @tune uniform(0, 1)\n`).valid).toBe(true);
  });

  it("name the metric that they print", () => {
    expect(mistake("a.py", "# «@study» minimize\n\nlr = 0.1  # @tune uniform(0, 1)\n").code).toBe("missing-metric");
    expect(mistake("a.py", '# «@study» minimize run="train {lr}"\n\nlr = 0.1  # @tune uniform(0, 1)\n').code).toBe(
      "missing-metric",
    );
  });
});
