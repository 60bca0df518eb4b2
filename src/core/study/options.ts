/** What carries the budget of multi-fidelity methods: a parameter of the objective, or the steps that it reports. */
export interface ResourceChoice {
  readonly name: string;
  /** Above 0. */
  readonly min: number;
  readonly max: number;
}

/** A sampler or pruner by name with its options, not yet checked against its registry. */
export interface MethodChoice {
  readonly name: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** The resolved options of a study. null means that the option was not given and has no default. */
export interface StudyOptions {
  /** null: the sampler's own total (grid), else 100. */
  readonly trials: number | null;
  /** Seconds of one run. */
  readonly timeout: number | null;
  /** Seconds of one trial. */
  readonly trial_timeout: number | null;
  readonly target: number | null;
  /** Trials in a row without a gain. */
  readonly patience: number | null;
  /** Standard deviation of the best ten values. */
  readonly plateau: number | null;
  /** Bound on what is left to gain. */
  readonly regret: number | null;
  readonly parallel: number;
  readonly sampler: MethodChoice;
  readonly pruner: MethodChoice;
  readonly resource: ResourceChoice | null;
  /** null: drawn once and stored. */
  readonly seed: number | null;
  readonly noisy: boolean;
  readonly aggregate: "last" | "best" | "mean" | "median";
  readonly baseline: boolean;
  readonly max_failures: number;
  readonly retries: number;
  readonly isolation: "none" | "process";
  /** GPUs, apart by commas, dealt out to the slots in turn. */
  readonly gpus: string | null;
  /** Bytes that one trial may hold, with all its processes. */
  readonly memory: number | null;
  /** A file of NAME=value lines. */
  readonly env: string | null;
  /** A command put before the runner's. */
  readonly launcher: string | null;
  /** How many trials, the best ones, keep what is in their folders. */
  readonly keep: number;
  /** A metric beside the study's own, by which the best trials are judged when they are confirmed. */
  readonly test: string | null;
  readonly run: string | null;
  readonly python: string | null;
  readonly node: string | null;
  readonly cwd: string | null;
}

export const DEFAULT_OPTIONS: StudyOptions = {
  trials: null,
  timeout: null,
  trial_timeout: null,
  target: null,
  patience: null,
  plateau: null,
  regret: null,
  parallel: 1,
  sampler: { name: "auto", options: {} },
  pruner: { name: "auto", options: {} },
  resource: null,
  seed: null,
  noisy: false,
  aggregate: "last",
  baseline: true,
  max_failures: 3,
  retries: 0,
  isolation: "none",
  gpus: null,
  memory: null,
  env: null,
  launcher: null,
  keep: 3,
  test: null,
  run: null,
  python: null,
  node: null,
  cwd: null,
};

/** The total of trials of a study whose sampler has no total of its own. */
export const DEFAULT_TRIALS = 100;
