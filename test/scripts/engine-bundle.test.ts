import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import * as source from "../../src/core/index.js";

const built: typeof source = await import(pathToFileURL(join(import.meta.dirname, "../../dist/engine.js")).href);

/** The values that a study proposes over 40 trials. */
function proposed({ createStudy, uniform, int, choice }: typeof source, sampler: string): readonly unknown[] {
  const space = { x: uniform(-2, 2), y: uniform(0, 1), n: int(1, 8), kind: choice(["a", "b"]) };
  const study = createStudy({ space, directions: ["minimize"], sampler, seed: 7 });
  for (let i = 0; i < 40; i++) {
    const { number, params } = study.ask();
    study.tell(number, params.x ** 2 + (params.y - 0.3) ** 2 + params.n + (params.kind === "a" ? 1 : 0));
  }
  return study.trials.map(({ params }) => params);
}

describe("the built engine", () => {
  const waiting = new Set(["manual", "grid"]);
  for (const { name } of source.samplers.filter((sampler) => !waiting.has(sampler.name))) {
    it(`proposes with ${name} what its sources do`, () => {
      expect(proposed(built, name)).toEqual(proposed(source, name));
    });
  }
});
