import { describe, expect, it } from "vitest";
import type { Distribution } from "../../src/core/space/distribution.js";
import { Analyst } from "../../webview/analysis/analyst.js";
import { packed, unpacked } from "../../webview/analysis/packed.js";
import { complete, modelOf, type TrialParts } from "./trials.js";

const RATE: Distribution = { kind: "uniform", low: 0, high: 1, step: null };
const OTHER: Distribution = { kind: "uniform", low: 0, high: 1, step: null };

const parts = Array.from({ length: 60 }, (_, i): TrialParts => {
  const [rate, other] = [(i * 0.618) % 1, (i * 0.414) % 1];
  return { outcome: complete((rate - 0.3) ** 2), params: { rate: [RATE, rate], other: [OTHER, other] } };
});

describe("what is sent to the analysis worker", () => {
  it("is plain data that survives the way, with each distribution once", () => {
    const study = packed(modelOf(["minimize"], ...parts));
    expect(structuredClone(study)).toEqual(study);
    expect(study.distributions).toHaveLength(2);
    const trials = unpacked(study);
    expect(trials).toHaveLength(60);
    expect(trials[7]).toMatchObject({ number: 7, outcome: parts[7]!.outcome });
    expect(trials[7]!.params.get("rate")).toBe(parts[7]!.params!.rate![1]);
    expect(trials[7]!.distributionOf("other")).toEqual(OTHER);
  });

  it("has nothing of trials from which nothing can be learnt", () => {
    const model = modelOf(
      ["minimize"],
      { outcome: { kind: "pruned", values: [] } },
      { outcome: complete(Number.POSITIVE_INFINITY) },
      { outcome: complete(1), attributes: { "hyperlens:values": { rate: 5 } } },
      { outcome: complete(1) },
    );
    expect(packed(model).trials.map(({ number }) => number)).toEqual([3]);
  });

  it("is thinned where trials are very many", () => {
    const many = Array.from({ length: 5000 }, (_, i): TrialParts => ({ outcome: complete(5000 - i) }));
    const { trials } = packed(modelOf(["minimize"], ...many));
    expect(trials).toHaveLength(2000);
    expect(trials.at(-1)?.number).toBe(4999);
  });
});

describe("the analyst", () => {
  const analyst = new Analyst(packed(modelOf(["minimize"], ...parts)));

  it.each(["ped-anova", "fanova"] as const)("puts first the parameter that matters: %s", (method) => {
    const [first] = analyst.answer({ kind: "importances", method, objective: 0 });
    expect(first?.name).toBe("rate");
  });

  it("finds the best place of a curve and of a map", () => {
    const curve = analyst.answer({ kind: "dependence", name: "rate", objective: 0 })!;
    expect(Math.abs(curve.values[curve.means.indexOf(Math.min(...curve.means))]! - 0.3)).toBeLessThan(0.15);
    const map = analyst.answer({ kind: "contour", names: ["other", "rate"], objective: 0 })!;
    expect(map.means).toHaveLength(25);
    expect(analyst.answer({ kind: "dependence", name: "unknown", objective: 0 })).toBeNull();
  });
});
