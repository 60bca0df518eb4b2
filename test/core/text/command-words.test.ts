import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { commandSteps, filledWord, placeholdersIn } from "../../../src/core/text/command-words.js";

/** The words of each program, placeholders filled with their names in angle brackets. */
function steps(command: string): readonly (readonly string[])[] | string {
  const split = commandSteps(command);
  return split.kind === "broken"
    ? worded(split.message)
    : split.steps.map((words) => words.map((word) => filledWord(word, (name) => `<${name}>`)));
}

describe("the words of a command", () => {
  it.each([
    ["python train.py --lr {lr}", [["python", "train.py", "--lr", "<lr>"]]],
    ["  a\tb  ", [["a", "b"]]],
    [`a 'b c' "d e" f\\ g`, [["a", "b c", "d e", "f g"]]],
    [`a '' ""`, [["a", "", ""]]],
    [`a"b"'c'd`, [["abcd"]]],
    [`a '\\n' "\\n" "\\"" "\\\\"`, [["a", "\\n", "\\n", '"', "\\"]]],
    ["a --x={x}&&b", [["a", "--x=<x>"], ["b"]]],
    ["a '&&' b", [["a", "&&", "b"]]],
    ["a {{x}} {x}{y}", [["a", "{x}", "<x><y>"]]],
    ["a '{x} y'", [["a", "<x> y"]]],
    [`echo "{{\\"lr\\": {lr}}}"`, [["echo", '{"lr": <lr>}']]],
    ["a $HOME *.py", [["a", "$HOME", "*.py"]]],
  ])("of %j are as a POSIX shell splits them", (command, expected) => {
    expect(steps(command)).toEqual(expected);
  });

  it.each([
    ["a 'b", /quote '/],
    ['a "b', /quote "/],
    ["a \\", /backslash/],
    ["", /empty/],
    ["a && && b", /missing/],
    ["a &&", /missing/],
  ])("of %j are refused", (command, message) => {
    expect(steps(command)).toMatch(message);
  });

  it("never split or join what a placeholder stands for", () => {
    const split = commandSteps("a {x} b");
    if (split.kind !== "steps") throw new Error(worded(split.message));
    const words = split.steps[0]?.map((word) => filledWord(word, () => `"; rm -rf / 'x y && {x}`));
    expect(words).toEqual(["a", `"; rm -rf / 'x y && {x}`, "b"]);
    expect([...placeholdersIn(split.steps)]).toEqual(["x"]);
  });
});
