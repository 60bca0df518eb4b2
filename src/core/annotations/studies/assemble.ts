import { phrase } from "../../l10n/phrase.js";
import type { CheckedParameter } from "../../space/expression/check.js";
import { namesIn } from "../../space/expression/names.js";
import type { Expression } from "../../space/expression.js";
import type { InputConstraint, Parameter } from "../../space/space.js";
import { fits, internalOf } from "../../space/value.js";
import type { Language } from "../language.js";
import { type Report, replacement } from "../report.js";
import { spell } from "../spelling.js";
import type { AnnotatedStudy, OutcomeConstraint, Slot } from "../study.js";
import { readConstraint } from "./constraints.js";
import type { BoundTune, StudyDraft } from "./draft.js";
import { readExpression } from "./expressions.js";
import { checkNames, objectiveOf } from "./objective.js";
import { acceptedNames, checkBudget, checkStopRules } from "./resource.js";

/** The finished study of a draft whose `@tune`s are bound; what is wrong with it as a whole is reported. */
export function assemble(draft: StudyDraft, language: Language, hasTunes: boolean): AnnotatedStudy {
  const { report, written } = draft;
  checkNames(draft);
  const objective = objectiveOf(draft, language);
  checkBudget(draft);
  checkStopRules(draft);
  const tunes = distinct(draft.tunes);
  const checked: readonly CheckedParameter[] = tunes.map(({ name, tune }) => ({
    name,
    distribution: tune.distribution,
  }));
  const conditions = new Map<string, Expression | null>();
  for (const { name, tune } of tunes) {
    const { condition } = tune;
    conditions.set(
      name,
      condition === null ? null : readExpression(tune.text, condition.start, condition.end, checked, report),
    );
  }
  breakCycles(tunes, conditions, report);
  const constraints: InputConstraint[] = [];
  const outcomeConstraints: OutcomeConstraint[] = [];
  for (const tag of draft.constraints) {
    const read = readConstraint(tag, checked, report);
    if (read?.kind === "input") constraints.push(read.constraint);
    else if (read?.kind === "outcome") outcomeConstraints.push(read.constraint);
  }
  if (!hasTunes) {
    report.error(
      written.tagRange,
      "nothing-to-tune",
      phrase("Nothing of this study is tuned yet: put a `{0} @tune …` beside a value.", language.lineComments[0]!),
    );
  }
  const parameters: Parameter[] = [];
  const slots: Slot[] = [];
  for (const bound of tunes) {
    const { tune, name, value, literal, parameter } = bound;
    if (tune.distribution === null) continue;
    const slot: Slot = {
      name,
      distribution: tune.distribution,
      choices: tune.choices,
      range: value,
      literal,
      place: parameter !== null && objective.kind === "function" ? "parameter" : "code",
      annotation: tune.range,
    };
    parameters.push({ name, distribution: tune.distribution, condition: conditions.get(name) ?? null });
    slots.push(slot);
    adviseOnBaseline(slot, language, report);
  }
  return {
    name: draft.name,
    goals: written.goals,
    options: written.options,
    givenOptions: written.givenOptions,
    space: { parameters, constraints },
    slots,
    objective,
    accepts: acceptedNames(draft),
    annotation: written.range,
    range: draft.range,
    outcomeConstraints,
    valid: !report.hasError,
  };
}

/** Each name once; a second one has been reported. */
function distinct(tunes: readonly BoundTune[]): readonly BoundTune[] {
  const byName = new Map<string, BoundTune>();
  for (const tune of tunes) if (!byName.has(tune.name)) byName.set(tune.name, tune);
  return [...byName.values()];
}

/** Reports conditions that depend on themselves, and removes them. */
function breakCycles(tunes: readonly BoundTune[], conditions: Map<string, Expression | null>, report: Report): void {
  const parents = new Map(
    [...conditions].map(([name, condition]) => [name, condition === null ? [] : namesIn(condition)]),
  );
  const reaches = (from: string, wanted: string, seen: Set<string>): boolean =>
    (parents.get(from) ?? []).some((next) => {
      if (next === wanted) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, wanted, seen);
    });
  for (const { name, tune } of tunes) {
    const { condition } = tune;
    if (condition === null || !reaches(name, name, new Set())) continue;
    conditions.set(name, null);
    const itself = parents.get(name)?.includes(name);
    report.error(
      tune.text.trimmed(condition.start, condition.end),
      "condition-cycle",
      itself
        ? phrase("The condition of `{0}` depends on `{0}` itself.", name)
        : phrase(
            "The condition of `{0}` depends on `{0}` in a circle; make one of the conditions independent of the others.",
            name,
          ),
    );
  }
}

/** Says where the value in the code is none that the search could propose. */
function adviseOnBaseline(slot: Slot, language: Language, report: Report): void {
  const { literal, range, distribution, name } = slot;
  if (literal === null || range === null) return;
  const internal = internalOf(distribution, literal);
  if (internal !== null && fits(distribution, internal)) return;
  const shown = spell(literal, language);
  if (internal === null) {
    const number =
      literal.kind === "string" && /^[+-]?[\d.]+[eE][+-]?\d+$/.test(literal.value) ? Number(literal.value) : null;
    if (number !== null && Number.isFinite(number) && language.exponentNeedsPoint) {
      const text = withPoint(literal.kind === "string" ? literal.value : shown);
      report.warning(
        range,
        "number-is-text",
        phrase("In {0} this is a text and no number; write {1}.", language.name, text),
        [replacement(phrase("Write {0}", text), range, text)],
      );
      return;
    }
    report.warning(
      range,
      "baseline-not-in-space",
      phrase(
        "The search cannot propose {0} for `{1}`; it is tried as the baseline, and the search learns nothing from it.",
        shown,
        name,
      ),
    );
  } else {
    report.warning(
      range,
      "baseline-outside-range",
      phrase("{0} lies outside the range of `{1}`; it is tried as the baseline all the same.", shown, name),
    );
  }
}

/** `1e-3` as `1.0e-3`, and `1.5e3` as `1.5e+3`. */
function withPoint(text: string): string {
  const [mantissa = "", exponent = ""] = text.split(/[eE]/);
  const point = mantissa.includes(".") ? mantissa : `${mantissa}.0`;
  return `${point}e${/^[+-]/.test(exponent) ? exponent : `+${exponent}`}`;
}
