import { evidenceOf } from "../analysis/evidence.js";
import { ENOUGH_FOR_REGRET, regretBound } from "../analysis/regret.js";
import { formatNumber, formatSeconds } from "../format/number.js";
import { english } from "../l10n/translation.js";
import type { SearchSpace } from "../space/space.js";
import type { StudyOptions } from "./options.js";
import { RUN_ENDS } from "./run-ends.js";
import { spreadOfBest } from "./stop/plateau.js";
import { lossesOf, progressOf } from "./stop/progress.js";
import type { Direction, Trial } from "./trial.js";

/** What the rules look at; part of the summary of a study. */
export interface StopInput {
  readonly options: Pick<StudyOptions, "timeout" | "target" | "patience" | "plateau" | "regret">;
  readonly summary: {
    /** Finished trials that count towards the total. */
    readonly finished: number;
    /** The best complete trial of a study with one direction. */
    readonly best: Trial | null;
  };
  /** How many trials the study runs to; null where only time or another rule ends it. */
  readonly total: number | null;
  /** Since this run began. */
  readonly elapsedSeconds: number;
  readonly directions: readonly Direction[];
  readonly space: SearchSpace;
  readonly trials: readonly Trial[];
}

export interface StopReason {
  /** The option whose rule ended the study. */
  readonly kind: "trials" | "timeout" | "target" | "patience" | "plateau" | "regret";
  /** One sentence for a person. */
  readonly text: string;
}

type StopRule = (input: StopInput) => StopReason | null;

/** Every rule that can end a study, the most telling first; an exhausted sampler ends it by itself. */
const RULES: readonly StopRule[] = [
  targetReached,
  allTrialsDone,
  timeIsUp,
  patienceIsOver,
  bestHaveLevelled,
  littleIsLeft,
];

/** Why a study should start no more trials; null while it should go on. */
export function stopReason(input: StopInput): StopReason | null {
  for (const rule of RULES) {
    const reason = rule(input);
    if (reason !== null) return reason;
  }
  return null;
}

/** Whether any of a study's options can end it before its trials are done. */
export function hasStopRule({ timeout, target, patience, plateau, regret }: StopInput["options"]): boolean {
  return [timeout, target, patience, plateau, regret].some((option) => option !== null);
}

function targetReached({ options, summary, directions }: StopInput): StopReason | null {
  const value = summary.best?.outcome.kind === "complete" ? summary.best.outcome.values[0] : undefined;
  if (options.target === null || value === undefined || directions.length !== 1) return null;
  const reached = directions[0] === "maximize" ? value >= options.target : value <= options.target;
  if (!reached) return null;
  return {
    kind: "target",
    text: RUN_ENDS.target(english, summary.best?.number ?? "", formatNumber(value), formatNumber(options.target)),
  };
}

function allTrialsDone({ summary, total }: StopInput): StopReason | null {
  if (total === null || summary.finished < total) return null;
  return { kind: "trials", text: RUN_ENDS.trials(english, total) };
}

function timeIsUp({ options, elapsedSeconds }: StopInput): StopReason | null {
  if (options.timeout === null || elapsedSeconds < options.timeout) return null;
  return { kind: "timeout", text: RUN_ENDS.timeout(english, formatSeconds(options.timeout)) };
}

function patienceIsOver({ options, trials, directions }: StopInput): StopReason | null {
  if (options.patience === null) return null;
  const { sinceGain } = progressOf(trials, directions);
  if (sinceGain < options.patience) return null;
  return { kind: "patience", text: RUN_ENDS.patience(english, sinceGain) };
}

function bestHaveLevelled({ options, trials, directions }: StopInput): StopReason | null {
  if (options.plateau === null || directions.length !== 1) return null;
  const spread = spreadOfBest(lossesOf(trials, directions));
  if (spread === null || spread > options.plateau) return null;
  return {
    kind: "plateau",
    text: RUN_ENDS.plateau(english, formatNumber(spread)),
  };
}

function littleIsLeft({ options, trials, directions, space, summary }: StopInput): StopReason | null {
  if (options.regret === null || directions.length !== 1 || !isDue(summary.finished)) return null;
  const bound = regretBound(evidenceOf(space, directions, trials));
  if (bound === null || bound > options.regret) return null;
  return {
    kind: "regret",
    text: RUN_ENDS.regret(english, formatNumber(bound)),
  };
}

/** The model behind the bound is dear for many trials, so it is asked after each fiftieth part more of them. */
function isDue(finished: number): boolean {
  return finished >= ENOUGH_FOR_REGRET && finished % Math.ceil(finished / 50) === 0;
}
