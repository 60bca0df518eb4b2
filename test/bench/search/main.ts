import { readFileSync } from "node:fs";
import type { MethodChoice } from "../../../src/core/study/options.js";
import { problemsIn } from "../problems/list.js";
import { runProblem } from "./run-problem.js";
import { type Medians, meanRanks, median, normalisedRegret, score } from "./scores.js";

/** Prints how well samplers search, beside stored figures of other tools. Arguments: this folder, seeds, samplers. */
const BUDGETS = [25, 50, 100, 200];
const FIRST_SEED = 1000;

const [folder = "", seeds = "10", ...given] = process.argv.slice(2);
const samplers = given.length > 0 ? given : ["random", "sobol", "tpe", "auto"];
const problems = problemsIn(`${folder}/../problems`);
const peers: Record<string, Record<string, Record<string, { median: number }>>> = JSON.parse(
  readFileSync(`${folder}/peers.json`, "utf8"),
);

const methods = new Map<string, Medians>();
for (const peer of Object.keys(Object.values(peers)[0]!)) {
  methods.set(peer, (name, budget) => peers[name]?.[peer]?.[budget]?.median ?? Number.NaN);
}
for (const sampler of samplers) methods.set(sampler, run(sampler));
printSummary();
printProblems();

function run(sampler: string): Medians {
  const started = process.cpuUsage();
  const medians = new Map<string, number>();
  for (const problem of problems) {
    const curves = Array.from({ length: Number(seeds) }, (_, i) =>
      runProblem(problem, methodOf(sampler), FIRST_SEED + i, Math.max(...BUDGETS)),
    );
    for (const budget of BUDGETS) {
      medians.set(`${problem.name} ${budget}`, median(curves.map((curve) => curve[budget - 1]!)));
    }
  }
  const { user, system } = process.cpuUsage(started);
  const trials = problems.length * Number(seeds) * Math.max(...BUDGETS);
  console.log(`${sampler}: ${((user + system) / 1000 / trials).toFixed(3)} ms of processor time a trial`);
  return (name, budget) => medians.get(`${name} ${budget}`) ?? Number.NaN;
}

function printSummary(): void {
  console.log(
    `\n${"mean / geometric mean of the regret, rank".padEnd(34)}${BUDGETS.map((b) => `@${b}`.padEnd(26)).join("")}`,
  );
  const ranks = BUDGETS.map((budget) => meanRanks(problems, methods, budget));
  for (const [method, medians] of methods) {
    const cells = BUDGETS.map((budget, i) => {
      const { mean, geometric } = score(problems, medians, budget);
      if (Number.isNaN(mean)) return "–".padEnd(26);
      return `${mean.toFixed(4)} / ${geometric.toFixed(4)}  ${ranks[i]!.get(method)!.toFixed(2)}`.padEnd(26);
    });
    console.log(method.padEnd(34) + cells.join(""));
  }
}

function printProblems(): void {
  for (const sampler of samplers) {
    console.log(`\n${sampler.padEnd(34)}median regret [Optuna 5's TPE, the best of the others]`);
    for (const problem of problems) {
      const regret = (value: number) => normalisedRegret(problem, value).toExponential(1);
      const cells = BUDGETS.map((budget) => {
        const others = Object.values(peers[problem.name]!).map(
          (peer) => peer[budget]?.median ?? Number.POSITIVE_INFINITY,
        );
        const optuna = peers[problem.name]?.optuna5_tpe?.[budget]?.median ?? Number.NaN;
        const own = methods.get(sampler)!(problem.name, budget);
        return `${regret(own)} [${regret(optuna)} ${regret(Math.min(...others))}]`.padEnd(30);
      });
      console.log(`  ${problem.name.padEnd(20)}${cells.join("")}`);
    }
  }
}

/** `tpe(candidates=48,group=off)` as the annotation language has it. */
function methodOf(text: string): MethodChoice {
  const [name = "", options = ""] = text.replace(")", "").split("(");
  const pairs = options.split(",").filter(Boolean);
  return { name, options: Object.fromEntries(pairs.map((pair) => optionOf(pair))) };
}

function optionOf(pair: string): [string, string | number | boolean] {
  const [key = "", value = ""] = pair.split("=");
  if (value === "on" || value === "off") return [key, value === "on"];
  return [key, Number.isNaN(Number(value)) ? value : Number(value)];
}
