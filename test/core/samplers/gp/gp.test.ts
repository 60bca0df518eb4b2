import { describe, expect, it } from "vitest";
import { HEDGED } from "../../../../src/core/samplers/gp/hedge.js";
import { choice, int, loguniform, uniform } from "../../../../src/core/space/build.js";
import type { SearchSpace } from "../../../../src/core/space/space.js";
import { box, complete, constraint, parameter, TestStudy } from "../study.js";

const gp = { name: "gp", options: {} };

/** A bowl with its lowest point at 0.3, 0.7, 0.3, … */
function bowl(point: ReadonlyMap<string, number>): number {
  return [...point.values()].reduce((sum, x, i) => sum + (i + 1) * (x - (i % 2 === 0 ? 0.3 : 0.7)) ** 2, 0);
}

const mixed: SearchSpace = {
  parameters: [
    parameter("kind", choice(["a", "b", "c"].map((value) => ({ kind: "string", value }) as const))),
    parameter("rate", loguniform(1e-5, 1)),
    parameter("depth", int(1, 12)),
    parameter("extra", uniform(0, 1), "kind == 'b'"),
  ],
  constraints: [],
};

function mixedLoss(point: ReadonlyMap<string, number>): number {
  const kind = point.get("kind")!;
  const rate = (Math.log10(point.get("rate")!) + 3) ** 2;
  const depth = Math.abs(point.get("depth")! - 7) / 4;
  return [0.5, 0, 1][kind]! + rate + depth + (kind === 1 ? 3 * (point.get("extra")! - 0.6) ** 2 : 0);
}

