import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Trials after which the best value so far is kept. */
export const BUDGETS = [25, 50, 100, 200] as const;

interface Kept {
  /** The best values after each of {@link BUDGETS} that the run reached, and processor milliseconds of a suggestion. */
  readonly best: readonly number[];
  readonly milliseconds: number;
}

/** The results of one method on one set of problems, in a file that grows with each run, so that nothing is run twice. */
export class Results {
  readonly #runs: Record<string, Record<string, Kept>>;

  constructor(private readonly path: string) {
    this.#runs = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  }

  has(problem: string, seed: number, budget: number): boolean {
    const kept = this.#runs[problem]?.[seed];
    return kept !== undefined && kept.best.length >= BUDGETS.filter((reached) => reached <= budget).length;
  }

  keep(problem: string, seed: number, best: Float64Array, milliseconds: number): void {
    const reached = BUDGETS.filter((budget) => budget <= best.length);
    this.#runs[problem] ??= {};
    this.#runs[problem][seed] = {
      best: reached.map((budget) => best[budget - 1]!),
      milliseconds: Number(milliseconds.toFixed(3)),
    };
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, `${JSON.stringify(this.#runs)}\n`);
  }

  /** The best values of each seed after so many trials; empty where the method was not run for as many. */
  values(problem: string, budget: number): readonly number[] {
    const place = BUDGETS.indexOf(budget as (typeof BUDGETS)[number]);
    return Object.values(this.#runs[problem] ?? {})
      .map(({ best }) => best[place])
      .filter((value) => value !== undefined);
  }

  /** The mean over all runs; NaN where there are none. */
  milliseconds(): number {
    const all = Object.values(this.#runs).flatMap((runs) => Object.values(runs).map((kept) => kept.milliseconds));
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  }
}
