import type { FunctionCode } from "../annotations/functions/signature.js";
import type { Language } from "../annotations/language.js";
import type { Source } from "../annotations/source/source.js";
import { type Choice, choicesOn } from "../annotations/studies/bind.js";
import type { AnnotatedText } from "./annotated-text.js";
import { callAt } from "./call.js";
import { functionsOf, type StudyFunction } from "./functions.js";
import { FROM_VALUE, type Proposal, propose } from "./propose/propose.js";

/** A value in the code that could be tuned, with what is proposed for it. */
export interface Tunable {
  readonly choice: Choice;
  readonly line: number;
  readonly proposal: Proposal;
  /** The line holds further values, so that the annotation must name this one. */
  readonly several: boolean;
}

/** Values inside a call that reads, prints or plots are no parameters of a model. */
const IDLE_CALLS =
  /(?:^|\.)(?:print|log|info|debug|warning|error|open|read_\w+|to_\w+|savefig|save|plot|figure|subplots|range|len|enumerate|format|join|sleep)$/;

/** What could be tuned on a line. */
export function tunablesOn(source: Source, line: number, code: FunctionCode | null): readonly Tunable[] {
  if (source.lineKind(line) !== "code") return [];
  const choices = choicesOn(source, line, code);
  const named = choices.filter(({ literal, parameter }) => literal !== null || parameter !== null);
  return named.flatMap((choice): Tunable[] => {
    const proposal = proposalFor(source, choice, source.language);
    return proposal === null ? [] : [{ choice, line, proposal, several: named.length > 1 }];
  });
}

/** The value at an offset: where the caret stands on the name, the sign between, or the value. */
export function tunableAt(
  annotated: AnnotatedText,
  offset: number,
): { readonly tunable: Tunable; readonly owner: StudyFunction | null } | null {
  const { source } = annotated;
  const line = source.lineAt(offset);
  if (annotated.tagAt(offset) !== null || source.regionAt(offset)?.kind === "comment") return null;
  const owner = functionHolding(functionsOf(source), offset);
  const taken = new Set(annotated.tunes.map(({ slot }) => slot?.range?.start ?? -1));
  const takenNames = new Set(
    annotated.tunes.flatMap(({ slot }) => (slot?.place === "parameter" && slot.range === null ? [slot.name] : [])),
  );
  const tunable = tunablesOn(source, line, owner?.code ?? null).find(({ choice }) => {
    const end = choice.value?.end ?? choice.parameter?.range.end ?? choice.nameRange.end;
    return offset >= choice.nameRange.start && offset <= end;
  });
  if (tunable === undefined) return null;
  const { value, name, parameter } = tunable.choice;
  if (value !== null ? taken.has(value.start) : takenNames.has(name)) return null;
  return tunable.choice.literal === null && parameter === null ? null : { tunable, owner };
}

/** The function that an offset stands in, its head included. */
export function functionHolding(functions: readonly StudyFunction[], offset: number): StudyFunction | null {
  return functions.find(({ code }) => offset >= code.range.start && offset <= code.range.end) ?? null;
}

/**
 * What is worth tuning of a function: its parameters with a default, and the arguments of calls that are known by name
 * in its body.
 */
export function tunablesOfFunction(annotated: AnnotatedText, { code }: StudyFunction): readonly Tunable[] {
  const { source } = annotated;
  const taken = new Set(annotated.tunes.map(({ slot }) => slot?.range?.start ?? -1));
  const found: Tunable[] = [];
  const names = new Set<string>();
  const last = source.lineAt(code.range.end);
  for (let line = source.lineAt(code.range.start); line <= last; line++) {
    for (const tunable of tunablesOn(source, line, code)) {
      const { choice, proposal } = tunable;
      if (choice.value !== null && taken.has(choice.value.start)) continue;
      const isParameter = choice.parameter !== null;
      if (isParameter ? choice.parameter.kind !== "named" : choice.literal === null) continue;
      // A parameter may lie on several lines, and a name can be tuned once.
      if (names.has(choice.name)) continue;
      if (proposal.blank !== null) continue;
      if (!isParameter && proposal.source === FROM_VALUE) continue;
      names.add(choice.name);
      found.push(tunable);
    }
  }
  // The ends of a signature are shared by all lines that it takes; sort by place.
  return found.sort((a, b) => a.choice.nameRange.start - b.choice.nameRange.start);
}

/** What is worth tuning in the parts of a file that belong to no function study. */
export function tunablesOfFile(annotated: AnnotatedText): readonly Tunable[] {
  const { source, parsed } = annotated;
  const owned = parsed.studies.filter(({ objective }) => objective.kind === "function").map(({ range }) => range);
  const taken = new Set(annotated.tunes.map(({ slot }) => slot?.range?.start ?? -1));
  const found: Tunable[] = [];
  const names = new Set<string>();
  for (let line = 0; line < source.lineCount; line++) {
    const { start, end } = source.line(line);
    if (owned.some((range) => range.start <= end && range.end >= start)) continue;
    for (const tunable of tunablesOn(source, line, null)) {
      const { choice, proposal } = tunable;
      if (choice.literal === null || proposal.blank !== null || names.has(choice.name)) continue;
      if (proposal.source === FROM_VALUE && source.language.family !== "yaml" && source.language.family !== "lines")
        continue;
      if (choice.value !== null && taken.has(choice.value.start)) continue;
      names.add(choice.name);
      found.push(tunable);
    }
  }
  return found;
}

function proposalFor(source: Source, choice: Choice, language: Language): Proposal | null {
  const call = callAt(source, choice.nameRange.start);
  if (call !== null && IDLE_CALLS.test(call)) return null;
  return propose({ name: choice.name, literal: choice.literal, call, language });
}
