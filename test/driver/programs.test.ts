import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf, foldsOf } from "../../src/core/study/summary.js";
import { gone, hyperlens, runJson, start, studyIn, workspace } from "./program.js";

const journalIn = (folder: string, study = "s") => join(folder, `.hyperlens/${study}.journal.log`);
const failureIn = (folder: string, trial: number) => {
  const found = studyIn(journalIn(folder)).trials[trial];
  return found === undefined ? null : failureOf(found);
};
const copiesIn = (folder: string) => readdirSync(folder).filter((name) => name.includes("__hyperlens_"));
const isInstalled = (program: string) => {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const script = (body: string, options = "trials=4") => `
# @study s minimize loss  sampler=random seed=1 ${options}
import os, sys, time
x = 1.0  # @tune uniform(0, 10)
kind = "a"  # @tune choice("a", "b c")
trial = int(os.environ["HYPERLENS_TRIAL"])
${body}
`;

/** Each trial's value must be what the values in its copy make of it. */
function expectSquares(folder: string, count: number, of = (x: number) => x * x): void {
  const trials = studyIn(journalIn(folder)).trials;
  expect(trials).toHaveLength(count);
  for (const { params, outcome } of trials) {
    expect(outcome.kind).toBe("complete");
    if (outcome.kind === "complete") expect(outcome.values[0]).toBeCloseTo(of(params.get("x") ?? Number.NaN), 10);
  }
  expect(new Set(trials.map(({ params }) => params.get("x"))).size).toBe(count);
}

describe("a script", () => {
  it("runs as a copy beside the original, which differs in the annotated literals alone and is removed", async () => {
    const source = script(`
from helper import OFFSET
from pathlib import Path
here = Path(__file__)
assert here.parent == Path.cwd() / "sub", here
changed = [a for a, b in zip(open(__file__), open(here.parent / "a.py")) if a != b]
print("changed", len(changed), all("@tune" in line for line in changed))
print("data", open(here.parent / "data.txt").read().strip())
print(f"loss={x * x + OFFSET}")`);
    const folder = workspace({ "sub/a.py": source, "sub/helper.py": "OFFSET = 0\n", "sub/data.txt": "read" });
    const { result, status, error } = await runJson(["sub/a.py", "--studies", ".hyperlens"], folder);
    expect(status).toBe(0);
    expect(result.counts.complete).toBe(4);
    expectSquares(folder, 4);
    expect(error).toMatch(/changed [012] True/);
    expect(error).toContain("data read");
    expect(copiesIn(join(folder, "sub"))).toEqual([]);
    expect(readFileSync(join(folder, "sub/a.py"), "utf8")).toBe(source);
  });

  it("that raises fails with its traceback, which names the original", async () => {
    const folder = workspace({
      "a.py": script(
        "def inner():\n    raise ValueError('boom')\nif trial == 2: inner()\nprint('loss', '=', x, sep='')",
      ),
    });
    const { result, error } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 3, failed: 1 });
    const failure = failureIn(folder, 2);
    expect(failure).toMatchObject({ kind: "exception", message: expect.stringMatching(/status 1: ValueError: boom$/) });
    expect(failure?.traceback).toContain(`File "${folder}/a.py", line 8, in inner`);
    expect(failure?.traceback?.startsWith("Traceback")).toBe(true);
    expect(error).not.toContain("__hyperlens_");
    expect(readFileSync(join(folder, ".hyperlens/s/2/log.txt"), "utf8")).toContain("ValueError: boom");
  });

  it.each([
    ["prints no metric", "print('accuracy=1')", "bad-result", /printed no loss.*loss=0\.93/],
    ["prints NaN", "print('loss=nan')", "non-finite", /loss=NaN/],
    ["exits with a status", "print('loss=1'); sys.exit(3)", "exception", /exited with status 3/],
    ["is killed", "os.kill(os.getpid(), 9)", "crash", /ended by SIGKILL/],
    ["crashes in native code", "import ctypes; ctypes.string_at(0)", "crash", /SIGSEGV/],
  ])("that %s fails with its reason, and the study goes on", async (_, body, kind, message) => {
    const folder = workspace({ "a.py": script(`if trial == 1:\n    ${body}\n    sys.exit(0)\nprint(f'loss={x}')`) });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 3, failed: 1 });
    expect(failureIn(folder, 1)).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  it("reports steps, and the last value counts", async () => {
    const body = `
for epoch in range(3):
    for part in range(3):
        print(f"\\repoch={epoch} loss={10 * epoch + part}", end="", file=sys.stderr)
print()
print(f"\\x1b[32mloss\\x1b[0m: {x}")`;
    const folder = workspace({ "a.py": script(body) });
    await runJson(["a.py"], folder);
    for (const trial of studyIn(journalIn(folder)).trials) {
      expect([...trial.intermediate]).toEqual([
        [0, 2],
        [1, 12],
        [2, 22],
      ]);
      expect(trial.outcome).toEqual({ kind: "complete", values: [trial.params.get("x")] });
    }
  });

  it("makes cross-validation folds of its steps with aggregate=mean", async () => {
    const body = 'for fold in range(3): print(f"step={fold} loss={x + fold}")';
    const folder = workspace({ "a.py": script(body, "trials=2 aggregate=mean") });
    await runJson(["a.py"], folder);
    for (const trial of studyIn(journalIn(folder)).trials) {
      const x = trial.params.get("x") ?? 0;
      expect(foldsOf(trial)).toEqual([x, x + 1, x + 2]);
    }
  });

  it("is ended when it takes too long, with the children that ignore it", async () => {
    const body = `
if trial == 1:
    import signal, subprocess
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"])
    open("child", "w").write(str(child.pid))
    time.sleep(600)
print(f"loss={x}")`;
    const folder = workspace({ "a.py": script(body, "trials=3 trial_timeout=4s") });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toMatchObject({ complete: 2, failed: 1 });
    expect(failureIn(folder, 1)).toMatchObject({ kind: "timeout" });
    await gone(Number(readFileSync(join(folder, "child"), "utf8")));
    expect(copiesIn(folder)).toEqual([]);
  });

  it("that is running when the driver dies goes with it, and its copy is swept at the next run", async () => {
    const body =
      'print("pid", os.getpid(), flush=True)\ntime.sleep(float(os.environ.get("SLEEP", "0")))\nprint(f"loss={x}")';
    const folder = workspace({ "a.py": script(body) });
    const run = start(["run", "a.py"], folder, { SLEEP: "600" });
    const [, pid] = await run.until(/pid (\d+)/);
    expect(copiesIn(folder)).toEqual(["a__hyperlens_0.py"]);
    run.child.kill("SIGKILL");
    await gone(Number(pid));
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts).toEqual({ complete: 4, pruned: 0, failed: 0, running: 0, waiting: 0 });
    expect(copiesIn(folder)).toEqual([]);
  });

  it("in a folder that cannot be written runs from its trial's folder, with the imports of the original", async () => {
    if (process.getuid?.() === 0) return; // Nothing keeps root from writing.
    const folder = workspace({
      "code/a.py": script("from helper import OFFSET\nprint(f'loss={x * x + OFFSET}')"),
      "code/helper.py": "OFFSET = 0\n",
    });
    chmodSync(join(folder, "code"), 0o555);
    await runJson(["code/a.py", "--studies", ".hyperlens"], folder);
    chmodSync(join(folder, "code"), 0o755);
    expectSquares(folder, 4);
  });

  it("with a mistake in it is refused before any trial", async () => {
    const folder = workspace({ "a.py": script("print(") });
    const { status, result } = await runJson(["a.py"], folder);
    expect(status).toBe(1);
    expect(result.error).toMatch(/a\.py cannot be run by .*SyntaxError/);
    expect(existsSync(journalIn(folder))).toBe(false);
  });

  it("finds annotated arguments of argparse and fields of dataclasses", async () => {
    const source = `
# @study s minimize loss  trials=5 sampler=random seed=1
import argparse
from dataclasses import dataclass
parser = argparse.ArgumentParser()
parser.add_argument("--x", type=float, default=1.0)  # @tune uniform(0, 10)
@dataclass
class Config:
    depth: int = 3  # @tune int(2, 9)
args = parser.parse_args()
print({"loss": args.x * args.x, "depth": Config().depth})
`;
    const folder = workspace({ "a.py": source });
    const { error } = await runJson(["a.py"], folder);
    expectSquares(folder, 5);
    for (const { params } of studyIn(journalIn(folder)).trials)
      expect(error).toContain(`'depth': ${params.get("depth")}`);
  });

  it.each([
    ["a.mjs", "//", 'const x = 1; // @tune uniform(0, 10)\nconsole.log("loss=" + x * x);\n', "node"],
    ["a.cjs", "//", "const x = 1; // @tune uniform(0, 10)\nconsole.log(JSON.stringify({ loss: x * x }));\n", "node"],
    ["a.sh", "#", 'x=1  # @tune uniform(0, 10)\nawk "BEGIN { printf \\"loss=%.17g\\\\n\\", $x * $x }"\n', "awk"],
    ["a.R", "#", 'x <- 1  # @tune uniform(0, 10)\ncat(sprintf("loss=%.17g\\n", x * x))\n', "Rscript"],
    ["a.jl", "#", 'x = 1.0  # @tune uniform(0, 10)\nprintln("loss=$(x * x)")\n', "julia"],
    ["a.rb", "#", 'x = 1.0  # @tune uniform(0, 10)\nputs "loss=#{x * x}"\n', "ruby"],
    ["a.lua", "--", 'local x = 1.0  -- @tune uniform(0, 10)\nprint(("loss=%.17g"):format(x * x))\n', "lua"],
  ])("in the language of %s runs by its interpreter", async (name, comment, body, program) => {
    if (program !== "awk" && program !== "node" && !isInstalled(program)) return;
    const text = `${comment} @study s minimize loss  trials=4 sampler=random seed=1\n${body}`;
    const folder = workspace({ [name]: text });
    const { error, status } = await runJson([name], folder);
    expect(error).not.toMatch(/rror/);
    expect(status).toBe(0);
    expectSquares(folder, 4);
    expect(copiesIn(folder)).toEqual([]);
  });

  it("follows the first line of a shell script", async () => {
    const text =
      '#!/bin/bash\n# @study s minimize loss  trials=3 sampler=random seed=1\nx=1  # @tune uniform(0, 10)\n[[ -n "$BASH_VERSION" ]] && echo "loss=$x"\n';
    const folder = workspace({ "a.sh": text });
    const { error } = await runJson(["a.sh"], folder);
    expect(error).toContain("/bin/bash");
    expectSquares(folder, 3, (x) => x);
  });

  it("in a language that nothing runs by itself asks for a command", async () => {
    const folder = workspace({ "a.yaml": "# @study s minimize loss\nx: 1.0  # @tune uniform(0, 1)\n" });
    const { status, result } = await runJson(["a.yaml"], folder);
    expect(status).toBe(1);
    expect(result.error).toMatch(/YAML.*run="PROGRAM \{file\}"/);
  });
});

