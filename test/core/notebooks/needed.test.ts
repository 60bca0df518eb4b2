import { describe, expect, it } from "vitest";
import { joinPython, neededOf } from "../../../src/core/notebooks/source-text.js";

const OBJECTIVE = "def objective(x=1.0):\n    return score(x)";

/** The numbers of the cells that run for the function in the cell `at`, from 0. */
function needed(texts: readonly string[], at: number): readonly number[] {
  const joined = joinPython(texts.map((text, index) => ({ number: index + 1, text })));
  return neededOf(joined, joined.cells[at]!.start).cells.map(({ number }) => number);
}

describe("the cells that a function needs", () => {
  it("are those down to its own", () => {
    const texts = ["import math", "def score(x): return x", OBJECTIVE, "objective()", "best = objective(2)"];
    expect(needed(texts, 2)).toEqual([1, 2, 3]);
  });

  it("are also those below that define what it calls, and what these call in turn", () => {
    const texts = [
      OBJECTIVE,
      "slow()",
      "def score(x):\n    return Model(x).fit()",
      "score(1)",
      "class Model:\n    pass",
    ];
    expect(needed(texts, 0)).toEqual([1, 3, 5]);
  });

  it.for([
    ["in a comment", "def objective(x=1.0):\n    return x  # not score(x)"],
    ["in a text", "def objective(x=1.0):\n    return len('score(x)')"],
    ["of an attribute", "def objective(x=1.0):\n    return model.score(x)"],
    ["of an argument", "def objective(x=1.0):\n    return fit(x, score=1)"],
  ])("are not those that define a name which stands there only as that %s", ([, objective = ""]) => {
    expect(needed([objective, "def score(x): return x"], 0)).toEqual([1]);
  });

  it.for([
    ["defined", "def score(x): return 1"],
    ["bound", "score = abs"],
    ["imported", "from metrics import loss, score"],
  ])("are not those that define again what is %s above", ([, above = ""]) => {
    expect(needed([above, OBJECTIVE, "def score(x): return x"], 1)).toEqual([1, 2]);
  });
});
