import { describe, expect, it } from "vitest";
import { commandLine, wordsOf } from "../../../src/driver/run/command-line.js";

describe("the words of a command", () => {
  it.each([
    ["python train.py --lr 0.1", "python", [], { kind: "file", name: "train.py" }, ["--lr", "0.1"]],
    ["/env/bin/python3.11 -u -X dev train.py", "python", ["-u", "-X", "dev"], { kind: "file", name: "train.py" }, []],
    ["python -O -m package.train -v", "python", ["-O"], { kind: "module", name: "package.train" }, ["-v"]],
    ["node --import ./a.mjs fit.mjs x", "node", ["--import", "./a.mjs"], { kind: "file", name: "fit.mjs" }, ["x"]],
    ["node.exe fit.mjs", "node", [], { kind: "file", name: "fit.mjs" }, []],
    ["python -c print(1)", null, [], null, ["-c", "print(1)"]],
    ["Rscript fit.R", null, [], null, ["fit.R"]],
    ["python", null, [], null, []],
  ] as const)("%s", (text, runtime, flags, entry, rest) => {
    const words = text.split(" ");
    const line = commandLine(words);
    expect(line).toEqual({ runtime, program: words[0], flags, entry, arguments: rest });
    expect(wordsOf(line)).toEqual(words);
  });
});
