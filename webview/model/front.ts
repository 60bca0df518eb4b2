import { hypervolumeHistory } from "../../src/core/analysis/convergence.js";
import { formatNumber } from "../../src/core/format/number.js";
import { isFeasible } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { trialsText } from "./counts.js";
import { valueIn } from "./gain.js";
import type { StudyModel } from "./study-model.js";

/** A complete trial between two of its values. */
export interface FrontPoint {
  readonly trial: Trial;
  readonly x: number;
  readonly y: number;
  readonly kind: "front" | "complete" | "infeasible";
  /** Where a third value stands between the worst (0) and the best (1) of the front; null with two directions. */
  readonly depth: number | null;
}

export interface Front {
  readonly points: readonly FrontPoint[];
  /** The corners of the front from its left end to its right; empty where a third direction lets it have no line. */
  readonly steps: readonly FrontPoint[];
  /** The direction that the shades stand for; null with two directions. */
  readonly third: number | null;
  readonly sentence: string;
}

/** The trials between two directions of several; a third one is told by shades. */
export function frontOf(model: StudyModel, [x, y]: readonly [number, number]): Front {
  const { directions, trials } = model.study;
  const third = directions.length < 3 ? null : (directions.map((_, i) => i).find((i) => i !== x && i !== y) ?? null);
  const front = new Set(model.summary.front);
  const depth = third === null ? () => null : depthOf(model, third);
  const points = trials.flatMap((trial): FrontPoint[] => {
    const [across, up] = [valueIn(trial, x), valueIn(trial, y)];
    if (across === null || up === null) return [];
    const kind = front.has(trial) ? "front" : isFeasible(trial) ? "complete" : "infeasible";
    return [{ trial, x: across, y: up, kind, depth: kind === "front" ? depth(trial) : null }];
  });
  const steps = directions.length === 2 ? points.filter(({ kind }) => kind === "front").sort((a, b) => a.x - b.x) : [];
  return { points, steps, third, sentence: sentenceOf(model) };
}

function depthOf(model: StudyModel, index: number): (trial: Trial) => number | null {
  const values = model.summary.front.flatMap((trial) => valueIn(trial, index) ?? []);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const flip = model.study.directions[index] === "minimize";
  return (trial) => {
    const value = valueIn(trial, index);
    if (value === null || high <= low) return value === null ? null : 1;
    const share = (value - low) / (high - low);
    return flip ? 1 - share : share;
  };
}

function sentenceOf(model: StudyModel): string {
  const { front, counts } = model.summary;
  if (front.length === 0) return t("No trial has completed yet.");
  const bests = model.metrics.map((metric, i) => {
    const values = front.flatMap((trial) => valueIn(trial, i) ?? []);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (low === high) return `${metric} ${formatNumber(low)}`;
    return t("{0} from {1} to {2}", metric, formatNumber(low), formatNumber(high));
  });
  // The volume of many objectives takes long, and of very many trials too: then the sentence does without.
  const known = model.study.directions.length <= 3 && counts.complete <= 2000;
  const volume = known ? hypervolumeHistory(model.study.directions, model.study.trials).points : [];
  const since = volume.findIndex(({ volume: each }) => each === volume.at(-1)?.volume);
  const stale = since < 0 ? 0 : volume.length - 1 - since;
  const last = stale > 0 ? ` ${t("It has not grown for {0}.", trialsText(stale))}` : "";
  const reach = bests.join(", ");
  const first =
    counts.complete === 1
      ? t("The only complete trial is on the front: {0}.", reach)
      : front.length === 1
        ? t("1 of {0} complete trials is on the front: {1}.", counts.complete, reach)
        : t("{0} of {1} complete trials are on the front: {2}.", front.length, counts.complete, reach);
  return `${first}${last}`;
}