describe("the Gaussian process", { timeout: 60_000 }, () => {
  it("finds the lowest point of a bowl of four dimensions within 40 trials", () => {
    const study = new TestStudy({ space: box(4), sampler: gp });
    study.run(40, (point) => ({ outcome: complete(bowl(point)) }));
    expect(study.best).toBeLessThan(1e-5);
  });

  it("finds the best category, rate, depth and conditional value of a mixed space within 60 trials", () => {
    const study = new TestStudy({ space: mixed, sampler: gp });
    study.run(60, (point) => ({ outcome: complete(mixedLoss(point)) }));
    expect(study.best).toBeLessThan(0.01);
    for (const { params } of study.trials) expect(params.has("extra")).toBe(params.get("kind") === 1);
  });

  it("suggests the same in a process that knows the trials alone", () => {
    const study = new TestStudy({ space: mixed, sampler: gp, parallel: 2 });
    for (let i = 0; i < 45; i++) {
      study.run(1, (point) => ({ outcome: complete(mixedLoss(point)) }));
      if (i % 6 === 0) expect([...study.next("elsewhere")]).toEqual([...study.next()]);
    }
    study.start();
    expect([...study.next("elsewhere")]).toEqual([...study.next()]);
  });

  it("suggests the same however the losses are shifted and scaled", () => {
    const runs = [(loss: number) => loss, (loss: number) => 1e6 * loss - 4e5].map((scale) => {
      const study = new TestStudy({ space: box(2), sampler: gp });
      study.run(16, (point) => ({ outcome: complete(scale(bowl(point))) }));
      return study.next();
    });
    const [plain, scaled] = runs.map((point) => [...point.values()]);
    plain!.forEach((x, i) => {
      expect(scaled![i]).toBeCloseTo(x, 2);
    });
  });

  it("never proposes a configuration twice, even when a discrete space is all but used up", () => {
    const space = { parameters: [parameter("a", int(0, 5)), parameter("b", int(0, 4))], constraints: [] };
    const study = new TestStudy({ space, sampler: gp });
    study.run(40, (point) => ({ outcome: complete(point.get("a")! + point.get("b")!) }));
    const keys = study.trials.map(({ params }) => JSON.stringify([...params.entries()]));
    expect(keys).toHaveLength(30);
    expect(new Set(keys).size).toBe(30);
  });

  it("keeps the constraints of the space, though the best values lie beyond them", () => {
    const space = { ...box(3), constraints: [constraint("x0 + x1 <= 0.6")] };
    const study = new TestStudy({ space, sampler: gp });
    study.run(40, (point) => ({ outcome: complete(bowl(point)) }));
    for (const { params } of study.trials) expect(params.get("x0")! + params.get("x1")!).toBeLessThanOrEqual(0.6);
    // The least value on the constraint is 4/15 · … at (0.3 - 0.8/3, 0.7 - 0.4/3): (0.4²) · 2/3.
    expect(study.best).toBeLessThan((0.4 ** 2 * 2) / 3 + 0.01);
  });

  it("spreads running trials instead of piling them up", () => {
    const study = new TestStudy({ space: box(4), sampler: gp, parallel: 6 });
    study.run(10, (point) => ({ outcome: complete(bowl(point)) }));
    const running = Array.from({ length: 6 }, () => [...study.start().values()]);
    for (let i = 0; i < running.length; i++) {
      for (let j = 0; j < i; j++) {
        const distance = Math.hypot(...running[i]!.map((x, d) => x - running[j]![d]!));
        expect(distance).toBeGreaterThan(1e-3);
      }
    }
  });

  it("learns where trials fail and stays away", () => {
    const study = new TestStudy({ space: box(2), sampler: gp });
    study.run(60, (point) => ({
      outcome: point.get("x0")! < 0.4 ? { kind: "failed", values: [] } : complete(bowl(point)),
    }));
    const late = study.trials.slice(30).filter(({ outcome }) => outcome.kind === "failed");
    expect(late.length).toBeLessThan(12);
    expect(study.best).toBeLessThan(0.02);
  });

  it("learns outcome constraints and finds the best feasible trial", () => {
    const study = new TestStudy({ space: box(2), sampler: gp });
    study.run(50, (point) => ({
      outcome: complete(bowl(point)),
      attributes: [["constraints", [0.5 - point.get("x0")!]]],
    }));
    const feasible = study.trials.filter(({ params }) => params.get("x0")! >= 0.5);
    const best = Math.min(...feasible.map(({ params }) => bowl(new Map(params.entries()))));
    // At x0 = 0.5 the bowl is 0.04 deep.
    expect(best).toBeLessThan(0.05);
    for (const { params } of study.trials.slice(20)) expect(params.get("x0")).toBeGreaterThan(0.45);
  });

  it("takes pruned trials for what they were when they were ended, and never for the best", () => {
    const study = new TestStudy({ space: box(2), sampler: gp });
    study.run(40, (point) => {
      const loss = bowl(point);
      if (loss > 0.3) return { outcome: { kind: "pruned", values: [] }, intermediate: [[1, loss + 1]] };
      return { outcome: complete(loss), intermediate: [[1, loss + 1]] };
    });
    expect(study.best).toBeLessThan(1e-3);
  });

  it.each(["logei", "ei", "pi", "lcb", "hedge", "eips", "pips"])("comes near the lowest point by %s", (acquisition) => {
    const study = new TestStudy({ space: box(2), sampler: { name: "gp", options: { acquisition } } });
    study.run(35, (point) => ({ outcome: complete(bowl(point)), seconds: 1 + point.get("x0")! }));
    expect(study.best).toBeLessThan(0.01);
  });

  it("keeps with each trial which acquisition the hedge took", () => {
    const study = new TestStudy({ space: box(2), sampler: { name: "gp", options: { acquisition: "hedge" } } });
    study.run(20, (point) => ({ outcome: complete(bowl(point)) }));
    const taken = study.trials.slice(8).map(({ systemAttributes }) => systemAttributes.get(HEDGED));
    for (const name of taken) expect(["logei", "pi", "lcb"]).toContain(name);
    expect(new Set(taken).size).toBeGreaterThan(1);
  });

  it("spends less time on trials by improvement per second", () => {
    const spent = ["logei", "eips"].map((acquisition) => {
      const study = new TestStudy({ space: box(2), sampler: { name: "gp", options: { acquisition } } });
      const seconds = (point: ReadonlyMap<string, number>) => Math.exp(6 * point.get("x1")!);
      // The loss is flat along x1, which the duration depends on.
      study.run(20, (point) => ({ outcome: complete((point.get("x0")! - 0.4) ** 2), seconds: seconds(point) }));
      return study.trials.slice(8).reduce((sum, { params }) => sum + seconds(new Map(params.entries())), 0);
    });
    expect(spent[1]).toBeLessThan(spent[0]! / 2);
  });

  it("finds trials all along the front of two objectives", () => {
    const study = new TestStudy({ space: box(2), sampler: gp, objectives: 2 });
    const objectives = (point: ReadonlyMap<string, number>) => {
      const [x, y] = [point.get("x0")!, point.get("x1")!];
      return [x ** 2 + y, (x - 1) ** 2 + y];
    };
    study.run(50, (point) => ({ outcome: complete(...objectives(point)) }));
    const near = study.trials
      .slice(10)
      .filter(({ params }) => params.get("x1")! < 0.02)
      .map(({ params }) => params.get("x0")!);
    expect(near.some((x) => x < 0.2)).toBe(true);
    expect(near.some((x) => x > 0.4 && x < 0.6)).toBe(true);
    expect(near.some((x) => x > 0.8)).toBe(true);
  });

  it("copes with losses that are all equal, infinite, or huge", () => {
    const losses = [
      () => 1,
      (n: number) => (n % 3 === 0 ? Number.POSITIVE_INFINITY : n),
      (n: number) => 1e300 * (n % 5),
    ];
    for (const loss of losses) {
      const study = new TestStudy({ space: box(2), sampler: gp });
      study.run(25, (_, number) => ({ outcome: complete(loss(number)) }));
      for (const { params } of study.trials) for (const [, x] of params.entries()) expect(x >= 0 && x <= 1).toBe(true);
    }
  });

  it("trusts trials less whose folds disagree", () => {
    const study = new TestStudy({ space: box(1), sampler: gp, noisy: true });
    study.run(25, (point, number) => {
      const spread = number % 2 === 0 ? 0.01 : 1;
      const loss = bowl(point) + (number % 2 === 0 ? 0 : 0.5 * Math.sin(77 * number));
      return { outcome: complete(loss), attributes: [["hyperlens:folds", [loss - spread, loss, loss + spread]]] };
    });
    const near = study.trials.slice(12).filter(({ params }) => Math.abs(params.get("x0")! - 0.3) < 0.15);
    expect(near.length).toBeGreaterThan(6);
  });
});
