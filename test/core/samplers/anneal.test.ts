import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { choice, int, loguniform, normal, uniform } from "../../../src/core/space/build.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { text } from "../space/kinds.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, pointOf, trialIn } from "../study/trials.js";

interface Vectors {
  readonly trials: readonly { readonly params: Readonly<Record<string, number>>; readonly loss: number }[];
  readonly quantiles: Readonly<Record<string, readonly (readonly [share: number, value: number])[]>>;
  readonly frequencies: Readonly<Record<string, readonly number[]>>;
}

const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, "vectors/anneal.json"), "utf8"));

const space = spaceOf([
  parameter("x", uniform(-2, 5)),
  parameter("rate", loguniform(1e-4, 1)),
  parameter("shift", normal(1, 2)),
  parameter("kind", choice([text("a"), text("b"), text("c")])),
  parameter("depth", uniform(0, 1), 'kind == "c"'),
  parameter("weighted", choice([text("rare"), text("common")], { weights: [1, 9] })),
]);

function annealer(of = space, options: Readonly<Record<string, number>> = {}) {
  return createSuggester({
    space: of,
    directions: ["minimize"],
    sampler: { name: "anneal", options },
    seed: 1,
    noisy: false,
    budget: null,
    parallel: 1,
  });
}

/** The values of x of many proposals after `count` trials whose best lies at `best`, low to high. */
function drawsAfter(count: number, best: number, options: Readonly<Record<string, number>> = {}): number[] {
  const line = spaceOf([parameter("x", uniform(0, 1))]);
  const trials = Array.from({ length: count }, (_, i) =>
    trialIn(line, i, new Map([["x", i === 0 ? best : i / 1000]]), complete(i)),
  );
  const suggester = annealer(line, { average_rank: 1, ...options });
  const draws = Array.from({ length: 400 }, (_, i) => pointOf(suggester.suggest(trials, count + i)).get("x")!);
  return draws.sort((a, b) => a - b);
}

describe("annealing", () => {
  it("draws from Hyperopt's distributions", () => {
    const trials: Trial[] = vectors.trials.map(({ params, loss }, i) =>
      trialIn(space, i, new Map(Object.entries(params)), complete(loss)),
    );
    const suggester = annealer();
    const points = Array.from({ length: 6000 }, (_, i) => pointOf(suggester.suggest(trials, 100 + i)));
    for (const [name, quantiles] of Object.entries(vectors.quantiles)) {
      const draws = points.flatMap((point) => point.get(name) ?? []);
      for (const [share, value] of quantiles) {
        const below = draws.filter((draw) => draw <= value).length / draws.length;
        expect(Math.abs(below - share), `${name} at ${share}`).toBeLessThan(0.03);
      }
    }
    for (const [name, frequencies] of Object.entries(vectors.frequencies)) {
      frequencies.forEach((frequency, i) => {
        const own = points.filter((point) => point.get(name) === i).length / points.length;
        expect(Math.abs(own - frequency), `${name} ${i}`).toBeLessThan(0.025);
      });
    }
  });

  it("halves its neighbourhoods after 10 trials, and has a tenth of the range after 90", () => {
    for (const [count, width] of [
      [10, 1 / 2],
      [90, 1 / 10],
    ] as const) {
      const draws = drawsAfter(count, 0.5);
      expect(draws[0]).toBeGreaterThanOrEqual(0.5 - width / 2);
      expect(draws.at(-1)).toBeLessThanOrEqual(0.5 + width / 2);
      expect(draws.at(-1)! - draws[0]!).toBeGreaterThan(0.95 * width);
    }
  });

  it("moves a neighbourhood into the range, whole", () => {
    const draws = drawsAfter(90, 0.999);
    expect(draws[0]).toBeLessThan(0.91);
    expect(draws[0]).toBeGreaterThanOrEqual(0.9);
  });

  it("shrinks as fast as it is told", () => {
    const draws = drawsAfter(10, 0.5, { shrink: 1 });
    expect(draws.at(-1)! - draws[0]!).toBeLessThanOrEqual(1 / 11);
    const wide = drawsAfter(10, 0.5, { shrink: 0 });
    expect(wide.at(-1)! - wide[0]!).toBeGreaterThan(0.95);
  });

  it("starts from worse trials the larger the average rank is", () => {
    const line = spaceOf([parameter("x", uniform(0, 1))]);
    const trials = Array.from({ length: 1000 }, (_, i) => trialIn(line, i, new Map([["x", i / 1000]]), complete(i)));
    const mean = (average: number) => {
      const suggester = annealer(line, { average_rank: average });
      const draws = Array.from({ length: 500 }, (_, i) => pointOf(suggester.suggest(trials, 1000 + i)).get("x")!);
      return draws.reduce((a, b) => a + b, 0) / draws.length;
    };
    expect(mean(200)).toBeGreaterThan(0.15);
    expect(mean(200)).toBeLessThan(0.25);
    expect(mean(2)).toBeLessThan(0.02);
  });

  it("widens a neighbourhood in which nothing is left", () => {
    const numbers = spaceOf([parameter("n", int(1, 100))]);
    const trials = Array.from({ length: 60 }, (_, i) =>
      trialIn(numbers, i, new Map([["n", i + 1]]), complete(Math.abs(i - 30))),
    );
    for (let number = 60; number < 80; number++) {
      expect(pointOf(annealer(numbers).suggest(trials, number)).get("n")).toBeGreaterThan(60);
    }
  });
});
