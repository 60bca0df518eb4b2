import { formatNumber, formatSeconds } from "../../core/format/number.js";
import type { Literal } from "../../core/space/literal.js";
import { scheduleOf } from "../../core/study/lineage.js";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import type { Trial } from "../../core/study/trial.js";
import { valuesOf } from "../run/start.js";
import { Tally } from "../run/tally.js";
import type { Reporter } from "./reporter.js";
import type { Screen } from "./screen.js";
import type { Style } from "./style.js";
import { count } from "./words.js";

export interface Closing {
  readonly study: StudyState;
  /** Why the run ended; null where its total is reached. */
  readonly reason: string | null;
  readonly seconds: number;
  /** A command that does more of it. */
  readonly next: string;
}

/** The last words of a run: what came out, and what it gained over the code as it stood. */
export function tellClosing(closing: Closing, screen: Screen, style: Style, reporter: Reporter): void {
  const { study, reason, seconds } = closing;
  const { bold, dim, bad } = style;
  const summary = summarise(study);
  const { complete, pruned, failed, waiting } = new Tally().count(study.trials);
  const parts = [
    `${count(complete, "trial")} completed`,
    ...(pruned > 0 ? [`${pruned} pruned`] : []),
    ...(failed > 0 ? [bad(`${failed} failed`)] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(summary.imported > 0 ? [`${summary.imported} imported`] : []),
  ];
  screen.line("");
  screen.line(
    `${bold(study.name)}: ${parts.join(", ")} in ${formatSeconds(seconds)}.${reason === null ? "" : ` ${reason}`}`,
  );
  if (study.directions.length > 1) {
    screen.line(`${count(summary.front.length, "trial")} cannot be bettered in every direction at once:`);
    for (const trial of summary.front.slice(0, 10)) screen.line(`  ${trialText(study, trial, reporter)}`);
    if (summary.front.length > 10) screen.line(dim(`  … and ${summary.front.length - 10} more`));
  } else if (summary.best !== null) {
    tellBest(study, summary.best, summary.baseline, screen, style, reporter);
  } else {
    screen.line(bad("No trial completed."));
  }
  screen.line(dim(closing.next));
}

function tellBest(
  study: StudyState,
  best: Trial,
  baseline: Trial | null,
  screen: Screen,
  { bold, dim, good }: Style,
  reporter: Reporter,
): void {
  const metric = summarise(study).metrics[0] ?? "value";
  const value = firstValue(best);
  const before = baseline === null ? null : firstValue(baseline);
  const gain = value === null || before === null ? null : value - before;
  const gained =
    gain === null || before === null
      ? ""
      : gain === 0
        ? dim("  the values in the code are the best so far")
        : `  ${good(`${formatNumber(Math.abs(gain))} better`)} than the code as it stood (${formatNumber(before)})`;
  screen.line(`Best ${metric} ${bold(value === null ? "?" : formatNumber(value))} in trial ${best.number}${gained}`);
  const values = valuesOf(study, best);
  const old = baseline === null ? null : valuesOf(study, baseline);
  const width = Math.max(0, ...[...values.keys()].map((name) => name.length));
  for (const [name, literal] of values) {
    const was = old?.get(name);
    const change = was === undefined || sameText(reporter, was, literal) ? "" : dim(`  was ${reporter.exact(was)}`);
    screen.line(`  ${name.padEnd(width)} = ${reporter.exact(literal)}${change}`);
  }
  tellSchedule(study, best, screen, dim, reporter);
}

/** Stages of a schedule that are told; the others are in the panel. */
const MOST_STAGES = 20;

/** What the parameters were before, where the best trial went on from others: its own values alone do not give its result. */
function tellSchedule(study: StudyState, best: Trial, screen: Screen, dim: Style["dim"], reporter: Reporter): void {
  const schedule = scheduleOf(study, best);
  if (schedule === null) return;
  const { stages, resource } = schedule;
  const left = Math.max(0, stages.length - MOST_STAGES);
  const rows = stages.slice(left).map(({ from, to, trials, values }) => {
    const numbers = trials.map(({ number }) => number);
    const reached = to === null ? "" : formatNumber(to);
    return {
      course: `${resource ?? "step"} ${formatNumber(from)} – ${reached}`,
      trials: `(trial${numbers.length === 1 ? "" : "s"} ${numbers.join(", ")})`,
      values: reporter.params(values),
    };
  });
  const widest = Math.max(...rows.map(({ course }) => course.length));
  screen.line("These are its last values. The training that led to it had:");
  if (left > 0) screen.line(dim(`  … ${count(left, "stage")} before`));
  for (const { course, trials, values } of rows) {
    screen.line(`  ${course.padEnd(widest)}  ${values}  ${dim(trials)}`);
  }
}

function sameText(reporter: Reporter, a: Literal, b: Literal): boolean {
  return reporter.exact(a) === reporter.exact(b);
}

function trialText(study: StudyState, trial: Trial, reporter: Reporter): string {
  const values = "values" in trial.outcome ? trial.outcome.values.map(formatNumber).join("  ") : "";
  return `${trial.number}  ${values}  ${reporter.params(valuesOf(study, trial))}`;
}

function firstValue(trial: Trial): number | null {
  return trial.outcome.kind === "complete" ? (trial.outcome.values[0] ?? null) : null;
}
