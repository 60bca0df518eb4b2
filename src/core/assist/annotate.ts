import { parseSource } from "../annotations/parse.js";
import type { Source } from "../annotations/source/source.js";
import type { ParsedFile, TextEdit } from "../annotations/study.js";
import { spellName } from "../annotations/tags/words.js";
import { applyEdits } from "../annotations/write.js";
import { type Phrase, phrase } from "../l10n/phrase.js";
import { isCellHead } from "../notebooks/join.js";
import type { Direction } from "../study/trial.js";
import type { AnnotatedText } from "./annotated-text.js";
import type { StudyFunction } from "./functions.js";
import { suggestedGoal } from "./metrics.js";
import type { Tunable } from "./tunable.js";

/** What a `@study` comment is to say. */
export interface StudyWords {
  /** null: the name of the function, or of the file. */
  readonly name: string | null;
  readonly direction: Direction;
  readonly metric: string | null;
  /** null leaves the default. */
  readonly trials: number | null;
}

/** The edits that annotate a file, or why that cannot be done. */
export type AnnotationPlan =
  | { readonly kind: "edits"; readonly edits: readonly TextEdit[] }
  | { readonly kind: "refusal"; readonly message: Phrase };

/**
 * The edits that put a `@tune` beside each value, and a `@study` above the function or at the top of the file where
 * `study` says so. The result is parsed: a plan that would bring in an error is refused, so whatever is inserted works.
 */
export function planAnnotations(
  annotated: AnnotatedText,
  tunables: readonly Tunable[],
  owner: StudyFunction | null,
  study: StudyWords | null,
): AnnotationPlan {
  const { source } = annotated;
  const byLine = new Map<number, Tunable[]>();
  for (const tunable of tunables) byLine.set(tunable.line, [...(byLine.get(tunable.line) ?? []), tunable]);
  const heads: TextEdit[] = [];
  if (study !== null) heads.push(studyEdit(source, owner, study));
  if (owner !== null && study !== null) heads.push(...owner.repairs);
  let edits = [...heads, ...[...byLine].map(([line, found]) => trailing(source, line, found))];
  let problem = firstProblem(annotated, edits);
  if (problem !== null) {
    // A line that cannot be followed by a comment takes it above.
    edits = [
      ...heads,
      ...[...byLine].map(([line, found]) =>
        canTrail(annotated, line, found, heads) ? trailing(source, line, found) : above(source, line, found),
      ),
    ];
    problem = firstProblem(annotated, edits);
  }
  return problem === null ? { kind: "edits", edits: ordered(edits) } : { kind: "refusal", message: problem };
}

/** A study of a file judges what is printed, so that it needs a metric's name, which a person may change. */
const PRINTED_METRIC = "loss";

/** What a study of a function, or of the file, would most likely be called for by its code. */
export function suggestStudy(annotated: AnnotatedText, owner: StudyFunction | null): StudyWords {
  const { source } = annotated;
  const code = owner === null ? source.text : source.slice(owner.code.range);
  const { direction, metric } = suggestedGoal(code, owner === null);
  return { name: null, direction, metric: owner === null ? (metric ?? PRINTED_METRIC) : metric, trials: null };
}

/**
 * The edits that make one value tunable: under the study that owns it already, else with a study of its function, else,
 * where that could not be called by a trial, of the file.
 */
export function planTunable(
  annotated: AnnotatedText,
  tunable: Tunable,
  owner: StudyFunction | null,
): { readonly plan: AnnotationPlan; readonly study: "present" | "function" | "file" } {
  if (hasStudy(annotated, owner)) {
    return { plan: planAnnotations(annotated, [tunable], owner, null), study: "present" };
  }
  if (owner !== null) {
    const plan = planAnnotations(annotated, [tunable], owner, suggestStudy(annotated, owner));
    if (plan.kind === "edits") return { plan, study: "function" };
  }
  return { plan: planAnnotations(annotated, [tunable], null, suggestStudy(annotated, null)), study: "file" };
}

/** The study that would own a value: true where there is one already. */
export function hasStudy({ parsed }: AnnotatedText, owner: StudyFunction | null): boolean {
  if (owner?.annotated === true) return true;
  return parsed.studies.some(({ objective }) => objective.kind !== "function");
}

