import { describe, expect, it } from "vitest";
import { historyOf } from "../../../webview/model/history.js";
import { complete, modelOf } from "../trials.js";

const baseline = { "hyperlens:baseline": true };

describe("the history of a study", () => {
  it("keeps each trial that was better than all before it, by direction", () => {
    const outcomes = [3, 4, 2, 2, 1, 5].map((value) => ({ outcome: complete(value) }));
    expect(historyOf(modelOf(["minimize"], ...outcomes), 0).records.map((record) => record.trial)).toEqual([0, 2, 4]);
    expect(historyOf(modelOf(["maximize"], ...outcomes), 0).records.map((record) => record.trial)).toEqual([0, 1, 5]);
  });

  it("takes no infeasible and no non-finite value for the best", () => {
    const model = modelOf(
      ["minimize"],
      { outcome: complete(3) },
      { outcome: complete(1), attributes: { constraints: [0.5] } },
      { outcome: complete(Number.NEGATIVE_INFINITY) },
    );
    const history = historyOf(model, 0);
    expect(history.records).toEqual([{ trial: 0, value: 3 }]);
    expect(history.points.map((point) => point.kind)).toEqual(["complete", "infeasible", "complete"]);
    expect(history.points[2]!.value).toBeNull();
  });

  it("places pruned and running trials at their last report, and waiting or requeued ones nowhere", () => {
    const model = modelOf(
      ["minimize"],
      {
        outcome: { kind: "pruned", values: [] },
        reports: [
          [0, 9],
          [2, 7],
          [1, 8],
        ],
      },
      { reports: [[0, 5]] },
      { outcome: { kind: "waiting" } },
      { outcome: { kind: "failed", values: [] }, attributes: { "hyperlens:requeued": true } },
      { outcome: { kind: "failed", values: [] } },
    );
    expect(historyOf(model, 0).points.map((point) => [point.trial, point.kind, point.value])).toEqual([
      [0, "pruned", 7],
      [1, "running", 5],
      [4, "failed", null],
    ]);
  });

  it("measures the deviation over the folds of the first direction", () => {
    const model = modelOf(["maximize"], { outcome: complete(2), attributes: { "hyperlens:folds": [1, 2, 3] } });
    expect(historyOf(model, 0).points[0]!.deviation).toBe(1);
  });

  it("says in one sentence which trial is best, and what it gained", () => {
    const model = modelOf(
      ["maximize"],
      { outcome: complete(0.5), attributes: baseline },
      { outcome: complete(0.75) },
      { outcome: complete(0.6) },
    );
    const history = historyOf(model, 0);
    expect(history.baseline).toBe(0.5);
    expect(history.sentence).toBe(
      "Of 3 complete trials, trial 1 has the highest value: 0.75, +0.25 (+50 %) against the baseline; 1 trial since.",
    );
    expect(historyOf(modelOf(["minimize"], {}), 0).sentence).toBe("No trial has completed yet.");
  });

  it("names the trials of the Pareto front where there are several directions", () => {
    const model = modelOf(
      ["minimize", "maximize"],
      { outcome: complete(1, 1) },
      { outcome: complete(2, 3) },
      { outcome: complete(2, 2) },
    );
    expect([...historyOf(model, 1).front]).toEqual([0, 1]);
  });
});
