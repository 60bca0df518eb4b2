/**
 * Everything that Optuna's journal format has no word for, as attributes under one prefix. All are system attributes;
 * extra metrics alone are user attributes, under their own names.
 */
export const STUDY_ATTRIBUTES = {
  /** { version, space, goals, options }: the space and set-up as annotated, version counting up with each change. */
  space: "hyperlens:space",
  /** { file, name, line }: where the annotation stands; file is relative to the studies folder's parent, with slashes. */
  source: "hyperlens:source",
  /** The seed of the search, a non-negative integer. */
  seed: "hyperlens:seed",
  /** The present or last run: RunRecord in study/run.ts. */
  run: "hyperlens:run",
  /** { id, at, to, do, … }: a wish of a person to the drivers; see study/control.ts. */
  control: "hyperlens:control",
  /** Prefix: `hyperlens:facts:<hash>` holds what trials with that hash ran in; see study/run-facts.ts. */
  facts: "hyperlens:facts:",
  /** Prefix: `hyperlens:mark:<number>` is { star, tags }: what a person has put to a trial; see study/marks.ts. */
  mark: "hyperlens:mark:",
  /** [{ from, to, space }, …]: parameters that have got another name; see study/renames.ts. */
  renamed: "hyperlens:renamed",
  /** The id of the control that a driver has carried out. */
  done: "hyperlens:done",
} as const;

export const TRIAL_ATTRIBUTES = {
  /** The version of the space that the trial was drawn from. */
  space: "hyperlens:space",
  /** true: the values that stood in the code. */
  baseline: "hyperlens:baseline",
  /** { name: literal }: values that the space cannot represent; samplers skip such a trial. */
  values: "hyperlens:values",
  /** number[], or one number[] per direction: the fold scores whose means are the values. */
  folds: "hyperlens:folds",
  /** { kind, message, traceback }: why a trial failed; see study/failure.ts. */
  failure: "hyperlens:failure",
  /** true on a failed trial that was interrupted and queued again: it does not count towards the study's total. */
  requeued: "hyperlens:requeued",
  /** On a trial that was queued again after its runner crashed: how often that has happened to its values. */
  retry: "hyperlens:retry",
  /** How often the values of a trial have been queued again because the machine that ran them was lost. */
  lost: "hyperlens:lost",
  /** The most memory that the trial was seen to hold, all its processes together, in bytes. */
  memory: "hyperlens:memory",
  /** Hash of the facts that the study keeps of what the trial ran in. */
  facts: "hyperlens:facts",
  /** Hash of the source that the trial ran. */
  code: "hyperlens:code",
  /** One sentence of the sampler: which method proposed this, and why. */
  sampler: "hyperlens:sampler",
  /** { run, generation, place? }: where a sampler that goes by generations drew the trial; see samplers/generations.ts. */
  generation: "hyperlens:generation",
  /** { resource, candidate, bracket, rung, rungs }: the trial's share of the resource; see study/budget.ts. */
  budget: "hyperlens:budget",
  /** { trial, step }: the trial from whose folder this one goes on, and the step at which; see study/continuation.ts. */
  continues: "hyperlens:continues",
  /** In the study of repeats: the number of the trial that this one repeats; see study/confirm.ts. */
  confirms: "hyperlens:confirms",
  /** Beside it, where a metric other than the study's own is looked at: its name. */
  tests: "hyperlens:tests",
  /** { from, key }: a trial of another program or study, and what it is called there; see study/records.ts. */
  imported: "hyperlens:imported",
  /** One sentence of the pruner: why the trial was ended early. */
  pruner: "hyperlens:pruner",
} as const;

/**
 * The reports of a trial with several directions, one attribute per step: `hyperlens:report:12` is number[], one per
 * direction. With one direction they are Optuna's intermediate values.
 */
export const REPORT_PREFIX = "hyperlens:report:";

/** Optuna's own keys that we read or write. */
export const OPTUNA_ATTRIBUTES = {
  fixedParams: "fixed_params",
  constraints: "constraints",
  metricNames: "study:metric_names",
} as const;