function studyEdit(source: Source, owner: StudyFunction | null, words: StudyWords): TextEdit {
  const token = source.language.lineComments[0]!;
  const name = words.name === null ? "" : ` ${spellName(words.name)}`;
  const metric = words.metric === null ? "" : ` ${spellName(words.metric)}`;
  const trials = words.trials === null ? "" : ` trials=${words.trials}`;
  const comment = `${token} @study${name} ${words.direction}${metric}${trials}${newLine(source)}`;
  if (owner !== null) {
    const at = source.lineStarts[owner.studyLine]!;
    return { range: { start: at, end: at }, text: comment };
  }
  const line = topOfFile(source);
  const at = line < source.lineCount ? source.lineStarts[line]! : source.text.length;
  const gap = line < source.lineCount && source.lineKind(line) === "code" ? newLine(source) : "";
  return { range: { start: at, end: at }, text: `${comment}${gap}` };
}

/**
 * Below a `#!`, an encoding and a first block of comments; a study there is the file's. In a notebook, whose first cells
 * often hold nothing but magics and comments, it stands in the first one that has code.
 */
function topOfFile(source: Source): number {
  const isHead = (line: number) => line < source.lineCount && isCellHead(source.slice(source.line(line)));
  let line = 0;
  while (line < source.lineCount && (source.lineKind(line) === "comment" || isHead(line + 1))) line++;
  return line;
}

function trailing(source: Source, line: number, tunables: readonly Tunable[]): TextEdit {
  const { end } = source.line(line);
  const comment = source.commentOn(line);
  const text = source.text.slice(0, end);
  const at = text.length - (/[ \t]+$/.exec(text.slice(source.lineStarts[line]))?.[0].length ?? 0);
  const token = source.language.lineComments[0]!;
  const words = tags(tunables);
  // Several `@tune` share a comment; a remark keeps its own.
  const goesOn = comment !== null && /@tune\b/.test(source.slice(comment));
  const gap = source.language.family === "python" ? "  " : " ";
  const text0 = goesOn ? ` ${words}` : `${gap}${token} ${words}`;
  return { range: { start: at, end }, text: text0 };
}

function above(source: Source, line: number, tunables: readonly Tunable[]): TextEdit {
  const at = source.lineStarts[line]!;
  const indent = source.text.slice(at, source.firstCharacter(line));
  const token = source.language.lineComments[0]!;
  return { range: { start: at, end: at }, text: `${indent}${token} ${tags(tunables)}${newLine(source)}` };
}

function tags(tunables: readonly Tunable[]): string {
  return tunables
    .map(({ choice, proposal, several }) => `@tune ${several ? `${spellName(choice.name)} = ` : ""}${proposal.text}`)
    .join(" ");
}

function canTrail(
  annotated: AnnotatedText,
  line: number,
  tunables: readonly Tunable[],
  heads: readonly TextEdit[],
): boolean {
  return firstProblem(annotated, [...heads, trailing(annotated.source, line, tunables)]) === null;
}

/** What would be wrong after the edits that is not wrong now, or which value would still not be tuned. */
function firstProblem(annotated: AnnotatedText, edits: readonly TextEdit[]): Phrase | null {
  const { text, language, stem, parsed } = annotated;
  const after = parseSource(applyEdits(text, ordered(edits)), language, stem);
  const wrong = (file: ParsedFile) =>
    file.diagnostics.filter(({ severity, code }) => severity === "error" && code !== "nothing-to-tune");
  const before = wrong(parsed).map(({ code }) => code);
  const added = wrong(after).find(({ code }) => !before.includes(code));
  if (added !== undefined) return added.message;
  const count = (file: ParsedFile) => file.studies.reduce((sum, { slots }) => sum + slots.length, 0);
  const tuned = edits.reduce((sum, { text: inserted }) => sum + (inserted.match(/@tune\b/g)?.length ?? 0), 0);
  return count(after) - count(parsed) >= tuned ? null : phrase("The annotation would not find its value here.");
}

/** By place; what is inserted at one place becomes one edit. */
function ordered(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const merged: TextEdit[] = [];
  for (const edit of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.range.start === edit.range.start && last.range.end === edit.range.start) {
      merged[merged.length - 1] = { range: edit.range, text: last.text + edit.text };
    } else merged.push(edit);
  }
  return merged;
}

function newLine(source: Source): string {
  return source.text.includes("\r\n") ? "\r\n" : "\n";
}
