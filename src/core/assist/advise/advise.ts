import { Report, replacement } from "../../annotations/report.js";
import { spell } from "../../annotations/spelling.js";
import type { AnnotatedStudy, Diagnostic } from "../../annotations/study.js";
import { phrase } from "../../l10n/phrase.js";
import { isCategorical } from "../../space/distribution.js";
import { internalOf } from "../../space/value.js";
import { type AnnotatedText, holdsOffset, type PlacedTune } from "../annotated-text.js";
import { argumentRanges } from "../ends.js";
import type { StudyFacts } from "../facts.js";
import { renamedParameters } from "../renamed.js";
import { shortest } from "../shape.js";
import { neverTrue } from "./never-true.js";
import { isUsed } from "./used.js";
import { widening } from "./widen.js";

/** Fewer results than this say nothing about the ends of a range. */
const FEWEST_RESULTS = 10;

/**
 * What is right by the rules of the language, but probably not what was meant: conditions that never hold, parameters
 * that the code does not use, metrics that it does not print, and ranges whose end the best value has reached.
 */
export function advise(
  annotated: AnnotatedText,
  factsOf: (study: AnnotatedStudy) => StudyFacts | null,
): readonly Diagnostic[] {
  const report = new Report();
  for (const placed of annotated.tunes) {
    const { study, slot } = placed;
    if (study === null || slot === null) continue;
    adviseOnCondition(annotated, placed, study, report);
    adviseOnUse(annotated, placed, report);
    adviseOnEnds(annotated, placed, factsOf(study), report);
  }
  for (const study of annotated.parsed.studies) {
    adviseOnMetric(annotated, study, report);
    adviseOnNames(annotated, study, factsOf(study), report);
  }
  return [...report.diagnostics].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

function adviseOnCondition(
  { parsed }: AnnotatedText,
  { tune, slot }: PlacedTune,
  study: AnnotatedStudy,
  report: Report,
): void {
  const parameter = study.space.parameters.find(({ name }) => name === slot!.name);
  if (parameter?.condition == null || tune.condition === null) return;
  if (!neverTrue(parameter.condition, study.space.parameters)) return;
  const range = tune.text.trimmed(tune.condition.start, tune.condition.end);
  const said = parsed.diagnostics.some(
    ({ code, range: other }) => code === "never-true" && other.start >= range.start && other.end <= range.end,
  );
  if (said) return;
  report.warning(
    range,
    "never-true",
    phrase("This condition holds for no values of its parameters, so `{0}` is never searched.", slot!.name),
  );
}

function adviseOnUse(annotated: AnnotatedText, { choice, slot, study }: PlacedTune, report: Report): void {
  const parameter = choice?.parameter;
  if (parameter == null || choice === null) return;
  const code = annotated.functionOf(study);
  if (code === null || isUsed(annotated.source, code, parameter)) return;
  report.hint(
    choice.nameRange,
    "parameter-not-used",
    phrase(
      "`{0}` is tuned, but the code of `{1}` does not use it, so it cannot change the result.",
      slot!.name,
      code.title ?? code.name,
    ),
  );
}

function adviseOnEnds(annotated: AnnotatedText, placed: PlacedTune, facts: StudyFacts | null, report: Report): void {
  const { distribution, name } = placed.slot!;
  const best = facts?.best?.params.get(name);
  if (facts === null || best === undefined || facts.finished < FEWEST_RESULTS || isCategorical(distribution)) return;
  const internal = internalOf(distribution, best);
  const wider = internal === null ? null : widening(distribution, internal);
  const range = wider === null ? undefined : argumentRanges(placed, annotated.language).get(wider.end);
  if (wider === null || range === undefined) return;
  const text = shortest(wider.value);
  const value = spell(best, annotated.language);
  report.hint(
    range,
    "best-at-edge",
    wider.end === "low"
      ? phrase("The best value so far, {0}, lies at the lower end of this range; better ones may lie beyond.", value)
      : phrase("The best value so far, {0}, lies at the upper end of this range; better ones may lie beyond.", value),
    [replacement(phrase("Widen the range to {0}", text), range, text)],
  );
}

function adviseOnNames(
  annotated: AnnotatedText,
  study: AnnotatedStudy,
  facts: StudyFacts | null,
  report: Report,
): void {
  for (const { from, to, range } of renamedParameters(annotated, study, facts)) {
    report.hint(
      range,
      "renamed-in-code",
      phrase("The trials so far have no `{0}`, but `{1}` with the same range. Is it the same parameter?", to, from),
    );
  }
}

function adviseOnMetric(annotated: AnnotatedText, study: AnnotatedStudy, report: Report): void {
  // A command's program stands elsewhere, and a function's result may come from anywhere.
  if (study.objective.kind !== "script") return;
  const tag = annotated.tags.find(({ kind, text }) => kind === "study" && holdsOffset(study.annotation, text.at(0)));
  if (tag === undefined) return;
  for (const { metric } of study.goals) {
    if (metric === null) continue;
    const word = new RegExp(`(?<![\\w.])${metric.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")}(?![\\w])`, "g");
    const printed = [...annotated.text.matchAll(word)].some(
      ({ index }) => annotated.source.regionAt(index)?.kind !== "comment",
    );
    const at = tag.text.text.search(new RegExp(`(?<=\\s["']?)${word.source}`));
    if (printed || at < 0) continue;
    report.hint(
      tag.text.range(at, at + metric.length),
      "metric-not-printed",
      phrase("Nothing in this file prints `{0}`: a trial's value is the last `{0}=…` in its output.", metric),
    );
  }
}
