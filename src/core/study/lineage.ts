import { type Literal, sameLiteral } from "../space/literal.js";
import { budgetOf } from "./budget.js";
import { continuationIn } from "./continuation.js";
import { literalsIn, setupOf, spaceOf } from "./setup.js";
import type { StudyState } from "./state.js";
import type { Trial } from "./trial.js";

/** A part of a training within which no parameter changed. */
export interface Stage {
  /** The trials that trained it, the first one first: each later one went on from the folder of the one before. */
  readonly trials: readonly Trial[];
  /** How much of the resource had been spent before the part, and after it; steps where the study has no resource. */
  readonly from: number;
  readonly to: number | null;
  /** What the changing parameters were; one that was not active is missing. */
  readonly values: ReadonlyMap<string, Literal>;
}

/** Parameters over the course of a training. */
export interface Schedule {
  /** What the course is measured in: the name of the study's resource; null for steps. */
  readonly resource: string | null;
  /** The parameters that changed on the way, in the order of the space. */
  readonly changed: readonly string[];
  /** At least two. */
  readonly stages: readonly Stage[];
}

/** The trials through whose folders a trial came to its result, the first one first and the trial itself last. */
export function lineageOf(study: StudyState, trial: Trial): readonly Trial[] {
  const line = [trial];
  for (let first = trial; ; ) {
    const before = continuationIn(first.systemAttributes)?.trial;
    const parent = before === undefined ? undefined : study.trials[before];
    // A trial goes on from one that came before it: anything else is a mistake of who wrote it, and might go round in circles.
    if (parent === undefined || parent.number >= first.number) return line;
    line.unshift(parent);
    first = parent;
  }
}

/**
 * The schedule of parameters that a trial's result came from: under population-based training (M. Jaderberg et al., 2017)
 * its line of ancestors trained with other values before, so that its own values alone do not give the result again.
 * null where nothing changed on the way.
 */
export function scheduleOf(study: StudyState, trial: Trial): Schedule | null {
  const line = lineageOf(study, trial);
  if (line.length < 2) return null;
  const space = spaceOf(study);
  const resource = setupOf(study)?.options.resource?.name ?? null;
  const values = line.map((each) => literalsIn(space, each));
  const names = [...new Set(values.flatMap((each) => [...each.keys()]))];
  const changed = names.filter((name) => {
    return name !== resource && values.some((each) => !isSame(each.get(name), values[0]!.get(name)));
  });
  if (changed.length === 0) return null;
  const stages: Stage[] = [];
  for (const [i, each] of line.entries()) {
    const own = new Map(changed.flatMap((name) => (values[i]!.has(name) ? [[name, values[i]!.get(name)!]] : [])));
    const last = stages.at(-1);
    if (last !== undefined && changed.every((name) => isSame(own.get(name), last.values.get(name)))) {
      stages[stages.length - 1] = { ...last, trials: [...last.trials, each], to: reachedBy(each) };
    } else {
      stages.push({ trials: [each], from: startOf(line[i - 1], each), to: reachedBy(each), values: own });
    }
  }
  return { resource, changed, stages };
}

function startOf(parent: Trial | undefined, trial: Trial): number {
  return (parent && reachedBy(parent)) ?? continuationIn(trial.systemAttributes)?.step ?? 0;
}

/** How far a trial came: to the end of its share of the resource, else to its last report; null where neither is known. */
function reachedBy(trial: Trial): number | null {
  const share = budgetOf(trial)?.resource;
  if (share !== undefined) return share;
  let last: number | null = null;
  for (const [step] of trial.intermediate) last = Math.max(last ?? step, step);
  return last;
}

function isSame(a: Literal | undefined, b: Literal | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameLiteral(a, b);
}
