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

/** Methods of one family: ours, and the other tool's. */
const FAMILIES: readonly (readonly [own: string, other: string])[] = [
  ["Hyperlens tpe", "optuna-tpe"],
  ["Hyperlens gp", "optuna-gp"],
];

/** Every method as a whole, those of one family against each other, and the median regret of each on each problem. */
export function tables(title: string, problems: readonly Problem[], methods: readonly Method[]): string {
  const parts = [summary(problems, methods), ...duels(problems, methods), byProblem(problems, methods)];
  return `## ${title}\n\n${parts.join("\n\n")}\n`;
}

function duels(problems: readonly Problem[], methods: readonly Method[]): readonly string[] {
  return FAMILIES.flatMap(([ownName, otherName]) => {
    const own = methods.find(({ name }) => name === ownName);
    const other = methods.find(({ name }) => name.startsWith(otherName));
    if (own === undefined || other === undefined) return [];
    const counts = BUDGETS.flatMap((budget) => {
      const pairs = problems.map(({ name }) => [own.medians(name, budget), other.medians(name, budget)] as const);
      if (pairs.some(([a, b]) => Number.isNaN(a) || Number.isNaN(b))) return [];
      const better = pairs.filter(([a, b]) => a < b).length;
      const worse = pairs.filter(([a, b]) => a > b).length;
      return [`${better} to ${worse} after ${budget}`];
    });
    return counts.length === 0
      ? []
      : [`Problems on which ${ownName} and ${other.name} were better: ${counts.join(", ")}.`];
  });
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
        const least = Math.min(...regrets.filter((regret) => !Number.isNaN(regret)));
        return [problem.name, ...regrets.map((regret) => (regret === least ? `**${short(regret)}**` : short(regret)))];
      });
      return `Median regret after ${budget} trials\n\n${markdown(["", ...shown.map(({ name }) => name)], rows)}`;
    })
    .join("\n\n");
}

function short(regret: number): string {
  if (Number.isNaN(regret)) return "–";
  return regret >= 0.001 ? regret.toPrecision(2) : regret.toExponential(1);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const align = head.map((_, i) => (i === 0 ? "---" : "--:"));
  return [line(head), line(align), ...rows.map(line)].join("\n");
}
