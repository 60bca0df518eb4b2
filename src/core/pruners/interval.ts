import { phrase } from "../l10n/phrase.js";
import type { MethodOption, OptionValues } from "../study/method.js";
import type { Curve } from "./pruner.js";

export const INTERVAL_OPTIONS: readonly MethodOption[] = [
  {
    name: "warmup",
    type: { kind: "integer", min: 0, max: null },
    default: 0,
    summary: phrase("No trial is ended before this step."),
  },
  {
    name: "interval",
    type: { kind: "integer", min: 1, max: null },
    default: 1,
    summary: phrase("A trial is judged once in so many steps, counted from the end of the warm-up."),
  },
];

/**
 * Whether a trial is to be judged at its last report: its warm-up is over, and it is the first report of its interval, so
 * that trials which report at odd steps are judged as soon as they have passed the mark.
 */
export function isDue(trial: Curve, options: OptionValues): boolean {
  const warmup = options.integer("warmup");
  const interval = options.integer("interval");
  const step = trial.reports.at(-1)?.step ?? -1;
  if (step < warmup) return false;
  const mark = Math.floor((step - warmup) / interval) * interval + warmup;
  return (trial.reports.at(-2)?.step ?? -1) < mark;
}
