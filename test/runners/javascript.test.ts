import { describe, expect, it } from "vitest";
import { int, real, type Talk, talk as talkTo, valuesIn } from "./conversation.js";

const talk = (what: Talk) => talkTo({ language: "javascript", ...what });
const returning = (expression: string, more: Partial<Talk> = {}) =>
  talk({ source: `export function objective(x = 1) {\n  return ${expression};\n}\n`, ...more });

describe("the JavaScript runner, values in", () => {
  it("passes values by position, undefined where a parameter is not tuned", async () => {
    const heard = await talk({
      source: "export const objective = (a, b = 5, c) => a + 10 * b + 100 * c;",
      parameters: ["a", "b", "c"],
      trials: [{ a: int(1), c: real(2) }],
    });
    expect(valuesIn(heard)).toEqual([251]);
  });

  it("passes one object where the parameters are destructured", async () => {
    const heard = await talk({
      source: "export default { objective: ({ a, b = 4 }) => a * b };",
      call: "object",
      trials: [{ a: int(3) }],
    });
    expect(valuesIn(heard)).toEqual([12]);
  });

  it("finds what a CommonJS module exports", async () => {
    const heard = await talk({ name: "objective.cjs", source: "module.exports = { objective: () => 4 };" });
    expect(valuesIn(heard)).toEqual([4]);
  });
});

describe("the JavaScript runner, results", () => {
  it("takes numbers, arrays as folds, mappings and promises", async () => {
    expect(valuesIn(await returning("2n"))).toEqual([2]);
    expect((await returning("[1, 2, 6]")).answers[1]).toMatchObject({ values: [3], folds: [[1, 2, 6]] });
    expect((await returning("new Float64Array([1, 3])")).answers[1]).toMatchObject({ values: [2], folds: [[1, 3]] });
    expect(
      (await returning("Promise.resolve({ loss: 1, note: 'x', f: [1, 2] })", { metrics: ["loss"] })).answers[1],
    ).toMatchObject({
      values: [1],
      extra: { note: "x" },
      extraFolds: { f: [1, 2] },
    });
  });

  it.each([
    ["undefined", "bad-result", /return statement/],
    ["true", "bad-result", /Number/],
    ["'0.5'", "bad-result", /0\.5/],
    ["NaN", "non-finite", /NaN/],
    ["[]", "bad-result", /empty/],
  ])("fails the trial that returns %s, and names the remedy", async (expression, kind, message) => {
    const { answers } = await returning(expression);
    expect(answers[1]).toMatchObject({ type: "failed", kind, message: expect.stringMatching(message) });
  });
});

describe("the JavaScript runner, trials that go wrong", () => {
  it("goes on after exceptions, process.exit and errors that nobody awaits", async () => {
    const { answers } = await talk({
      source: `
export async function objective(x) {
  if (x === 0) throw new RangeError("no such kernel");
  if (x === 1) process.exit(3);
  if (x === 2) return new Promise(() => setTimeout(() => { throw new Error("late"); }, 1));
  if (x === 3) { Promise.reject(new Error("loose")); return new Promise(() => setTimeout(() => {}, 1e6)); }
  if (x === 4) return new Promise(() => setTimeout(() => process.exit(1), 1));
  return x;
}`,
      trials: [0, 1, 2, 3, 4, 5].map((x) => ({ x: int(x) })),
    });
    expect(answers.slice(1).map((answer) => (answer.type === "failed" ? answer.message : answer.type))).toEqual([
      "RangeError: no such kernel",
      "The objective called process.exit(3).",
      "Error: late",
      "Error: loose",
      "The objective called process.exit(1).",
      "result",
    ]);
  });

  it("gives the stack of the user's code only", async () => {
    const { answers, folder } = await talk({ source: "export function objective() {\n  throw new Error('x');\n}" });
    const trace = answers[1]?.type === "failed" ? answers[1].traceback : null;
    expect(trace?.split("\n")).toEqual(["Error: x", `    at objective (${folder}/objective.mjs:2:9)`]);
  });

  it("keeps what is printed apart from the messages, that of child processes included", async () => {
    const { answers, outputs } = await talk({
      source: `
import { spawnSync } from "node:child_process";
export function objective() {
  console.log("logged");
  process.stdout.write(Buffer.from([0, 255, 10]));
  spawnSync("echo", ["from a child"], { stdio: "inherit" });
  return 1;
}`,
    });
    expect(answers[1]).toMatchObject({ type: "result", values: [1] });
    expect(outputs.join("")).toContain("logged\n");
    expect(outputs.join("")).toContain("from a child");
  });

  it("restores working directory and environment before each trial", async () => {
    const heard = await talk({
      source: `
const home = process.cwd();
export function objective() {
  const same = process.cwd() === home && !("LEFT" in process.env);
  process.chdir("/");
  process.env.LEFT = "1";
  return same ? 1 : 0;
}`,
      trials: [{}, {}],
    });
    expect(heard.answers.slice(1).map((answer) => (answer.type === "result" ? answer.values : null))).toEqual([
      [1],
      [1],
    ]);
  });
});

describe("the JavaScript runner, generators", () => {
  const source = `
export function* objective() {
  try {
    for (let step = 1; step < 5; step++) yield step;
  } finally {
    console.log("closed");
  }
}`;

  it("reports each yield, and aggregates them", async () => {
    const heard = await talk({ source, aggregate: "mean" });
    expect(heard.reports).toHaveLength(4);
    expect(heard.answers.at(-1)).toMatchObject({ values: [2.5], folds: [[1, 2, 3, 4]] });
  });

  it("closes the generator where it is told to stop, so that its finally block runs", async () => {
    const heard = await talk({ source: source.replace("function*", "async function*"), stopAt: 2 });
    expect(heard.answers[1]).toEqual({ type: "pruned", trial: 0 });
    expect(heard.outputs[1]).toBe("closed\n");
  });
});

describe("the JavaScript runner, loading", () => {
  it.each([
    ["import 'nowhere-to-be-found'; export const objective = () => 1;", "missing-module", /nowhere-to-be-found/],
    ["export function objective( {", "syntax", /SyntaxError/],
    ["null.x;", "import", /TypeError/],
    ["export const other = 1;", "no-function", /exports no function objective/],
    ["process.exit(0)", "import", /process\.exit/],
  ])("says why %j cannot be loaded", async (source, kind, message) => {
    const { answers } = await talk({ source });
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ type: "unloadable", kind, message: expect.stringMatching(message) });
  });

  it("says what TypeScript needs where this Node.js cannot run it", async () => {
    const { answers } = await talk({
      name: "objective.ts",
      source: "export const objective = (x: number): number => 2;",
    });
    if ("typescript" in process.features) expect(answers[1]).toMatchObject({ values: [2] });
    else expect(answers[0]).toMatchObject({ type: "unloadable", message: expect.stringMatching(/22\.18.*tsx/) });
  });
});
