import { describe, expect, it } from "vitest";
import { insightOf } from "../../../src/extension/studies/insight.js";
import { RecordedStudy } from "../recorded.js";

/** A study of which C alone decides. */
function tuned(trials: number): RecordedStudy {
  const recorded = new RecordedStudy();
  recorded.run();
  for (let i = 0; i < trials; i++) {
    const C = 10 ** (-3 + (6 * (i + 0.5)) / trials);
    recorded.end(recorded.start(C), -Math.abs(Math.log10(C) - 1));
  }
  return recorded;
}

describe("what the trials of a study teach", () => {
  it("is how important each parameter is, and its value in every trial", () => {
    const insight = insightOf(tuned(40).study);
    expect([...insight.keys()]).toEqual(["C", "kind"]);
    expect(insight.get("C")!.importance).toBeGreaterThan(0.9);
    expect(insight.get("C")!.points).toHaveLength(40);
    expect(insight.get("kind")!.points.every(({ x }) => x === 1)).toBe(true);
  });

  it("is no importance where there are too few trials", () => {
    const insight = insightOf(tuned(9).study);
    expect(insight.get("C")).toMatchObject({ importance: null });
    expect(insight.get("C")!.points).toHaveLength(9);
  });

  it("stays small for a study of many trials", () => {
    const points = insightOf(tuned(1500).study).get("C")!.points;
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.length).toBeGreaterThan(100);
  });
});
