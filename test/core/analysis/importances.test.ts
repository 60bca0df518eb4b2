import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fanova, marginalVariance, varianceOf } from "../../../src/core/analysis/fanova.js";
import { growForest } from "../../../src/core/analysis/forest/forest.js";
import { importances } from "../../../src/core/analysis/importances.js";
import { JournalReplay } from "../../../src/core/journal/replay.js";
import { deriveRandom } from "../../../src/core/math/random.js";
import { choice, uniform } from "../../../src/core/space/build.js";
import { spaceOf as spaceOfStudy } from "../../../src/core/study/setup.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "../study/trials.js";

interface Vectors {
  readonly pedAnova: readonly {
    readonly journal: string;
    readonly study: string;
    readonly importances: Readonly<Record<string, number>>;
  }[];
  readonly trees: readonly {
    readonly leaves: readonly { readonly value: number; readonly low: number[]; readonly high: number[] }[];
    readonly variance: number;
    readonly marginals: readonly number[];
  }[];
}

const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, "vectors", "analysis.json"), "utf8"));

function studyOf(journal: string, name: string) {
  const own = join(import.meta.dirname, "vectors", journal);
  const path = existsSync(own) ? own : join(import.meta.dirname, "../journal/vectors", journal);
  const replay = new JournalReplay(() => 0);
  replay.push(readFileSync(path, "utf8"));
  return replay.state.study(name)!;
}

describe("PED-ANOVA", () => {
  it.each(vectors.pedAnova.map((one) => [`${one.study} of ${one.journal}`, one] as const))(
    "gives the importances of Optuna: %s",
    (_, { journal, study: name, importances: expected }) => {
      const study = studyOf(journal, name);
      const space = spaceOfStudy(study);
      const found = importances(space, study.directions, study.trials, { method: "ped-anova", objective: 0 });
      const sum = Object.values(expected).reduce((a, b) => a + b, 0);
      expect(found.map(({ name: parameterName }) => parameterName).sort()).toEqual(Object.keys(expected).sort());
      for (const { name: parameterName, importance } of found) {
        expect([parameterName, importance]).toEqual([parameterName, expect.closeTo(expected[parameterName]! / sum, 7)]);
      }
    },
  );
});

describe("functional analysis of variance", () => {
  const columns = Array.from({ length: 3 }, () => ({ categories: 0, inactive: 0 }));

  it("takes trees of scikit-learn apart as Optuna does", () => {
    for (const { leaves, variance, marginals } of vectors.trees) {
      const boxes = leaves.map(({ value, low, high }) => ({
        value,
        sides: low.map((start, i) => ({ kind: "interval", low: start, high: high[i]! }) as const),
      }));
      expect(varianceOf(boxes, columns)).toBeCloseTo(variance, 10);
      for (const [i, expected] of marginals.entries()) {
        expect(marginalVariance(boxes, columns, i)).toBeCloseTo(expected, 10);
      }
    }
  });

  it("finds the share of each parameter in a sum, categories included", () => {
    const random = deriveRandom(1, 0, "fanova");
    const rows = Array.from({ length: 600 }, () =>
      Float64Array.of(random.next(), Math.floor(random.next() * 3), random.next()),
    );
    // The variances of 2x, of the category's 0, 1, 2 halved, and of nothing: 1/3, 1/6, 0.
    const targets = Float64Array.from(rows, ([x, category]) => 2 * x! + category! / 2);
    const mixed = [
      { categories: 0, inactive: 0 },
      { categories: 3, inactive: 0 },
      { categories: 0, inactive: 0 },
    ];
    const shares = fanova(growForest(rows, targets, mixed, { trees: 16, minLeaf: 1, share: 1, seed: "a" }));
    expect(shares[0]).toBeCloseTo(2 / 3, 1);
    expect(shares[1]).toBeCloseTo(1 / 3, 1);
    expect(shares[2]).toBeLessThan(0.02);
  });

  it("gives a parameter that matters only where it is active no more than its part", () => {
    const space = spaceOf([
      parameter(
        "kind",
        choice([
          { kind: "string", value: "a" },
          { kind: "string", value: "b" },
        ]),
      ),
      parameter("x", uniform(0, 1), "kind == 'b'"),
    ]);
    const random = deriveRandom(1, 0, "conditional");
    const trials = Array.from({ length: 200 }, (_, i): Trial => {
      const x = random.next();
      return i % 2 === 0
        ? trialIn(space, i, new Map([["kind", 0]]), complete(0))
        : trialIn(
            space,
            i,
            new Map([
              ["kind", 1],
              ["x", x],
            ]),
            complete(1 + 2 * x),
          );
    });
    const found = importances(space, ["minimize"], trials, { method: "fanova", objective: 0 });
    expect(found.map(({ name }) => name)).toContain("x");
    expect(found.every(({ importance }) => importance >= 0 && importance <= 1)).toBe(true);
    expect(found.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 10);
  });
});

describe("importances", () => {
  const space = spaceOf([parameter("x", uniform(0, 1)), parameter("y", uniform(0, 1))]);

  it.each(["ped-anova", "fanova"] as const)(
    "put the parameter that matters first, whatever the direction: %s",
    (method) => {
      for (const direction of ["minimize", "maximize"] as const) {
        const random = deriveRandom(2, 0, method);
        const trials = Array.from({ length: 150 }, (_, i) => {
          const [x, y] = [random.next(), random.next()];
          const value = (x - 0.3) ** 2 + 0.01 * y;
          return trialIn(
            space,
            i,
            new Map([
              ["x", x],
              ["y", y],
            ]),
            complete(direction === "maximize" ? -value : value),
          );
        });
        const [first, second] = importances(space, [direction], trials, { method, objective: 0 });
        expect(first?.name).toBe("x");
        expect(first!.importance).toBeGreaterThan(5 * second!.importance);
        expect(importances(space, [direction], trials, { method, objective: 0 })).toEqual([first, second]);
      }
    },
  );

  it.each(["ped-anova", "fanova"] as const)("are 0 where nothing can be told: %s", (method) => {
    for (const trials of [
      [],
      [
        trialIn(
          space,
          0,
          new Map([
            ["x", 0],
            ["y", 1],
          ]),
          complete(1),
        ),
      ],
    ]) {
      expect(importances(space, ["minimize"], trials, { method, objective: 0 })).toEqual([
        { name: "x", importance: 0 },
        { name: "y", importance: 0 },
      ]);
    }
  });
});
