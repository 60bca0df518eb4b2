import { describe, expect, it } from "vitest";
import { hypervolume } from "../../../../src/core/math/hypervolume.js";
import { uniform } from "../../../../src/core/space/build.js";
import { createSuggester } from "../../../../src/core/study/suggester.js";
import type { Trial } from "../../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../../space/spaces.js";
import { complete, runStudy, trialIn } from "../../study/trials.js";

const space = spaceOf(Array.from({ length: 6 }, (_, i) => parameter(`x${i}`, uniform(0, 1))));

function suggester(sampler: string, objectives: number, seed = 1, options: Readonly<Record<string, number>> = {}) {
  return createSuggester({
    space,
    directions: Array.from({ length: objectives }, () => "minimize" as const),
    sampler: { name: sampler, options },
    seed,
    noisy: false,
    budget: 300,
    parallel: 1,
  });
}

function values(point: ReadonlyMap<string, number>): number[] {
  return Array.from({ length: 6 }, (_, i) => point.get(`x${i}`)!);
}

/** E. Zitzler, K. Deb and L. Thiele, 2000: ZDT1. */
function zdt1(point: ReadonlyMap<string, number>): number[] {
  const [x = 0, ...rest] = values(point);
  const g = 1 + (9 * rest.reduce((a, b) => a + b, 0)) / rest.length;
  return [x, g * (1 - Math.sqrt(x / g))];
}

/** K. Deb et al., 2002: DTLZ2 with three objectives. */
function dtlz2(point: ReadonlyMap<string, number>): number[] {
  const [a = 0, b = 0, ...rest] = values(point);
  const g = 1 + rest.reduce((sum, x) => sum + (x - 0.5) ** 2, 0);
  const [p, q] = [(a * Math.PI) / 2, (b * Math.PI) / 2];
  return [g * Math.cos(p) * Math.cos(q), g * Math.cos(p) * Math.sin(q), g * Math.sin(p)];
}

function volume(trials: readonly Trial[], reference: readonly number[]): number {
  return hypervolume(
    trials.flatMap(({ outcome }) => ("values" in outcome ? [outcome.values] : [])),
    reference,
  );
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
}

describe.each(["nsga2", "nsga3"])("the genetic algorithm %s", (name) => {
  it("covers far more of the front than random draws", () => {
    for (const [problem, reference] of [
      [zdt1, [1.1, 7]],
      [dtlz2, [1.5, 1.5, 1.5]],
    ] as const) {
      const reached = (sampler: string) =>
        median(
          [1, 2, 3].map((seed) =>
            volume(
              runStudy(suggester(sampler, reference.length, seed), space, 300, (point) => complete(...problem(point))),
              reference,
            ),
          ),
        );
      const ideal = reference.length === 2 ? 1.1 * 7 - 1 / 3 : 1.5 ** 3 - Math.PI / 6;
      expect(ideal - reached(name)).toBeLessThan((ideal - reached("random")) / 1.5);
    }
  });

  it("keeps out of what breaks an outcome constraint", () => {
    const ask = suggester(name, 2, 1, { population: 10 });
    const trials: Trial[] = [];
    for (let number = 0; number < 120; number++) {
      const suggestion = ask.suggest(trials, number);
      if (suggestion.kind !== "point") break;
      const broken = 0.6 - suggestion.point.get("x1")!;
      const attributes = new Map([...suggestion.attributes, ["constraints", [broken]] as const]);
      trials.push(trialIn(space, number, suggestion.point, complete(...zdt1(suggestion.point)), { attributes }));
    }
    const kept = (part: readonly Trial[]) => part.filter(({ params }) => params.get("x1")! >= 0.6).length / part.length;
    expect(kept(trials.slice(60))).toBeGreaterThan(0.7);
  });

  it("remembers its generations in the trials", () => {
    const trials = runStudy(suggester(name, 2, 1, { population: 8 }), space, 20, (point) => complete(...zdt1(point)));
    const generations = trials.map(
      ({ systemAttributes }) =>
        (systemAttributes.get("hyperlens:generation") as { readonly generation: number }).generation,
    );
    expect(generations).toEqual([...Array(8).fill(0), ...Array(8).fill(1), ...Array(4).fill(2)]);
  });

  it("goes on where it was when the study is made longer", () => {
    const trials = runStudy(suggester(name, 2), space, 101, (point) => complete(...zdt1(point)));
    const longer = createSuggester({
      space,
      directions: ["minimize", "minimize"],
      sampler: { name, options: {} },
      seed: 1,
      noisy: false,
      budget: 60,
      parallel: 1,
    });
    const suggestion = longer.suggest(trials, 101);
    expect(suggestion.kind === "point" && suggestion.reason).toContain("bred from");
  });
});
