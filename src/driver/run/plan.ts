import { randomInt } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import { baselineOf } from "../../core/annotations/baseline.js";
import type { AnnotatedStudy } from "../../core/annotations/study.js";
import type { Literal } from "../../core/space/literal.js";
import { STUDY_ATTRIBUTES } from "../../core/study/attributes.js";
import { createJudge, type Judge } from "../../core/study/judge.js";
import { DEFAULT_TRIALS, type StudyOptions } from "../../core/study/options.js";
import type { StudyState } from "../../core/study/state.js";
import type { Suggester } from "../../core/study/suggest.js";
import { createSuggester } from "../../core/study/suggester.js";
import { summarise } from "../../core/study/summary.js";

/** What a run of a study is going to do, before anything is written. */
export interface Plan {
  readonly seed: number;
  readonly suggester: Suggester;
  readonly judge: Judge;
  /** Where the run ends; null where the sampler or a rule ends it. */
  readonly total: number | null;
  /** The total as people are told it: the sampler's own where the run has none. */
  readonly shownTotal: number | null;
  readonly baseline: ReadonlyMap<string, Literal> | null;
  readonly warnings: readonly string[];
}

/** @throws {MethodOptionError} where the sampler or the pruner cannot be used as asked. */
export function planRun(study: AnnotatedStudy, options: StudyOptions, present: StudyState | undefined): Plan {
  const seed = options.seed ?? (present === undefined ? null : summarise(present).seed) ?? randomInt(2 ** 31);
  const directions = study.goals.map(({ direction }) => direction);
  const { sampler, noisy, parallel } = options;
  const suggesterFor = (budget: number | null): Suggester =>
    createSuggester({ space: study.space, directions, sampler, seed, noisy, budget, parallel });
  const ownTotal = options.trials === null ? suggesterFor(null).total : null;
  const total = options.trials ?? (ownTotal === null ? DEFAULT_TRIALS : null);
  const baseline = options.baseline ? baselineOf({ ...study, options }) : null;
  return {
    seed,
    suggester: suggesterFor(total ?? ownTotal),
    judge: createJudge({
      study: study.name,
      directions,
      pruner: options.pruner,
      resource: null,
      folds: options.aggregate === "mean",
    }),
    total,
    shownTotal: total ?? ownTotal,
    baseline: baseline?.kind === "values" ? baseline.values : null,
    warnings:
      baseline === null
        ? []
        : baseline.kind === "values"
          ? baseline.warnings
          : [`The values in the code are not tried: ${baseline.why}.`],
  };
}

/** A file as a study remembers it: from the folder that holds the studies folder, with slashes on every system. */
export function storedPath(folder: string, file: string): string {
  return relative(resolve(folder, ".."), file).split(sep).join("/");
}

/** The file that a study remembers; null where it remembers none. */
export function rememberedFile(folder: string, study: StudyState): string | null {
  const source = study.systemAttributes.get(STUDY_ATTRIBUTES.source);
  if (typeof source !== "object" || source === null || !("file" in source) || typeof source.file !== "string")
    return null;
  return resolve(folder, "..", source.file);
}
