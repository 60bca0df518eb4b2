import { importances } from "../analysis/importances.js";
import { spell } from "../annotations/spelling.js";
import { formatDifference, formatNumber, formatSeconds } from "../format/number.js";
import type { SearchSpace } from "../space/space.js";
import type { Confirmed } from "../study/confirm.js";
import { scheduleOf } from "../study/lineage.js";
import { type Mark, marksOf } from "../study/marks.js";
import { rangeHistory } from "../study/range-history.js";
import { factsOf } from "../study/run-facts.js";
import { literalsIn, setupOf, spaceOf } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import { failureOf, foldsOf, isRequeued, type StudySummary, summarise } from "../study/summary.js";
import type { Trial } from "../study/trial.js";
import { languageOf } from "./code.js";

/** What a report says of a study, as texts for people; its writers only lay it out. */
export interface StudyReport {
  readonly name: string;
  /** `Maximise accuracy`. */
  readonly goal: string;
  readonly facts: readonly Fact[];
  /** The best trial, or those of the front, the first ones. */
  readonly best: readonly ReportTrial[];
  /** How many trials the front has; 0 with one direction. */
  readonly front: number;
  readonly confirmed: readonly Fact[];
  /** Parameters by what they matter; empty where that cannot be told. */
  readonly importances: readonly { readonly name: string; readonly share: number }[];
  readonly trials: ReportTable;
  /** How many trials there are beyond those of the table. */
  readonly more: number;
}

export type Fact = readonly [name: string, text: string];

export interface ReportTrial {
  readonly title: string;
  readonly values: readonly Fact[];
  readonly parameters: readonly Fact[];
}

export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Positions of the columns of numbers. */
  readonly numeric: ReadonlySet<number>;
}

/** Rows of the table, trials of the front, and trials that importances are worked out from. */
const MOST_ROWS = 200;
const MOST_FRONT = 20;
const MOST_EVIDENCE = 5_000;

const STATES = { waiting: "waiting", running: "running", complete: "complete", pruned: "pruned", failed: "failed" };

export function reportOf(study: StudyState, confirmed: readonly Confirmed[]): StudyReport {
  const summary = summarise(study);
  const space = spaceOf(study);
  const several = study.directions.length > 1;
  const metrics = study.directions.map((_, i) => summary.metrics[i] ?? (several ? `value ${i + 1}` : "value"));
  const { best, front } = summary;
  const shown = best === null ? front.slice(0, MOST_FRONT) : [best];
  const listed = ranked(study, summary);
  return {
    name: study.name,
    goal: study.directions
      .map((direction, i) => `${direction === "minimize" ? "minimise" : "maximise"} ${metrics[i]}`)
      .join(", ")
      .replace(/^m/, "M"),
    facts: factsFor(study, summary, metrics),
    best: shown.map((trial) => describe(study, space, metrics, trial, several ? null : summary.baseline)),
    front: front.length,
    confirmed: confirmed.map(confirmedFact),
    importances: shares(study, space, summary),
    trials: tableOf(study, space, metrics, listed.slice(0, MOST_ROWS)),
    more: Math.max(0, listed.length - MOST_ROWS),
  };
}

/** The best first, of several directions the front; then the others by number. */
function ranked(study: StudyState, { front }: StudySummary): readonly Trial[] {
  const counted = study.trials.filter((trial) => !isRequeued(trial));
  if (study.directions.length > 1) return [...front, ...counted.filter((trial) => !front.includes(trial))];
  const sign = study.directions[0] === "maximize" ? -1 : 1;
  const loss = ({ outcome }: Trial): number => {
    const value = outcome.kind === "complete" ? (outcome.values[0] ?? Number.NaN) : Number.NaN;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
  };
  return [...counted].sort((a, b) => {
    const [left, right] = [loss(a), loss(b)];
    return left === right ? a.number - b.number : left - right;
  });
}

function factsFor(study: StudyState, summary: StudySummary, metrics: readonly string[]): readonly Fact[] {
  const { counts, finished, imported, run, source, baseline, seed } = summary;
  const facts: Fact[] = [];
  const parts = (["complete", "pruned", "failed", "running", "waiting"] as const).filter((kind) => counts[kind] > 0);
  facts.push([
    "Trials",
    `${finished + imported} finished${parts.length > 0 ? ` (${parts.map((kind) => `${counts[kind]} ${STATES[kind]}`).join(", ")})` : ""}`,
  ]);
  if (imported > 0) facts.push(["Imported of these", String(imported)]);
  for (const { name, stages } of rangeHistory(study)) {
    facts.push([`Range of ${name}`, stages.map(({ from, text }) => `${text} from trial ${from} on`).join(", ")]);
  }
  const schedule = summary.best === null ? null : scheduleOf(study, summary.best);
  for (const { from, to, values } of schedule?.stages ?? []) {
    const texts = [...values].map(([name, literal]) => `${name} ${spell(literal, languageOf(study))}`);
    const course = `${schedule?.resource ?? "step"} ${formatNumber(from)} – ${to === null ? "" : formatNumber(to)}`;
    facts.push([`Best trial, ${course}`, texts.join(", ")]);
  }
  const setup = setupOf(study);
  if (setup !== null) {
    facts.push(["Sampler", setup.options.sampler.name], ["Pruner", setup.options.pruner.name]);
  }
  if (seed !== null) facts.push(["Seed", String(seed)]);
  if (baseline !== null && baseline.outcome.kind === "complete") {
    const values = baseline.outcome.values.map((value, i) => `${metrics[i]} ${formatNumber(value)}`);
    facts.push(["Baseline", `${values.join(", ")} (trial ${baseline.number}, the values in the code)`]);
  }
  const seconds = study.trials.reduce((sum, trial) => sum + (durationOf(trial) ?? 0), 0);
  if (seconds > 0) facts.push(["Time in trials", formatSeconds(seconds)]);
  if (run?.reason) facts.push(["Last run", run.reason]);
  if (source !== null) {
    const cell = source.cell === undefined ? "" : `, cell ${source.cell}`;
    facts.push(["Code", `${source.file}${cell}, line ${source.line}`]);
  }
  const newest = study.trials.at(-1);
  const ran = newest === undefined ? null : factsOf(study, newest);
  if (ran !== null) {
    facts.push(["Interpreter", [ran.runtime, ran.interpreter].filter(Boolean).join(", ")], ["Host", ran.host]);
    if (ran.git !== null) {
      facts.push(["Git commit", `${ran.git.commit.slice(0, 12)}${ran.git.dirty ? ", with changes" : ""}`]);
    }
  }
  return facts;
}

