import type { Problem } from "../problems/problem.js";
import { BUDGETS } from "./results.js";
import { type Medians, meanRanks, normalisedRegret, score } from "./scores.js";

export interface Method {
  readonly name: string;
  /** How it was run: seeds. */
  readonly seeds: number;
  readonly medians: Medians;
  readonly milliseconds: number;
}

/** Two Markdown tables: every method as a whole, and the median regret of each on each problem. */
export function tables(title: string, problems: readonly Problem[], methods: readonly Method[]): string {
  return `## ${title}\n\n${summary(problems, methods)}\n\n${byProblem(problems, methods)}\n`;
}

function summary(problems: readonly Problem[], methods: readonly Method[]): string {
  const medians = new Map(methods.map((method) => [method.name, method.medians]));
  const ranks = BUDGETS.map((budget) => meanRanks(problems, medians, budget));
  const rows = methods.map((method) => [
    method.name,
    String(method.seeds),
    ...BUDGETS.flatMap((budget, i) => {
      const { mean, geometric } = score(problems, method.medians, budget);
      if (Number.isNaN(mean)) return ["–", "–"];
      return [ranks[i]!.get(method.name)!.toFixed(2), `${mean.toFixed(3)} / ${short(geometric)}`];
    }),
    method.milliseconds.toPrecision(2),
  ]);
  const head = [
    "",
    "seeds",
    ...BUDGETS.flatMap((budget) => [`rank @${budget}`, `regret @${budget}`]),
    "ms a suggestion",
  ];
  return markdown(head, rows);
}

function byProblem(problems: readonly Problem[], methods: readonly Method[]): string {
  return BUDGETS.filter((budget) => budget > 25)
    .map((budget) => {
      const shown = methods.filter(({ medians }) => Number.isFinite(medians(problems[0]!.name, budget)));
      const rows = problems.map((problem) => {
        const regrets = shown.map(({ medians }) => normalisedRegret(problem, medians(problem.name, budget)));
        const least = Math.min(...regrets);
        return [problem.name, ...regrets.map((regret) => (regret === least ? `**${short(regret)}**` : short(regret)))];
      });
      return `Median regret after ${budget} trials\n\n${markdown(["", ...shown.map(({ name }) => name)], rows)}`;
    })
    .join("\n\n");
}

function short(regret: number): string {
  return regret >= 0.001 ? regret.toPrecision(2) : regret.toExponential(1);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const align = head.map((_, i) => (i === 0 ? "---" : "--:"));
  return [line(head), line(align), ...rows.map(line)].join("\n");
}
