import { formatNumber } from "../format/number.js";
import { phrase } from "../l10n/phrase.js";
import { INTERVAL_OPTIONS, isDue } from "./interval.js";
import { CONTINUE, latest, type Pruner, stop } from "./pruner.js";

export const threshold: Pruner = {
  name: "threshold",
  summary: phrase("Ends a trial whose value leaves the bounds, or is no number."),
  options: [
    {
      name: "lower",
      type: { kind: "number", min: null, max: null },
      default: Number.NEGATIVE_INFINITY,
      summary: phrase("A value below this ends the trial."),
    },
    {
      name: "upper",
      type: { kind: "number", min: null, max: null },
      default: Number.POSITIVE_INFINITY,
      summary: phrase("A value above this ends the trial."),
    },
    {
      name: "objective",
      type: { kind: "integer", min: 1, max: null },
      default: 1,
      summary: phrase("Which of several objectives the bounds are about, counted from 1."),
    },
    ...INTERVAL_OPTIONS,
  ],
  decide({ trial, directions }, options) {
    if (!isDue(trial, options)) return CONTINUE;
    const { step, losses } = latest(trial);
    const at = Math.min(options.integer("objective"), losses.length) - 1;
    const value = directions[at] === "maximize" ? -losses[at]! : losses[at]!;
    if (Number.isNaN(value)) return stop(`Its value at step ${step} is not a number.`);
    const [lower, upper] = [options.number("lower"), options.number("upper")];
    if (value < lower) return stop(`${formatNumber(value)} at step ${step} is below ${formatNumber(lower)}.`);
    if (value > upper) return stop(`${formatNumber(value)} at step ${step} is above ${formatNumber(upper)}.`);
    return CONTINUE;
  },
};
