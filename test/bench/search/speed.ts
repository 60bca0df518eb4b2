import { join } from "node:path";
import { ensureEnvironment } from "../../../scripts/machine/python.mjs";
import { uniform } from "../../../src/core/space/build.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import type { SuggesterSetup, Suggestion } from "../../../src/core/study/suggest.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Trial } from "../../../src/core/study/trial.js";
import { parameter } from "../problems/space.js";
import { PeerProcess } from "./peers/peer-process.js";
import { PEERS } from "./peers/peers.js";
import { trialAt } from "./trial-at.js";

/**
 * Prints the processor time of one suggestion at several sizes of a study with 10 dimensions: the mean of 20 in a row, the
 * worst of them, and the very first, for which nothing is prepared; beside it Optuna's. Arguments: the folder of this file,
 * then samplers, and `optuna` for those of Optuna.
 */
const DIMENSIONS = 10;
const REPEATS = 20;
/** Suggestions of each study that warms up the compiler. */
const WARMING = 40;
const SIZES: Readonly<Record<string, readonly number[]>> = {
  tpe: [100, 1_000, 5_000],
  gp: [100, 500, 1_000, 5_000],
  auto: [100, 1_000, 5_000, 100_000],
};
const PEER_SIZES: Readonly<Record<string, readonly number[]>> = {
  "optuna-tpe": [100, 1_000, 5_000],
  "optuna-gp": [100],
};

type Suggested = Extract<Suggestion, { kind: "point" }>;

const space: SearchSpace = {
  parameters: Array.from({ length: DIMENSIONS }, (_, i) => parameter(`x${i}`, uniform(-5, 5))),
  constraints: [],
};
const [folder = "", ...asked] = process.argv.slice(2);
for (const sampler of asked.filter((name) => name !== "optuna")) {
  for (const size of SIZES[sampler] ?? [100, 1_000]) {
    const { mean, worst, first } = measure(sampler, size);
    console.log(
      `${sampler.padEnd(12)} ${String(size).padStart(7)} trials: ${mean.toFixed(2)} ms, at worst ${worst.toFixed(1)} ms, the first ${first.toFixed(0)} ms`,
    );
  }
}
if (asked.includes("optuna")) await measurePeers();

interface Speed {
  readonly mean: number;
  readonly worst: number;
  readonly first: number;
}

function measure(sampler: string, size: number): Speed {
  const random = createSuggester(setupOf("random"));
  const trials: Trial[] = [];
  const add = ({ point, attributes }: Suggested) => {
    const value = [...point.values()].reduce((sum, x) => sum + (x - 1) ** 2, 0);
    trials.push(trialAt(trials.length, point, space, { kind: "complete", values: [value] }, attributes));
  };
  while (trials.length < size) {
    const suggestion = random.suggest([], trials.length);
    if (suggestion.kind === "point") add(suggestion);
  }
  // Code that has run but a few times is slow, whatever it does.
  for (let seed = 2; seed < 8; seed++) {
    const warm = createSuggester({ ...setupOf(sampler), seed });
    for (let i = 0; i < WARMING; i++) warm.suggest(trials.slice(0, size - WARMING + i), size - WARMING + i);
  }
  const suggester = createSuggester(setupOf(sampler));
  const first = timed(() => suggester.suggest(trials, trials.length));
  const times = Array.from({ length: REPEATS }, () =>
    timed(() => {
      const suggestion = suggester.suggest(trials, trials.length);
      if (suggestion.kind === "point") add(suggestion);
    }),
  );
  return { mean: times.reduce((sum, time) => sum + time, 0) / REPEATS, worst: Math.max(...times), first };
}

/** Processor milliseconds. */
function timed(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
}

async function measurePeers(): Promise<void> {
  for (const peer of PEERS.filter(({ name }) => PEER_SIZES[name])) {
    const python =
      process.env.HYPERLENS_PEERS_PYTHON ??
      (await ensureEnvironment(join(folder, "../../../.cache/peers", peer.name), peer.packages));
    const program = new PeerProcess(python, join(folder, "peers/peers.py"), peer.name);
    try {
      for (const size of PEER_SIZES[peer.name]!) {
        const mean = await program.speed(space, 1, size, REPEATS);
        console.log(`${peer.name.padEnd(12)} ${String(size).padStart(7)} trials: ${mean.toFixed(2)} ms`);
      }
    } finally {
      program.close();
    }
  }
}

function setupOf(sampler: string): SuggesterSetup {
  return {
    space,
    directions: ["minimize"],
    sampler: { name: sampler, options: {} },
    seed: 1,
    noisy: false,
    budget: null,
    parallel: 1,
  };
}
