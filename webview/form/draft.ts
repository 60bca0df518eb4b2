import { evaluationOrder, lookupIn } from "../../src/core/space/activity.js";
import { brokenConstraint } from "../../src/core/space/constraint.js";
import { holds } from "../../src/core/space/expression/evaluate.js";
import { axisOf } from "../../src/core/space/unit.js";
import { literalOf } from "../../src/core/space/value.js";
import { readQueuedValue, spelling } from "../../src/core/study/queued-value.js";
import { literalIn, type StudySetup } from "../../src/core/study/setup.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";

/** What stands in the fields of the form, as the study's language spells it, by parameter. */
export type Draft = Readonly<Record<string, string>>;

/** What a draft means. */
export interface DraftReading {
  /** The values that could be read, of active parameters. */
  readonly point: ReadonlyMap<string, number>;
  readonly active: ReadonlySet<string>;
  /** What is wrong with the fields of active parameters, by parameter. */
  readonly problems: ReadonlyMap<string, string>;
  /** A constraint of the study that the values break, as it is written; null where they keep all. */
  readonly broken: string | null;
  /** What is queued; null while something is wrong. */
  readonly values: Draft | null;
}

/**
 * What the form begins with: the values of a trial; for what is not active in it the fallback's, else the middle of the
 * range.
 */
export function draftOf({ space, language }: StudySetup, trial: Trial | null, fallback: Trial | null): Draft {
  const spelt = spelling(language);
  const texts = space.parameters.map(({ name, distribution }) => {
    const literal =
      (trial && literalIn(space, trial, name)) ??
      (fallback && literalIn(space, fallback, name)) ??
      literalOf(distribution, axisOf(distribution).fromUnit(0.5));
    return [name, spelt(literal)] as const;
  });
  return Object.fromEntries(texts);
}

/** Reads a draft: which parameters are active, and what is wrong. */
export function readDraft({ space, language }: StudySetup, draft: Draft): DraftReading {
  const point = new Map<string, number>();
  const active = new Set<string>();
  const problems = new Map<string, string>();
  const order = evaluationOrder(space);
  const lookup = lookupIn(order, point);
  for (const parameter of order) {
    if (parameter.condition !== null && !holds(parameter.condition, lookup)) continue;
    active.add(parameter.name);
    const read = readQueuedValue(parameter, draft[parameter.name] ?? "", language, t);
    if (read.kind === "value") point.set(parameter.name, read.internal);
    else problems.set(parameter.name, read.message);
  }
  const broken = problems.size > 0 ? null : (brokenConstraint(space, point)?.text ?? null);
  const names = space.parameters.map(({ name }) => name).filter((name) => active.has(name));
  const values = problems.size > 0 ? null : Object.fromEntries(names.map((name) => [name, draft[name] ?? ""]));
  return { point, active, problems, broken, values };
}
