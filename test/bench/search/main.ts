import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureEnvironment } from "../../../scripts/machine/python.mjs";
import type { MethodChoice } from "../../../src/core/study/options.js";
import { problemsIn } from "../problems/list.js";
import { moved } from "../problems/moved.js";
import type { Problem } from "../problems/problem.js";
import { PeerProcess } from "./peers/peer-process.js";
import { PEERS, type Peer } from "./peers/peers.js";
import { BUDGETS, Results } from "./results.js";
import { runProblem } from "./run-problem.js";
import { median } from "./scores.js";
import { type Method, tables } from "./table.js";

/**
 * Prints, and writes into RESULTS.md, how well samplers search beside other tools, on the problems as they are and with the
 * optima of the classic ones moved. What was run is kept: results of other tools by version, in this folder, ours by the
 * engine's code, in the cache. Arguments: the folder of this file, then
 *   --samplers auto,tpe(candidates=48)   --seeds 10   --first 5000   --moved 1 (the seed of the moves)
 *   --sets given,moved   --peers all|kept|none|optuna-tpe,…   --write (into RESULTS.md)
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    samplers: { type: "string", default: "auto,gp,tpe" },
    seeds: { type: "string", default: "10" },
    first: { type: "string", default: "5000" },
    moved: { type: "string", default: "1" },
    sets: { type: "string", default: "given,moved" },
    peers: { type: "string", default: "all" },
    write: { type: "boolean", default: false },
  },
});
const [folder = "", bundle = ""] = positionals;
const root = join(folder, "../../..");
const engine = createHash("sha256").update(readFileSync(bundle)).digest("hex").slice(0, 16);
const first = Number(flags.first);
const samplers = flags.samplers.split(/,(?![^(]*\))/).filter(Boolean);
const budget = Math.max(...BUDGETS);

const texts: string[] = [];
for (const set of flags.sets.split(",")) {
  const given = problemsIn(join(folder, "../problems"));
  const problems = set === "moved" ? given.map((problem) => moved(problem, Number(flags.moved))) : given;
  const name = set === "moved" ? `moved-${flags.moved}` : set;
  const title = set === "moved" ? `Optima moved by seed ${flags.moved}` : "Problems as given";
  const methods = [...samplers.map((sampler) => own(sampler, name, problems)), ...(await others(name, problems))];
  const text = tables(title, problems, methods);
  console.log(text);
  texts.push(text);
}
if (flags.write)
  writeFileSync(join(folder, "RESULTS.md"), `${readFileSync(join(folder, "results-head.md"))}\n${texts.join("\n")}`);

function own(sampler: string, set: string, problems: readonly Problem[]): Method {
  const results = new Results(join(root, ".cache/search", engine, set, `${sampler}.json`));
  const seeds = Number(flags.seeds);
  for (const problem of problems) {
    for (let seed = first; seed < first + seeds; seed++) {
      if (results.has(problem.name, seed, budget)) continue;
      const before = process.cpuUsage();
      const best = runProblem(problem, methodOf(sampler), seed, budget);
      const { user, system } = process.cpuUsage(before);
      results.keep(problem.name, seed, best, (user + system) / 1000 / budget);
    }
  }
  return method(`Hyperlens ${sampler}`, results, problems);
}

/** The results of other tools; those that are not there yet are made, where that was asked for. */
async function others(set: string, problems: readonly Problem[]): Promise<readonly Method[]> {
  if (flags.peers === "none") return [];
  const methods: Method[] = [];
  for (const peer of PEERS) {
    if (!["all", "kept"].includes(flags.peers) && !flags.peers.split(",").includes(peer.name)) continue;
    const version = peer.packages[0]!.replace("==", "-");
    const results = new Results(join(folder, "peers/results", set, `${peer.name}@${version}.json`));
    if (flags.peers !== "kept") await runPeer(peer, results, problems);
    const label = `${peer.name} (${peer.packages[0]!.replace("==", " ")})`;
    if (results.values(problems[0]!.name, BUDGETS[0]).length > 0) methods.push(method(label, results, problems));
  }
  return methods;
}

async function runPeer(peer: Peer, results: Results, problems: readonly Problem[]): Promise<void> {
  const missing = problems.flatMap((problem) =>
    Array.from({ length: peer.seeds }, (_, seed) => ({ problem, seed })).filter(
      ({ seed }) => !results.has(problem.name, seed, peer.budget),
    ),
  );
  if (missing.length === 0) return;
  const python =
    process.env.HYPERLENS_PEERS_PYTHON ??
    (await ensureEnvironment(join(root, ".cache/peers", peer.name), peer.packages));
  const program = new PeerProcess(python, join(folder, "peers/peers.py"), peer.name);
  try {
    for (const { problem, seed } of missing) {
      const { best, milliseconds } = await program.run(problem, seed, peer.budget);
      results.keep(problem.name, seed, best, milliseconds);
    }
  } finally {
    program.close();
  }
}

function method(name: string, results: Results, problems: readonly Problem[]): Method {
  const medians = (problem: string, reached: number) => {
    const values = results.values(problem, reached);
    return values.length === 0 ? Number.NaN : median(values);
  };
  return { name, medians, milliseconds: results.milliseconds(), seeds: results.values(problems[0]!.name, 25).length };
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
