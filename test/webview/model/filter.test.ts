import { describe, expect, it } from "vitest";
import type { TrialFilter } from "../../../src/core/protocol/panel.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { columnsOf } from "../../../webview/model/columns.js";
import { filterOf, filterTrials, withFilter, withoutFilter } from "../../../webview/model/filter.js";
import { complete, modelOf } from "../trials.js";

const choice: Distribution = {
  kind: "choice",
  choices: ["svm", "forest"].map((value) => ({ kind: "string", value })),
  weights: null,
};
const rate: Distribution = { kind: "loguniform", low: 1e-5, high: 1 };
const model = modelOf(
  ["maximize"],
  { outcome: complete(0.5), params: { model: [choice, 0], rate: [rate, 0.123456789] }, seconds: 2 },
  { outcome: complete(0.9), params: { model: [choice, 1] }, seconds: 1 },
  {
    outcome: { kind: "failed", values: [] },
    attributes: { "hyperlens:failure": { kind: "crash", message: "Segmentation fault", traceback: null } },
  },
  { outcome: complete(Number.NaN), params: { model: [choice, 0], rate: [rate, 1e-4] } },
);
const columns = columnsOf(model);

function passing(...filters: TrialFilter[]): number[] {
  return filterTrials(model.study.trials, columns, filters).map((trial) => trial.number);
}

describe("filtering trials", () => {
  it("lets every trial pass where there is no filter", () => {
    expect(filterTrials(model.study.trials, columns, [])).toBe(model.study.trials);
  });

  it("keeps a range with both its ends, and drops trials without a number there", () => {
    expect(passing({ kind: "range", column: "value:0", low: 0.5, high: 0.9 })).toEqual([0, 1]);
    expect(passing({ kind: "range", column: "param:rate", low: 1e-4, high: 0.1 })).toEqual([3]);
  });

  it("keeps values as they are shown, the state's too, and the empty one for what is not set", () => {
    expect(passing({ kind: "values", column: "state", values: ["complete"] })).toEqual([0, 1, 3]);
    expect(passing({ kind: "values", column: "param:model", values: [`"forest"`, ""] })).toEqual([1, 2]);
    expect(passing({ kind: "values", column: "param:model", values: [] })).toEqual([]);
  });

  it("finds words in any column, in any case, each of them somewhere, and numbers in full", () => {
    expect(passing({ kind: "text", text: "SEGMENTATION" })).toEqual([2]);
    expect(passing({ kind: "text", text: "svm complete" })).toEqual([0, 3]);
    expect(passing({ kind: "text", text: "0.123456789" })).toEqual([0]);
    expect(passing({ kind: "text", text: "  " })).toEqual([0, 1, 2, 3]);
  });

  it("asks for all filters together", () => {
    expect(
      passing(
        { kind: "values", column: "param:model", values: [`"svm"`] },
        { kind: "range", column: "value:0", low: 0, high: 1 },
      ),
    ).toEqual([0]);
  });

  it("takes no notice of a filter whose column is gone", () => {
    expect(passing({ kind: "range", column: "param:gone", low: 0, high: 1 })).toEqual([0, 1, 2, 3]);
  });
});

describe("a list of filters", () => {
  const range: TrialFilter = { kind: "range", column: "value:0", low: 0, high: 1 };
  const text: TrialFilter = { kind: "text", text: "adam" };

  it("holds one filter for each column and one text", () => {
    const filters = withFilter(withFilter([], range), text);
    expect(filters).toEqual([range, text]);
    const values: TrialFilter = { kind: "values", column: "value:0", values: ["1"] };
    expect(withFilter(withFilter(filters, values), { kind: "text", text: "sgd" })).toEqual([
      values,
      { kind: "text", text: "sgd" },
    ]);
  });

  it("finds and drops a filter by its column, and the text by none", () => {
    expect(filterOf([range, text], "value:0")).toBe(range);
    expect(filterOf([range, text], null)).toBe(text);
    expect(withoutFilter([range, text], "value:0")).toEqual([text]);
    expect(withoutFilter([range, text], null)).toEqual([range]);
  });
});
