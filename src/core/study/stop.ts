import { formatNumber, formatSeconds } from "../format/number.js";
import type { StudyOptions } from "./options.js";
import type { Direction, Trial } from "./trial.js";

/** What the rules look at; part of the summary of a study. */
export interface StopInput {
  readonly options: Pick<StudyOptions, "timeout" | "target">;
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
}

export interface StopReason {
  /** The option whose rule ended the study. */
  readonly kind: "trials" | "timeout" | "target";
  /** One sentence for a person. */
  readonly text: string;
}

type StopRule = (input: StopInput) => StopReason | null;

/** Every rule that can end a study, the most telling first. */
const RULES: readonly StopRule[] = [targetReached, allTrialsDone, timeIsUp];

/** Why a study should start no more trials; null while it should go on. */
export function stopReason(input: StopInput): StopReason | null {
  for (const rule of RULES) {
    const reason = rule(input);
    if (reason !== null) return reason;
  }
  return null;
}

function targetReached({ options, summary, directions }: StopInput): StopReason | null {
  const value = summary.best?.outcome.kind === "complete" ? summary.best.outcome.values[0] : undefined;
  if (options.target === null || value === undefined || directions.length !== 1) return null;
  const reached = directions[0] === "maximize" ? value >= options.target : value <= options.target;
  if (!reached) return null;
  return {
    kind: "target",
    text: `Trial ${summary.best?.number} reached ${formatNumber(value)}; the target was ${formatNumber(options.target)}.`,
  };
}

function allTrialsDone({ summary, total }: StopInput): StopReason | null {
  if (total === null || summary.finished < total) return null;
  return { kind: "trials", text: `All ${total} trials are done.` };
}

function timeIsUp({ options, elapsedSeconds }: StopInput): StopReason | null {
  if (options.timeout === null || elapsedSeconds < options.timeout) return null;
  return { kind: "timeout", text: `The time of ${formatSeconds(options.timeout)} is up.` };
}
