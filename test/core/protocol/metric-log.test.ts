import { describe, expect, it } from "vitest";
import { MetricLog, type MetricLogSetup } from "../../../src/core/protocol/metric-log.js";
import { PrintedMetrics } from "../../../src/core/protocol/printed-metrics.js";

const LOSS: MetricLogSetup = {
  goals: [{ direction: "minimize", metric: "loss" }],
  others: ["size"],
  aggregate: "last",
};

function logOf(text: string, setup: Partial<MetricLogSetup> = {}, end: number | null = null) {
  const log = new MetricLog({ ...LOSS, ...setup });
  const reader = new PrintedMetrics(["loss", "acc", "size"]);
  const reports = [...reader.push(text), ...reader.end()].flatMap((line) => log.add(line) ?? []);
  return { result: log.result(end), reports };
}

const TRAINING = "epoch=1 loss=4\nepoch=2 loss=1\nepoch=3 loss=2.5\n";

describe("the result of what was printed", () => {
  it("is the last value, whether its line names a step or not", () => {
    expect(logOf(TRAINING).result).toMatchObject({ values: [2.5], folds: [null] });
    expect(logOf(`${TRAINING}loss=9`).result).toMatchObject({ values: [9] });
    expect(logOf(`loss=9\n${TRAINING}`).result).toMatchObject({ values: [2.5] });
  });

  it.each([
    ["best", 1, null],
    ["median", 2.5, null],
    ["mean", 2.5, [4, 1, 2.5]],
  ] as const)(
    "is the %s of the steps where the study says so, unless the program says its own",
    (aggregate, value, folds) => {
      expect(logOf(TRAINING, { aggregate }).result).toMatchObject({ values: [value], folds: [folds] });
      expect(logOf(`${TRAINING}loss=9`, { aggregate }).result).toMatchObject({ values: [9], folds: [null] });
    },
  );

  it("is what the steps had come to at the one at which the program was ended, whatever it still printed", () => {
    const printed = `${TRAINING}epoch=4 loss=0\nloss=9`;
    expect(logOf(printed, {}, 3).result).toMatchObject({ values: [2.5] });
    expect(logOf(printed, { aggregate: "best" }, 3).result).toMatchObject({ values: [1] });
    expect(logOf(printed, { aggregate: "mean" }, 2).result).toMatchObject({ values: [2.5], folds: [[4, 1]] });
  });

  it("counts the last value of a step that is printed again", () => {
    const text = "epoch=1 loss=4\repoch=1 loss=3\repoch=2 loss=1\n";
    expect(logOf(text, { aggregate: "mean" }).result).toMatchObject({ folds: [[3, 1]] });
  });

  it("keeps the folds that a line of JSON lists, and metrics that constraints need", () => {
    expect(logOf('size=3\n{"loss": [1, 2, 3]}').result).toEqual({
      kind: "result",
      values: [2],
      folds: [[1, 2, 3]],
      others: { size: 3 },
    });
  });

  it("has one value for each direction, in any order", () => {
    const goals = [
      { direction: "minimize", metric: "loss" },
      { direction: "maximize", metric: "acc" },
    ] as const;
    const { result, reports } = logOf("acc=0.5 epoch=1\nloss=2\n", { goals });
    expect(result).toMatchObject({ values: [2, 0.5] });
    expect(reports).toEqual([]);
  });

  it("names the metric that is missing, or no finite number", () => {
    expect(logOf("acc=1").result).toEqual({ kind: "missing", metric: "loss" });
    expect(logOf("loss=nan").result).toEqual({ kind: "non-finite", metric: "loss", value: Number.NaN });
    expect(logOf("loss=1\nloss=inf").result).toMatchObject({ kind: "non-finite" });
  });

  it("reports each step of a study with one direction", () => {
    expect(logOf(TRAINING).reports).toEqual([
      { step: 1, value: 4 },
      { step: 2, value: 1 },
      { step: 3, value: 2.5 },
    ]);
  });
});
