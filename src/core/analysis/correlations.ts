import { spearman } from "../math/rank-statistics.js";
import type { Evidence } from "./evidence.js";
import { INACTIVE } from "./forest/column.js";

export interface Correlation {
  readonly name: string;
  /** Spearman's, with the values as the objective gives them: above 0 where larger goes with larger. null: cannot be told. */
  readonly correlation: number | null;
  /** In how many trials the parameter was active. */
  readonly count: number;
}

/** How each ordered parameter goes with the value; categories without an order have no correlation. */
export function correlations({ cube, items, directions }: Evidence, objective = 0): readonly Correlation[] {
  const sign = directions[objective] === "maximize" ? -1 : 1;
  return cube.dimensions.map(({ parameter, categories, index }) => {
    const active = items.filter(({ row }) => row[index] !== INACTIVE);
    const places = active.map(({ row }) => row[index]!);
    const values = active.map(({ losses }) => sign * losses[objective]!);
    const correlation = categories > 2 ? null : spearman(places, values);
    return { name: parameter.name, correlation, count: active.length };
  });
}
