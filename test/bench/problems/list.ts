import { readFileSync } from "node:fs";
import { CLASSIC } from "./classic.js";
import type { Problem } from "./problem.js";
import { interpolate, type Table, tableSpace } from "./table.js";

const TABLES = ["svc_digits", "rf_breast", "gb_diabetes", "mlp_wine", "logreg_wine"];

/** The problems of the benchmark; `folder` is the one of this file, which holds the tables and reference values. */
export function problemsIn(folder: string): readonly Problem[] {
  const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  const { reference_optimum: optima, median_random_draw: draws } = read("reference.json");
  const common = (name: string) => ({ name, optimum: optima[name], randomDraw: draws[name] });
  return [
    ...Object.entries(CLASSIC).map(([name, { space, evaluate }]) => ({
      ...common(name),
      space: { parameters: space, constraints: [] },
      evaluate,
    })),
    ...TABLES.map((name) => {
      const table: Table = read(`tables/${name}.json`);
      return {
        ...common(name),
        space: { parameters: tableSpace(table), constraints: [] },
        evaluate: (config: Problem["evaluate"] extends (config: infer C) => number ? C : never) =>
          interpolate(table, config),
      };
    }),
  ];
}
