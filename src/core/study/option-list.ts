import { type Phrase, phrase } from "../l10n/phrase.js";

/**
 * The options of a study: written after `@study`, as settings `hyperlens.study.<name>`, or as `--name` on the command
 * line. This is the one list; the parser, the settings in package.json (checked by a test), the command line and
 * completion read it.
 */
export type OptionType =
  | { readonly kind: "integer"; readonly min: number }
  | { readonly kind: "number" }
  /** `2h`, `90m`, `45s`, `1h30m`, or a bare number of seconds; held in seconds. */
  | { readonly kind: "duration" }
  | { readonly kind: "switch" }
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "text" }
  /** `4GB`, `512MiB`, or a bare number of bytes; held in bytes. */
  | { readonly kind: "size" }
  /** Names apart by commas: `0,1`. */
  | { readonly kind: "list" }
  /** Words as a POSIX shell splits them. */
  | { readonly kind: "words" }
  /** `NAME:min..max`. */
  | { readonly kind: "resource" }
  /** A method with options in parentheses: `gp(acquisition=ei)`. */
  | { readonly kind: "method"; readonly registry: "sampler" | "pruner" };

export interface OptionSpec {
  readonly name: string;
  readonly type: OptionType;
  /** One sentence for completion, hover and the settings page. */
  readonly summary: Phrase;
}

export const STUDY_OPTIONS: readonly OptionSpec[] = [
  {
    name: "trials",
    type: { kind: "integer", min: 1 },
    summary: phrase("Total of the study, baseline and failed trials included (100; a grid's own size)."),
  },
  {
    name: "timeout",
    type: { kind: "duration" },
    summary: phrase("How long one run of the study may take, like 2h or 90m."),
  },
  {
    name: "trial_timeout",
    type: { kind: "duration" },
    summary: phrase("How long one trial may take before it fails as timed out."),
  },
  {
    name: "target",
    type: { kind: "number" },
    summary: phrase("Stop once the best value is at least as good as this."),
  },
  {
    name: "patience",
    type: { kind: "integer", min: 1 },
    summary: phrase("Stop after so many finished trials in a row that brought no gain."),
  },
  {
    name: "plateau",
    type: { kind: "number" },
    summary: phrase("Stop once the ten best values have levelled: their standard deviation is at most this."),
  },
  {
    name: "regret",
    type: { kind: "number" },
    summary: phrase("Stop once what is still to be gained, as far as the trials tell, is at most this."),
  },
  { name: "parallel", type: { kind: "integer", min: 1 }, summary: phrase("How many trials run at once (1).") },
  {
    name: "sampler",
    type: { kind: "method", registry: "sampler" },
    summary: phrase("The search method (auto); options in parentheses."),
  },
  {
    name: "pruner",
    type: { kind: "method", registry: "pruner" },
    summary: phrase("The rule that ends hopeless trials early (auto); options in parentheses."),
  },
  {
    name: "resource",
    type: { kind: "resource" },
    summary: phrase(
      "NAME:min..max, the parameter that carries a trial's budget, or a name for the steps that it reports.",
    ),
  },
  {
    name: "seed",
    type: { kind: "integer", min: 0 },
    summary: phrase("Seed of the search; drawn once and stored otherwise."),
  },
  {
    name: "noisy",
    type: { kind: "switch" },
    summary: phrase("Whether repeats of the same configuration are useful (off)."),
  },
  {
    name: "aggregate",
    type: { kind: "word", words: ["last", "best", "mean", "median"] },
    summary: phrase("What the yields of a generator become as the trial's value (last)."),
  },
  {
    name: "baseline",
    type: { kind: "switch" },
    summary: phrase("Whether the values in the code are tried first, as trial 0 (on)."),
  },
  {
    name: "max_failures",
    type: { kind: "integer", min: 1 },
    summary: phrase("Failures in a row that stop a study before its first completed trial (3); ten times that later."),
  },
  {
    name: "retries",
    type: { kind: "integer", min: 0 },
    summary: phrase("How often a trial whose runner crashed is retried (0)."),
  },
  {
    name: "isolation",
    type: { kind: "word", words: ["none", "process"] },
    summary: phrase("process: a fresh process for each trial (none)."),
  },
  {
    name: "gpus",
    type: { kind: "list" },
    summary: phrase("The GPUs that the slots use in turn, like 0,1 (CUDA_VISIBLE_DEVICES of each slot)."),
  },
  {
    name: "memory",
    type: { kind: "size" },
    summary: phrase("How much memory one trial may hold before it is ended, like 4GB."),
  },
  {
    name: "env",
    type: { kind: "text" },
    summary: phrase("A file of NAME=value lines that is added to the environment."),
  },
  {
    name: "launcher",
    type: { kind: "words" },
    summary: phrase('A command put before the runner\'s, like "srun --gres=gpu:1", that forwards standard streams.'),
  },
  {
    name: "keep",
    type: { kind: "integer", min: 0 },
    summary: phrase("How many trials, the best ones, keep the files in their folders (3); logs stay."),
  },
  {
    name: "test",
    type: { kind: "text" },
    summary: phrase(
      "A metric beside the study's own, like that of a held-out set, that confirming the best trials looks at.",
    ),
  },
  {
    name: "run",
    type: { kind: "text" },
    summary: phrase("The command that runs one trial, with {name} placeholders."),
  },
  { name: "python", type: { kind: "text" }, summary: phrase("The Python interpreter that runs the objective.") },
  { name: "node", type: { kind: "text" }, summary: phrase("The Node.js that runs the objective.") },
  {
    name: "cwd",
    type: { kind: "text" },
    summary: phrase(
      "The working directory of the objective (the workspace folder, or on the command line the current one; for a notebook its own).",
    ),
  },
];
