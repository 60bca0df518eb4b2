import { readFileSync } from "node:fs";
import type { MethodChoice } from "../../../src/core/study/options.js";
import { problemsIn } from "../problems/list.js";
import { runProblem } from "./run-problem.js";

const BUDGETS = [25, 50, 100, 200];

/** Where this folder's data lie: the bundle runs from elsewhere. */
const [folder, seedsText, ...methods] = process.argv.slice(2);
const seeds = Number(seedsText);
const problems = problemsIn(`${folder}/../problems`);
const peers: Record<string, Record<string, Record<string, { median: number }>>> = JSON.parse(
  readFileSync(`${folder}/peers.json`, "utf8"),
);

for (const text of methods) report(text);
for (const peer of ["optuna5_tpe", "hyperopt_anneal", "optuna_gp"]) {
  summary(peer, (name, budget) => peers[name]?.[peer]?.[budget]?.median ?? Number.NaN);
}

function report(text: string): void {
  const started = process.cpuUsage();
  const medians = new Map<string, number>();
  for (const problem of problems) {
    const curves = Array.from({ length: seeds }, (_, seed) => runProblem(problem, methodOf(text), 1000 + seed, 200));
    for (const budget of BUDGETS) {
      medians.set(`${problem.name}/${budget}`, median(curves.map((curve) => curve[budget - 1]!)));
    }
  }
  const used = process.cpuUsage(started);
  const calls = problems.length * seeds * 200;
  summary(text, (name, budget) => medians.get(`${name}/${budget}`)!);
  console.log(`  ${((used.user + used.system) / 1000 / calls).toFixed(3)} ms per suggestion and evaluation`);
  if (process.env.PER_PROBLEM === undefined) return;
  for (const { name, optimum, randomDraw } of problems) {
    const regret = (value: number) => ((value - optimum) / (randomDraw - optimum)).toExponential(1);
    const cells = BUDGETS.map((budget) => {
      const best = Math.min(
        ...Object.values(peers[name]!).map((peer) => peer[budget]?.median ?? Number.POSITIVE_INFINITY),
      );
      const optuna = peers[name]!.optuna5_tpe![budget]!.median;
      return `${regret(medians.get(`${name}/${budget}`)!)} [${regret(optuna)} ${regret(best)}]`;
    });
    console.log(`  ${name.padEnd(20)} ${cells.join("   ")}`);
  }
}

function summary(label: string, value: (name: string, budget: number) => number): void {
  const cells = BUDGETS.map((budget) => {
    const regrets = problems.map(({ name, optimum, randomDraw }) =>
      Math.max(0, (value(name, budget) - optimum) / (randomDraw - optimum)),
    );
    const mean = regrets.reduce((a, b) => a + b, 0) / regrets.length;
    const geometric = Math.exp(regrets.reduce((a, b) => a + Math.log(Math.max(b, 1e-6)), 0) / regrets.length);
    const wins = problems.filter(({ name }) => value(name, budget) < peers[name]!.optuna5_tpe![budget]!.median).length;
    return `${budget}: ${mean.toFixed(4)} / ${geometric.toFixed(4)} (${wins})`;
  });
  console.log(`${label.padEnd(34)} ${cells.join("   ")}`);
}

function methodOf(text: string): MethodChoice {
  const [name = "", options = ""] = text.replace(")", "").split("(");
  const pairs = options
    .split(",")
    .filter(Boolean)
    .map((pair) => pair.split("=") as [string, string]);
  return {
    name,
    options: Object.fromEntries(
      pairs.map(([key, value]) => [
        key,
        Number.isNaN(Number(value)) ? (value === "off" ? false : value) : Number(value),
      ]),
    ),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
