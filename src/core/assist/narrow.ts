import type { AnnotatedStudy, TextEdit } from "../annotations/study.js";
import { type Phrase, phrase } from "../l10n/phrase.js";
import { isCategorical, type NumericDistribution } from "../space/distribution.js";
import { axisOf } from "../space/unit.js";
import { internalOf, isLogarithmic } from "../space/value.js";
import type { Direction } from "../study/trial.js";
import type { AnnotatedText } from "./annotated-text.js";
import { argumentRanges } from "./ends.js";
import type { TriedValues } from "./facts.js";
import { roundTo } from "./propose/round.js";
import { shapeOf, shortest } from "./shape.js";

/** The share of the completed trials that count as good ones; five at least. */
const GOOD = 0.15;
const FEWEST_GOOD = 5;
const FEWEST_TRIALS = 10;
/** How far a range reaches beyond the good values, as a share of its present width. */
const MARGIN = 0.1;
/** A range that would keep more than this of its width stays as it is. */
const WORTHWHILE = 0.85;

export interface NarrowedRange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export type Narrowing =
  | { readonly kind: "edits"; readonly edits: readonly TextEdit[]; readonly ranges: readonly NarrowedRange[] }
  | { readonly kind: "refusal"; readonly message: Phrase };

/**
 * New ranges around the best trials: each numeric range shrinks to what the best 15 % of the completed trials (five at
 * least) span, widened by a tenth of its present width on both sides and rounded outwards, never beyond the present
 * ends. Categories, and normal distributions, which have no ends to move, stay. Distances are those of the search: in the
 * logarithm where the parameter lives there.
 */
export function narrowAround(
  annotated: AnnotatedText,
  study: AnnotatedStudy,
  trials: readonly TriedValues[],
  direction: Direction,
): Narrowing {
  if (trials.length < FEWEST_TRIALS) {
    return {
      kind: "refusal",
      message:
        trials.length === 1
          ? phrase(
              "At least {0} completed trials are needed to tell where the best values lie; there is one.",
              FEWEST_TRIALS,
            )
          : phrase(
              "At least {0} completed trials are needed to tell where the best values lie; there are {1}.",
              FEWEST_TRIALS,
              trials.length,
            ),
    };
  }
  const sign = direction === "minimize" ? 1 : -1;
  const ranked = trials
    .filter(({ values }) => values[0] !== undefined && Number.isFinite(values[0]))
    .sort((a, b) => sign * (a.values[0]! - b.values[0]!) || a.number - b.number);
  const good = ranked.slice(0, Math.max(FEWEST_GOOD, Math.ceil(GOOD * ranked.length)));
  const edits: TextEdit[] = [];
  const ranges: NarrowedRange[] = [];
  for (const placed of annotated.tunes) {
    const { slot } = placed;
    if (placed.study !== study || slot === null || isCategorical(slot.distribution)) continue;
    const narrowed = narrowedRange(slot.distribution, good, slot.name);
    if (narrowed === null) continue;
    const places = argumentRanges(placed, annotated.language);
    const [low, high] = [places.get("low"), places.get("high")];
    if (low === undefined || high === undefined) continue;
    if (narrowed.low !== slot.distribution.low) edits.push({ range: low, text: shortest(narrowed.low!) });
    if (narrowed.high !== slot.distribution.high) edits.push({ range: high, text: shortest(narrowed.high!) });
    ranges.push({
      name: slot.name,
      from: shapeOf(slot.distribution, annotated.language),
      to: shapeOf(narrowed, annotated.language),
    });
  }
  if (edits.length === 0) {
    return {
      kind: "refusal",
      message: phrase("The best trials still span the ranges as they stand: there is nothing to narrow."),
    };
  }
  return { kind: "edits", edits: edits.sort((a, b) => a.range.start - b.range.start), ranges };
}

function narrowedRange(
  distribution: NumericDistribution,
  good: readonly TriedValues[],
  name: string,
): NumericDistribution | null {
  if (distribution.kind === "normal" || distribution.kind === "lognormal") return null;
  const axis = axisOf(distribution);
  if (axis.size < 4) return null;
  const units = good.flatMap(({ params }) => {
    const literal = params.get(name);
    const internal = literal === undefined ? null : internalOf(distribution, literal);
    return internal === null ? [] : [axis.toUnit(internal)];
  });
  // A parameter that is hardly ever active tells too little.
  if (units.length < FEWEST_GOOD) return null;
  const from = Math.max(0, Math.min(...units) - MARGIN);
  const to = Math.min(1, Math.max(...units) + MARGIN);
  if (to - from > WORTHWHILE) return null;
  const [low, high] = [
    from === 0 ? distribution.low : axis.fromUnit(from),
    to === 1 ? distribution.high : axis.fromUnit(to),
  ];
  if (
    distribution.kind === "int" ||
    distribution.kind === "logint" ||
    (distribution.kind === "uniform" && distribution.step !== null)
  ) {
    // Points of the lattice stay points of it.
    return low < high ? { ...distribution, low, high } : null;
  }
  const digits = isLogarithmic(distribution) ? 1 : 2;
  const rounded = {
    ...distribution,
    low: Math.max(distribution.low, roundedDown(low, high - low, digits, isLogarithmic(distribution))),
    high: Math.min(distribution.high, -roundedDown(-high, high - low, digits, isLogarithmic(distribution))),
  };
  return rounded.low < rounded.high && (rounded.low > distribution.low || rounded.high < distribution.high)
    ? rounded
    : null;
}

/** Rounded in proportion to the value on a logarithm, else in proportion to the width of the range. */
function roundedDown(value: number, width: number, digits: number, logarithmic: boolean): number {
  if (logarithmic) return roundTo(value, digits + 1, "down");
  const unit = 10 ** (Math.floor(Math.log10(width)) - digits + 1);
  return Number((Math.floor(value / unit) * unit).toPrecision(12));
}
