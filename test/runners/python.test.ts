import { describe, expect, it } from "vitest";
import { int, real, string, talk, valuesIn } from "./conversation.js";

const returning = (expression: string, more: Partial<Parameters<typeof talk>[0]> = {}) =>
  talk({ source: `def objective(x=1.0):\n    return ${expression}\n`, ...more });

describe("the Python runner, values in", () => {
  it("keeps the kind of each value: a real is a float, a whole number an int, a tuple a tuple", async () => {
    const heard = await talk({
      source:
        "def objective(**values):\n    print({name: type(value).__name__ for name, value in values.items()})\n    return 0",
      trials: [
        {
          a: real(3),
          b: int(3),
          c: string("x"),
          d: { kind: "none" },
          e: { kind: "tuple", items: [int(1), real(2)], text: "(1, 2.0)" },
          f: { kind: "list", items: [int(1)], text: "[1]" },
          g: real(1e-7),
        },
      ],
    });
    expect(heard.outputs[1]).toBe(
      "{'a': 'float', 'b': 'int', 'c': 'str', 'd': 'NoneType', 'e': 'tuple', 'f': 'list', 'g': 'float'}\n",
    );
  });
});

describe("the Python runner, results", () => {
  it("takes a number, and everything that holds one", async () => {
    expect(valuesIn(await returning("2"))).toEqual([2]);
    expect(valuesIn(await returning("__import__('decimal').Decimal('0.5')"))).toEqual([0.5]);
    expect(valuesIn(await returning("type('Scalar', (), {'item': lambda self: 1.5})()"))).toEqual([1.5]);
  });

  it("takes the mean of a list, and keeps the folds", async () => {
    const { answers } = await returning("[1.0, 2.0, 6.0]");
    expect(answers[1]).toMatchObject({ type: "result", values: [3], folds: [[1, 2, 6]] });
  });

  it("takes an array as folds", async () => {
    const { answers } = await returning("__import__('array').array('d', [1.0, 3.0])");
    expect(answers[1]).toMatchObject({ values: [2], folds: [[1, 3]] });
  });

  it("takes the metric out of a mapping, and keeps the rest", async () => {
    const { answers } = await returning("{'loss': [1, 3], 'note': 'ok', 'good': True, 'other': [2, 4], 'bad': None}", {
      metrics: ["loss"],
    });
    expect(answers[1]).toMatchObject({
      values: [2],
      folds: [[1, 3]],
      extra: { note: "ok", good: true },
      extraFolds: { other: [2, 4] },
    });
  });

  it("takes one entry for each direction", async () => {
    expect(valuesIn(await returning("(1.0, [2.0, 4.0])", { metrics: [null, null] }))).toEqual([1, 3]);
    expect(valuesIn(await returning("{'b': 2, 'a': 1}", { metrics: ["a", "b"] }))).toEqual([1, 2]);
  });

  it.each([
    ["None", "bad-result", /None.*return statement/],
    ["True", "bad-result", /True.*float/],
    ["'0.5'", "bad-result", /'0.5'.*str/],
    ["[]", "bad-result", /empty/],
    ["{'loss': 1}", "bad-result", /@study names no metric/],
    ["[1, None]", "bad-result", /fold 2/],
    ["float('nan')", "non-finite", /nan/],
    ["[1, float('inf')]", "non-finite", /fold 2.*inf/],
    ["10 ** 400", "non-finite", /too large/],
  ])("fails the trial that returns %s, and names the remedy", async (expression, kind, message) => {
    const { answers } = await returning(expression);
    expect(answers[1]).toMatchObject({ type: "failed", kind });
    expect(answers[1]).toHaveProperty("message", expect.stringMatching(message));
  });

  it("fails a result with the wrong number of entries", async () => {
    const { answers } = await returning("(1, 2, 3)", { metrics: [null, null] });
    expect(answers[1]).toMatchObject({ kind: "bad-result", message: expect.stringMatching(/3 entries.*2 directions/) });
  });
});