const ECHO = `
import json, os, sys
print(json.dumps(sys.argv[1:]))
print("loss=%s" % (float(sys.argv[1]) ** 2))
`;
const command = (run: string, more = "") =>
  `# @study s minimize loss  trials=4 sampler=random seed=1 run="${run}"\nx = 1.0  # @tune uniform(0, 10)\n${more}`;

describe("a command", () => {
  it("gets values as words, in which nothing is read by a shell", async () => {
    const folder = workspace({
      "echo.py": ECHO,
      "a.py": command(
        "python echo.py {x} --name={name} '{name} y' {{}} {trial} {seed} {folder} {on}",
        `name = "a"  # @tune choice("a b; echo pwned", "$(id)", 'it"s')\non = True  # @tune bool\n`,
      ),
    });
    const { error, status } = await runJson(["a.py"], folder);
    expect(status).toBe(0);
    expectSquares(folder, 4);
    const words = error
      .split("\n")
      .filter((line) => line.startsWith("["))
      .map((line) => JSON.parse(line));
    expect(words).toHaveLength(4);
    expect(words[0].slice(1, 4)).toEqual(["--name=a", "a y", "{}"]);
    for (const [at, list] of words.entries()) {
      expect(list).toHaveLength(8);
      expect(list[1]).toBe(`--name=${list[2].slice(0, -2)}`);
      expect(list[4]).toBe(String(at));
      expect(Number(list[5])).toBeGreaterThanOrEqual(0);
      expect(list[6]).toBe(join(folder, ".hyperlens/s", String(at)));
      expect(["True", "False"]).toContain(list[7]);
    }
    expect(copiesIn(folder)).toEqual([]);
  });

  it("runs its programs in order, and stops at the first that fails", async () => {
    const folder = workspace({
      "a.py": command(
        "sh -c 'echo building' && sh -c 'exit {code}' && sh -c 'echo loss={x}'",
        "code = 0  # @tune choice(0, 7)\n",
      ),
    });
    const { result } = await runJson(["a.py"], folder);
    const trials = studyIn(journalIn(folder)).trials;
    expect(result.counts.failed).toBeGreaterThan(0);
    for (const trial of trials) {
      const code = trial.params.get("code");
      expect(trial.outcome.kind).toBe(code === 0 ? "complete" : "failed");
      if (code !== 0) expect(failureOf(trial)?.message).toMatch(/sh exited with status 7/);
    }
  });

  it.each([
    [
      "config.yaml",
      "# S\nmodel:\n  x: 1.0  # @tune uniform(0, 10)\n",
      "import re; x = re.search(r'x: (\\S+)', text).group(1)",
    ],
    [
      "config.toml",
      '# S\n[model]\nx = 1.0  # @tune uniform(0, 10)\nname = "#1"\n',
      "import re; x = re.search(r'x = (\\S+)', text).group(1)",
    ],
    [
      "config.json",
      '// S\n{\n  "x": 1.0, // @tune uniform(0, 10)\n  "y": 2\n}\n',
      'import json, re; x = json.loads(re.sub("//.*", "", text))["x"]',
    ],
    [
      "config.ini",
      "; S\n[model]\nx = 1.0  ; @tune uniform(0, 10)\n",
      "import configparser; c = configparser.ConfigParser(inline_comment_prefixes=';'); c.read_string(text); x = c['model']['x']",
    ],
  ])("reads its values from a copy of %s", async (name, text, reader) => {
    const study = '@study s minimize loss  trials=4 sampler=random seed=1 run="python train.py --config {file}"';
    const train = `import sys\ntext = open(sys.argv[2]).read()\n${reader}\nprint("loss=%r" % float(x) ** 2 if False else "loss=%r" % (float(x) ** 2))\n`;
    const folder = workspace({ [name]: text.replace(" S", ` ${study}`), "train.py": train });
    const { status, error } = await runJson([name], folder);
    expect(error).not.toMatch(/Traceback/);
    expect(status).toBe(0);
    expectSquares(folder, 4);
    expect(copiesIn(folder)).toEqual([]);
  });

  it("compiles a copy of a C file, and runs what it made", async () => {
    const source = `// @study s minimize loss  trials=4 sampler=random seed=1 run="cc -o {folder}/prog {file} && {folder}/prog"
#include <stdio.h>
int main(void) {
  const double x = 1.0; // @tune uniform(0, 10)
  printf("loss=%.17g\\n", x * x);
}
`;
    const folder = workspace({ "a.c": source });
    const { status } = await runJson(["a.c"], folder);
    expect(status).toBe(0);
    expectSquares(folder, 4);
  });

  it("says before any trial which program is missing", async () => {
    const folder = workspace({ "a.py": command("no-such-program {x}") });
    const { status, result } = await runJson(["a.py"], folder);
    expect(status).toBe(1);
    expect(result.error).toMatch(/starts no-such-program, which is not on the PATH/);
    expect(existsSync(journalIn(folder))).toBe(false);
  });

  it("is parsed with placeholders and quotes that are wrong as errors", async () => {
    const folder = workspace({ "a.py": command("prog {x} {y}") });
    const { status, error } = await hyperlens(["run", "a.py"], folder);
    expect(status).toBe(2);
    expect(error).toContain("{y}");
    writeFileSync(join(folder, "a.py"), command("prog {x} 'a"));
    expect((await hyperlens(["run", "a.py"], folder)).error).toContain("A quote ' is not closed");
  });

  it("runs on several slots at once", async () => {
    const folder = workspace({
      "a.py": command("sh -c 'sleep 0.3; echo loss={x}'").replace("trials=4", "trials=8 parallel=4"),
    });
    const { result } = await runJson(["a.py"], folder);
    expect(result.counts.complete).toBe(8);
    const trials = studyIn(journalIn(folder)).trials;
    const overlaps = trials.filter((one) =>
      trials.some((other) => other !== one && other.started! < one.finished! && one.started! < other.finished!),
    );
    expect(overlaps.length).toBeGreaterThanOrEqual(6);
  });
});