function describe(
  study: StudyState,
  space: SearchSpace,
  metrics: readonly string[],
  trial: Trial,
  baseline: Trial | null,
): ReportTrial {
  const language = languageOf(study);
  const { outcome } = trial;
  const seconds = durationOf(trial);
  const folds = foldsOf(trial);
  const values = outcome.kind === "complete" ? outcome.values : [];
  const start = baseline?.outcome.kind === "complete" && baseline !== trial ? baseline.outcome.values[0] : undefined;
  const gain =
    start === undefined || values[0] === undefined ? "" : ` (${formatDifference(values[0] - start)} over the baseline)`;
  return {
    title: `Trial ${trial.number}`,
    values: [
      ...metrics.map((metric, i): Fact => [metric, `${formatNumber(values[i] ?? Number.NaN)}${i === 0 ? gain : ""}`]),
      ...(folds === null ? [] : [["folds", folds.map(formatNumber).join(", ")] as const]),
      ...(seconds === null ? [] : [["duration", formatSeconds(seconds)] as const]),
    ],
    parameters: [...literalsIn(space, trial)].map(([name, literal]): Fact => [name, spell(literal, language)]),
  };
}

function confirmedFact({ trial, metric, found, repeats, mean, standardError, luck }: Confirmed): Fact {
  if (mean === null) return [`Trial ${trial}`, `found with ${formatNumber(found)}; no repeat completed`];
  const error = standardError === null ? "" : ` ± ${formatNumber(Number(standardError.toPrecision(2)))}`;
  const times = repeats.length === 1 ? "1 repeat" : `${repeats.length} repeats`;
  const part = luck === null ? "" : luck > 0 ? `, of which ${formatNumber(luck)} was luck` : ", no luck in it";
  const named = metric === null ? "" : `${metric} `;
  return [
    `Trial ${trial}`,
    `${named}${formatNumber(mean)}${error} over ${times}; found with ${formatNumber(found)}${part}`,
  ];
}

/** Of a large study an even part: what matters shows in it just as well. */
function shares(study: StudyState, space: SearchSpace, { counts }: StudySummary): StudyReport["importances"] {
  if (counts.complete < 2 || space.parameters.length < 2) return [];
  const every = Math.ceil(study.trials.length / MOST_EVIDENCE);
  const trials = study.trials.filter((_, i) => i % every === 0);
  const found = importances(space, study.directions, trials, { method: "ped-anova", objective: 0 });
  if (found.every(({ importance }) => importance === 0)) return [];
  return found.map(({ name, importance }) => ({ name, share: importance }));
}

function tableOf(
  study: StudyState,
  space: SearchSpace,
  metrics: readonly string[],
  trials: readonly Trial[],
): ReportTable {
  const language = languageOf(study);
  const marks = marksOf(study);
  const literals = trials.map((trial) => literalsIn(space, trial));
  const names = [
    ...new Set([...space.parameters.map(({ name }) => name), ...literals.flatMap((all) => [...all.keys()])]),
  ];
  const rows = trials.map((trial, row) => {
    const { outcome } = trial;
    const seconds = durationOf(trial);
    return [
      `${trial.number}${marks.get(trial.number)?.star === true ? " ★" : ""}`,
      STATES[outcome.kind],
      ...metrics.map((_, i) => {
        const value = outcome.kind === "complete" ? outcome.values[i] : undefined;
        return value === undefined ? "" : formatNumber(value);
      }),
      ...names.map((name) => {
        const literal = literals[row]!.get(name);
        return literal === undefined ? "" : spell(literal, language);
      }),
      seconds === null ? "" : formatSeconds(seconds),
      remark(trial, marks.get(trial.number)),
    ];
  });
  const head = ["Trial", "State", ...metrics, ...names, "Duration", "Remarks"];
  const numeric = new Set([0, ...metrics.map((_, i) => i + 2), head.length - 2]);
  return { head, rows, numeric };
}

function remark(trial: Trial, mark: Mark | undefined): string {
  const parts = [failureOf(trial)?.message ?? "", mark?.tags.join(", ") ?? "", mark?.note ?? ""];
  return parts.filter((part) => part !== "").join("; ");
}

function durationOf({ started, finished }: Trial): number | null {
  return started === null || finished === null ? null : (finished - started) / 1e6;
}
