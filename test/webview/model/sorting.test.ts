import { describe, expect, it } from "vitest";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { columnsOf } from "../../../webview/model/columns.js";
import { pressed, pressedToo, sortTrials } from "../../../webview/model/sorting.js";
import { complete, modelOf } from "../trials.js";

const choice: Distribution = {
  kind: "choice",
  choices: ["svm", "forest"].map((value) => ({ kind: "string", value })),
  weights: null,
};
const rate: Distribution = { kind: "loguniform", low: 1e-5, high: 1 };
const model = modelOf(
  ["maximize"],
  { outcome: complete(0.5), params: { model: [choice, 0], rate: [rate, 0.1] }, seconds: 2 },
  { outcome: complete(0.9), params: { model: [choice, 1] }, seconds: 1 },
  { outcome: { kind: "failed", values: [] } },
  { outcome: complete(0.5), params: { model: [choice, 0], rate: [rate, 1e-4] }, seconds: 3 },
  { outcome: complete(Number.NaN) },
);
const columns = columnsOf(model);

function sorted(column: string, descending: boolean): number[] {
  return sortTrials(model.study.trials, columns, [{ column, descending }]).map((trial) => trial.number);
}

describe("sorting trials", () => {
  it("orders by a value, equal ones by number, and trials without one last in both orders", () => {
    expect(sorted("value:0", false)).toEqual([0, 3, 1, 2, 4]);
    expect(sorted("value:0", true)).toEqual([1, 0, 3, 2, 4]);
  });

  it("orders numbers by size and categories by their spelling", () => {
    expect(sorted("param:rate", false)).toEqual([3, 0, 1, 2, 4]);
    expect(sorted("param:model", false)).toEqual([1, 0, 3, 2, 4]);
  });

  it("orders by number, state and duration", () => {
    expect(sorted("number", true)).toEqual([4, 3, 2, 1, 0]);
    expect(sorted("state", false)).toEqual([0, 1, 3, 4, 2]);
    expect(sorted("duration", false)).toEqual([1, 0, 3, 2, 4]);
  });

  it("takes a second column where the first is equal", () => {
    const orders = [
      { column: "value:0", descending: false },
      { column: "duration", descending: true },
    ];
    expect(sortTrials(model.study.trials, columns, orders).map((trial) => trial.number)).toEqual([3, 0, 1, 2, 4]);
  });

  it("leaves the order as it is for a column that is not there", () => {
    expect(sorted("param:gone", true)).toEqual([0, 1, 2, 3, 4]);
  });

  it("turns the order round when the same title is pressed again", () => {
    const once = pressed([{ column: "number", descending: true }], "value:0", false);
    expect(once).toEqual([{ column: "value:0", descending: false }]);
    expect(pressed(once, "value:0", false)).toEqual([{ column: "value:0", descending: true }]);
  });

  it("adds a column to the order, turns it round, and takes it out again", () => {
    const first = [{ column: "value:0", descending: true }];
    const two = pressedToo(first, "duration", false);
    expect(two).toEqual([...first, { column: "duration", descending: false }]);
    const turned = pressedToo(two, "duration", false);
    expect(turned).toEqual([...first, { column: "duration", descending: true }]);
    expect(pressedToo(turned, "duration", false)).toEqual(first);
    expect(pressedToo([{ column: "value:0", descending: true }], "value:0", false)).toEqual(first);
  });
});