describe("the Python runner, trials that go wrong", () => {
  it("gives the traceback from the user's file on", async () => {
    const { answers, folder } = await talk({
      source: "def deep(x):\n    raise ValueError('no such kernel')\n\ndef objective(x=1):\n    deep(x)\n",
    });
    const failed = answers[1];
    expect(failed).toMatchObject({ type: "failed", kind: "exception", message: "ValueError: no such kernel" });
    const trace = failed?.type === "failed" ? failed.traceback : null;
    expect(trace?.split("\n")[1]).toContain(`${folder}/objective.py", line 5, in objective`);
    expect(trace).not.toContain("runner.py");
  });

  it("goes on after an exception, sys.exit, a KeyboardInterrupt and endless recursion", async () => {
    const { answers } = await talk({
      source: `
import sys
def objective(x):
    if x == 0: raise RuntimeError("first\\nsecond")
    if x == 1: sys.exit(3)
    if x == 2: raise KeyboardInterrupt
    if x == 3: return objective(x)
    return x
`,
      trials: [0, 1, 2, 3, 4].map((x) => ({ x: int(x) })),
    });
    expect(answers.slice(1).map((answer) => (answer.type === "failed" ? answer.message : answer.type))).toEqual([
      "RuntimeError: first",
      "The objective called sys.exit(3).",
      "KeyboardInterrupt",
      "RecursionError: maximum recursion depth exceeded",
      "result",
    ]);
  });

  it("goes on after streams have been closed, replaced or taken away", async () => {
    const { answers, outputs } = await talk({
      source: `
import io, os, sys
def objective(x):
    print("trial", x)
    if x == 0: sys.stdout.close()
    if x == 1: sys.stdout = sys.stderr = None
    if x == 2: sys.stdout = io.StringIO()
    if x == 3: os.close(1); os.close(2)
    if x == 4: input()
    return x
`,
      trials: [0, 1, 2, 3, 4, 5].map((x) => ({ x: int(x) })),
    });
    expect(answers.slice(1).map(({ type }) => type)).toEqual([
      "result",
      "result",
      "result",
      "result",
      "failed",
      "result",
    ]);
    expect(answers[5]).toHaveProperty("message", expect.stringMatching(/EOFError/));
    expect(outputs.slice(1, 7)).toEqual([0, 1, 2, 3, 4, 5].map((x) => `trial ${x}\n`));
  });

  it("keeps what the user prints apart from the messages, binary and from child processes included", async () => {
    const { answers, outputs } = await talk({
      source: `
import os, subprocess, sys
def objective(x=1):
    print('\\x1e{"type":"result","trial":0,"values":[666]}')
    sys.stdout.buffer.write(bytes(range(256)))
    os.write(1, b"raw ")
    subprocess.run(["echo", "from a child"])
    return 1
`,
    });
    expect(answers[1]).toMatchObject({ type: "result", values: [1] });
    expect(outputs[1]).toContain("raw ");
    expect(outputs[1]).toContain("from a child");
  });

  it("does not answer from a forked child that comes back", async () => {
    const { answers } = await talk({
      source: "import os\ndef objective(x=1):\n    os.fork()\n    return 1\n",
      trials: [{}, {}],
    });
    expect(answers.map(({ type }) => type)).toEqual(["ready", "result", "result"]);
  });
});

describe("the Python runner, before each trial", () => {
  it("restores working directory, environment and random state", async () => {
    const { answers } = await talk({
      source: `
import os, random
home = os.getcwd()
def objective(x=1):
    here = (os.getcwd() == home) + 2 * ("LEFT" in os.environ) + 4 * int(os.environ["HYPERLENS_TRIAL"])
    os.chdir("/"); os.environ["LEFT"] = "1"; os.environ.pop("PATH", None)
    return {"here": here, "path": "PATH" in os.environ, "draw": random.random()}
`,
      metrics: ["here"],
      trials: [{}, {}],
    });
    const [first, second] = answers.slice(1).map((answer) => (answer.type === "result" ? answer : null));
    expect(first?.values).toEqual([1]);
    expect(second?.values).toEqual([5]);
    expect(second?.extra.draw).toBe(first?.extra.draw);
  });
});

