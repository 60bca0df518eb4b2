import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../src/core/study/summary.js";
import { notebook } from "../notebook.js";
import { hyperlens, runJson, studyIn, workspace } from "./program.js";

const SETUP = `%matplotlib inline
!echo never run
import math
from helper import OFFSET
display("loaded from", open("data.txt").read())`;

const OBJECTIVE = `%%time
# @study s minimize loss  sampler=random seed=1 trials=4
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    return math.pow(x, 2) + OFFSET`;

const HELPERS = { "sub/helper.py": "OFFSET = 0.5\n", "sub/data.txt": "a file" };
const journalIn = (folder: string, studies = "sub/.hyperlens") => join(folder, studies, "s.journal.log");
const failures = (folder: string) => studyIn(journalIn(folder)).trials.map((trial) => failureOf(trial));

describe("a notebook", () => {
  it("runs a function of its cells in its own folder, its magics left out and later cells untouched", async () => {
    const source = notebook(["## Title", SETUP, OBJECTIVE, "raise SystemExit('a later cell ran')"]);
    const folder = workspace({ "sub/a.ipynb": source, ...HELPERS });
    const { result, status, error } = await runJson(["sub/a.ipynb:s"], folder);
    expect(error).toContain("loaded from\na file");
    expect(error).toContain("sub/a.ipynb, cell 3:2");
    expect(error).not.toContain("never run");
    expect(status).toBe(0);
    expect(result.counts).toMatchObject({ complete: 4, failed: 0 });
    expect(result.baseline?.values).toEqual([1.5]);
    expect(readFileSync(join(folder, "sub/a.ipynb"), "utf8")).toBe(source);
    const report = await hyperlens(["export", "sub/.hyperlens/s.journal.log", "--format", "markdown"], folder);
    expect(report.out).toContain("a.ipynb, cell 3, line 2");
    expect(readdirSync(join(folder, "sub")).sort()).toEqual([
      ".hyperlens",

      "a.ipynb",
      "data.txt",
      "helper.py",
    ]);
  });

  it("goes on where only its outputs have changed since, as in the same code", async () => {
    const cells = ["import math\nOFFSET = 0", OBJECTIVE];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    await runJson(["sub/a.ipynb", "--trials", "2"], folder);
    const changed = JSON.parse(notebook([...cells, "print('a plot')"]));
    changed.cells[0].outputs = [{ output_type: "stream", name: "stdout", text: ["1\n"] }];
    writeFileSync(join(folder, "sub/a.ipynb"), JSON.stringify(changed));
    const { result } = await runJson(["sub/a.ipynb", "--trials", "4"], folder);
    expect(result.counts.complete).toBe(4);
    const codes = studyIn(journalIn(folder)).trials.map(({ systemAttributes }) =>
      systemAttributes.get("hyperlens:code"),
    );
    expect(new Set(codes).size).toBe(1);
  });

  it("runs as a script where its study is that of the file, each trial with its own values", async () => {
    const cells = [
      "# @study s minimize loss  sampler=random seed=1 trials=4",
      "from __future__ import annotations\nx = 1.0  # @tune uniform(0, 10)",
      "%time\nimport asyncio\nawait asyncio.sleep(0)",
      "def loss() -> Undefined: return x * x\nprint(__name__, globals().get('__file__'))\ndisplay(f'loss={loss()}')",
    ];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    const { result, status, error } = await runJson(["sub/a.ipynb"], folder);
    expect(error).toContain("__main__ None");
    expect(status).toBe(0);
    expect(result.counts).toMatchObject({ complete: 4, failed: 0 });
    const { trials } = studyIn(journalIn(folder));
    for (const { params, outcome } of trials)
      expect(outcome).toMatchObject({ kind: "complete", values: [(params.get("x") ?? Number.NaN) ** 2] });
    expect(new Set(trials.map(({ params }) => params.get("x"))).size).toBe(4);
    expect(readdirSync(join(folder, "sub")).sort()).toEqual([".hyperlens", "a.ipynb"]);
  });

  it("runs patched copies where values stand in the body of its function", async () => {
    const cells = [
      "import random",
      "# @study s minimize  sampler=random seed=1 trials=3\ndef objective():\n    x = 1.0  # @tune uniform(0, 10)\n    return x * 2",
    ];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    const { result } = await runJson(["sub/a.ipynb"], folder);
    expect(result.counts).toMatchObject({ complete: 3, failed: 0 });
    const { trials } = studyIn(journalIn(folder));
    for (const { params, outcome } of trials)
      expect(outcome).toMatchObject({ kind: "complete", values: [(params.get("x") ?? Number.NaN) * 2] });
    expect(readdirSync(join(folder, "sub")).filter((name) => name.includes("__hyperlens_"))).toEqual([]);
  });

  it("runs of the cells below its function only those that define what it calls", async () => {
    const cells = [
      "# @study s minimize trials=2 seed=1\ndef f(x=1.0):  # @tune uniform(0, 1)\n    return twice(x)",
      "raise SystemExit('a cell that nobody needs')",
      "def twice(x):\n    return 2 * x",
    ];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    const { result, error } = await runJson(["sub/a.ipynb"], folder);
    expect(result.counts).toMatchObject({ complete: 2, failed: 0 });
    expect(result.baseline?.values).toEqual([2]);
    expect(error).toContain("Cell 3 stands below the function and runs, too");
  });

  it("names the cell and its line where a trial fails, with the code that stands there", async () => {
    const cells = [
      "def half(x):\n\n    return x / 0",
      "# @study s minimize trials=1\ndef f(x=1.0):  # @tune uniform(0, 1)\n    return half(x)",
    ];
    const folder = workspace({ "sub/a.ipynb": notebook(["## Title", ...cells]) });
    await runJson(["sub/a.ipynb"], folder);
    const [failure] = failures(folder);
    expect(failure?.message).toBe("ZeroDivisionError: float division by zero");
    expect(failure?.traceback).toMatch(
      /^Traceback .*\n {2}File ".*sub\/a\.ipynb, cell 3", line 3, in f\n {4}return half\(x\)\n[\s\S]* {2}File ".*a\.ipynb, cell 2", line 3, in half\n {4}return x \/ 0\n/,
    );
  });

  it("names the cell in a script's traceback, which begins in the notebook", async () => {
    const cells = ["# @study s minimize loss trials=1\n\nx = 1.0  # @tune uniform(0, 1)", "1 / 0"];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    await runJson(["sub/a.ipynb"], folder);
    const traceback = failures(folder)[0]?.traceback;
    expect(traceback).toMatch(/a\.ipynb, cell 2", line 1, in <module>\n {4}1 \/ 0\n/);
    expect(traceback).not.toContain("hyperlens_notebook");
  });

  it.for([
    ["a function", OBJECTIVE],
    ["a script", "# @study s minimize loss\n\nx = 1.0  # @tune uniform(0, 1)"],
  ] as const)("tells the cell of a mistake in its syntax before any trial of %s", async ([, cell]) => {
    const folder = workspace({ "sub/a.ipynb": notebook(["import math", "if True\n  pass", cell]) });
    const { result, status, error } = await runJson(["sub/a.ipynb"], folder);
    expect(status).toBe(1);
    expect(result.error).toContain("sub/a.ipynb");
    expect(error).toMatch(/cell 2", line 1|\(cell 2, line 1\)/);
  });

  it("says what a run leaves out where a name is missing", async () => {
    const folder = workspace({ "sub/a.ipynb": notebook(["files = !ls", "print(files)", OBJECTIVE]) });
    const { result } = await runJson(["sub/a.ipynb"], folder);
    expect(result.error).toMatch(
      /NameError: name 'files' is not defined\. Lines of IPython .* define the name in a cell above/,
    );
  });

  it("opens no windows for its plots", async () => {
    const cells = ["import os\nprint('backend', os.environ['MPLBACKEND'])\nimport math\nOFFSET = 0", OBJECTIVE];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    const { error } = await runJson(["sub/a.ipynb", "--trials", "1"], folder);
    expect(error).toContain("backend agg");
  });

  it("runs one trial by itself", async () => {
    const folder = workspace({ "sub/a.ipynb": notebook([SETUP, OBJECTIVE]), ...HELPERS });
    await runJson(["sub/a.ipynb", "--trials", "2"], folder);
    const { out, status } = await hyperlens(["try", "sub/a.ipynb", "0"], folder);
    expect(out).toContain("loss = 1.5");
    expect(status).toBe(0);
  });

  it("runs one trial of a script by itself, with its values", async () => {
    const cells = [
      "# @study s minimize loss  trials=2 seed=1",
      "x = 1.0  # @tune uniform(0, 1)",
      "print(f'loss={x * 2}')",
    ];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    await runJson(["sub/a.ipynb"], folder);
    const x = studyIn(journalIn(folder)).trials[1]?.params.get("x") ?? Number.NaN;
    const { out, status } = await hyperlens(["try", "sub/a.ipynb", "1"], folder);
    expect(out).toContain(`loss=${x * 2}`);
    expect(status).toBe(0);
    expect(readdirSync(join(folder, "sub")).sort()).toEqual([".hyperlens", "a.ipynb"]);
  });

  it("runs a command with a copy of its cells as a Python file", async () => {
    const cells = [
      '# @study s minimize loss  trials=2 seed=1 run="python3 {file}"',
      "x = 1.0  # @tune uniform(0, 1)",
      "print(f'loss={x * 2}')",
    ];
    const folder = workspace({ "sub/a.ipynb": notebook(cells) });
    const { result } = await runJson(["sub/a.ipynb"], folder);
    expect(result.counts).toMatchObject({ complete: 2, failed: 0 });
  });

  it("keeps its studies and copies apart from those of a file of the same name", async () => {
    const study =
      "# @study NAME minimize loss  trials=2 seed=1\n\nx = 1.0  # @tune uniform(0, 1)\nprint(f'loss={x * 2}')\n";
    const folder = workspace({
      "sub/a.ipynb": notebook([study.replace("NAME", "s")]),
      "sub/a.py": study.replace("NAME", "t"),
      "sub/a.ipynb__hyperlens_7.py": "left behind",
    });
    await runJson(["sub/a.py"], folder);
    expect(readdirSync(join(folder, "sub"))).toContain("a.ipynb__hyperlens_7.py");
    await runJson(["sub/a.ipynb"], folder);
    expect(readdirSync(join(folder, "sub")).sort()).toEqual([".hyperlens", "a.ipynb", "a.py"]);
  });

  it("is listed with cells, and lines and columns within them", async () => {
    const broken = OBJECTIVE.replace("uniform(0, 10)", "uniform(10, 0)");
    const folder = workspace({ "a.ipynb": notebook(["## Title", "import math", broken]) });
    const { out, status } = await hyperlens(["list", "a.ipynb", "--json"], folder);
    expect(status).toBe(2);
    const { studies, diagnostics } = JSON.parse(out);
    expect(studies).toMatchObject([{ cell: 3, line: 2, name: "s" }]);
    const line = broken.split("\n")[3] ?? "";
    expect(diagnostics).toMatchObject([{ cell: 3, line: 4, severity: "error" }]);
    expect(line.slice(diagnostics[0].column - 1, diagnostics[0].endColumn - 1)).toBe("10, 0");
    const people = await hyperlens(["list", "."], folder);
    expect(people.out).toContain("a.ipynb, cell 3:2");
    expect(people.out).toMatch(/a\.ipynb, cell 3:4:\d+: error: /);
  });

  it("that is no JSON, or in another language, is refused with the remedy", async () => {
    const folder = workspace({
      "broken.ipynb": '{"cells": [ "@study",, ]}',
      "trees.ipynb": notebook(["# @study s minimize"], "R"),
    });
    const broken = await hyperlens(["run", "broken.ipynb"], folder);
    expect(broken.status).toBe(2);
    expect(broken.error).toContain("it is not valid JSON from line 1, column 22 on");
    const other = await hyperlens(["run", "trees.ipynb"], folder);
    expect(other.error).toContain("The notebook's language is r; only notebooks in Python can be tuned.");
    const { status, out } = await hyperlens(["list", ".", "--json"], folder);
    expect(status).toBe(2);
    expect(JSON.parse(out).diagnostics).toHaveLength(2);
  });

  it("is found in a folder though its pictures take more than a megabyte", async () => {
    const large = JSON.parse(notebook([OBJECTIVE]));
    large.cells[0].outputs = [
      { output_type: "display_data", data: { "image/png": "A".repeat(3_000_000) }, metadata: {} },
    ];
    const folder = workspace({ "a.ipynb": JSON.stringify(large), "b.py": `x = 1 # ${"A".repeat(1_000_000)} @study` });
    const { out } = await hyperlens(["list", ".", "--json"], folder);
    expect(JSON.parse(out).studies).toMatchObject([{ name: "s", cell: 1 }]);
  });
});
