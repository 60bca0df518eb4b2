import { choice, int, loguniform, uniform } from "../../src/core/space/build.js";
import { axisOf } from "../../src/core/space/unit.js";
import { createSuggester } from "../../src/core/study/suggester.js";
import { text } from "../core/space/kinds.js";
import { parameter, spaceOf } from "../core/space/spaces.js";
import { complete, keyOf, runStudy } from "../core/study/trials.js";

const space = spaceOf(
  [
    parameter("kernel", choice([text("rbf"), text("poly")])),
    parameter("C", loguniform(1e-3, 1e3)),
    parameter("degree", int(2, 5), 'kernel == "poly"'),
    parameter("share", uniform(0, 1)),
  ],
  ["share <= 0.9"],
);

/** The configurations that a sampler proposes for a study of which a third is still running. */
export function proposals(sampler: string): string[] {
  const suggester = createSuggester({
    space,
    directions: ["maximize"],
    sampler: { name: sampler, options: {} },
    seed: 12,
    noisy: false,
    budget: null,
    parallel: 4,
  });
  const axes = new Map(space.parameters.map(({ name, distribution }) => [name, axisOf(distribution)]));
  const trials = runStudy(suggester, space, 40, (point, number) => {
    if (number % 3 === 2) return { kind: "running" };
    return complete([...point].reduce((sum, [name, value]) => sum - (axes.get(name)!.toUnit(value) - 0.4) ** 2, 0));
  });
  return trials.map(({ params }) => keyOf(params));
}