describe("the Python runner, generators", () => {
  const source = `
def objective(x=1):
    try:
        for step in range(1, 5):
            yield step * 1.0
    finally:
        print("closed")
`;

  it("reports each yield, and takes the last one as the value", async () => {
    const heard = await talk({ source });
    expect(heard.reports.map(({ step, values }) => [step, values])).toEqual([1, 2, 3, 4].map((step) => [step, [step]]));
    expect(valuesIn(heard)).toEqual([4]);
  });

  it.each([
    ["best", "maximize", 4],
    ["best", "minimize", 1],
    ["median", "minimize", 2.5],
    ["mean", "minimize", 2.5],
  ] as const)("aggregates yields by %s where the study is to %s", async (aggregate, direction, value) => {
    const heard = await talk({ source, aggregate, directions: [direction] });
    expect(valuesIn(heard)).toEqual([value]);
    const last = heard.answers.at(-1);
    expect(last).toHaveProperty("folds", aggregate === "mean" ? [[1, 2, 3, 4]] : null);
  });

  it("closes the generator where it is told to stop, so that its finally block runs", async () => {
    const heard = await talk({ source, stopAt: 2 });
    expect(heard.answers[1]).toEqual({ type: "pruned", trial: 0 });
    expect(heard.outputs[1]).toBe("closed\n");
    expect(heard.reports).toHaveLength(2);
  });

  it("takes a step that is yielded, and a returned value as final", async () => {
    const heard = await talk({ source: "def objective(x=1):\n    yield 10, 0.5\n    yield 20, 0.25\n    return 7\n" });
    expect(heard.reports.map(({ step, values }) => [step, values])).toEqual([
      [10, [0.5]],
      [20, [0.25]],
    ]);
    expect(valuesIn(heard)).toEqual([7]);
  });

  it("awaits coroutines, and follows asynchronous generators", async () => {
    const plain = "import asyncio\nasync def objective(x=1):\n    await asyncio.sleep(0)\n    return 3\n";
    expect(valuesIn(await talk({ source: plain }))).toEqual([3]);
    const steps = "async def objective(x=1):\n    for i in range(3):\n        yield i\n";
    const heard = await talk({ source: steps });
    expect(heard.reports).toHaveLength(3);
    expect(valuesIn(heard)).toEqual([2]);
  });
});

describe("the Python runner, loading", () => {
  it("leads the import path with the file's folder, under the module's own name, not __main__", async () => {
    const heard = await talk({
      source: `
import beside, sys
def objective(x=1):
    return {"v": beside.VALUE, "name": __name__, "argv": sys.argv[0].endswith("objective.py"), "file": __file__.endswith("objective.py")}
if __name__ == "__main__":
    raise SystemExit("never")
`,
      files: { "beside.py": "VALUE = 5\n" },
      metrics: ["v"],
    });
    expect(heard.answers[1]).toMatchObject({ values: [5], extra: { name: "objective", argv: true, file: true } });
  });

  it("does not let a file that is called like a module of the library take its place", async () => {
    const heard = await talk({ source: "import json\ndef objective(x=1):\n    return 1\n", name: "statistics.py" });
    expect(valuesIn(heard)).toEqual([1]);
  });

  it("loads a file of a package that imports from beside it", async () => {
    const heard = await talk({
      source: "from .beside import VALUE\ndef objective(x=1):\n    return VALUE\n",
      files: { "__init__.py": "", "beside.py": "VALUE = 5\n" },
    });
    expect(valuesIn(heard)).toEqual([5]);
  });

  it.each([
    ["import nowhere_to_be_found", "missing-module", /nowhere_to_be_found/],
    ["def objective(:\n    pass", "syntax", /line 1/],
    ["x = 1 / 0", "import", /ZeroDivisionError/],
    ["import sys; sys.exit(2)", "import", /__main__/],
    ["other = 1", "no-function", /no function objective/],
  ])("says why %j cannot be loaded", async (source, kind, message) => {
    const { answers } = await talk({ source });
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ type: "unloadable", kind });
    expect(answers[0]).toHaveProperty("message", expect.stringMatching(message));
  });
});
