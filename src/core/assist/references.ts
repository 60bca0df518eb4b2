import type { AnnotatedStudy, Slot, TextEdit, TextRange } from "../annotations/study.js";
import type { Tag } from "../annotations/tags/collect.js";
import { isBareName, spellName } from "../annotations/tags/words.js";
import { type Phrase, phrase } from "../l10n/phrase.js";
import { parseExpression } from "../space/expression/parse.js";
import { type AnnotatedText, holdsOffset, type PlacedTune, textOffset } from "./annotated-text.js";

/** A place where a parameter is named. `code`: the code's own name of it; the others stand in annotations. */
export interface ParameterUse {
  readonly range: TextRange;
  readonly role: "code" | "name" | "condition" | "constraint" | "placeholder";
}

export interface NamedParameter {
  readonly study: AnnotatedStudy;
  readonly slot: Slot;
  readonly uses: readonly ParameterUse[];
  /** The use that was asked for. */
  readonly at: ParameterUse;
  readonly tune: PlacedTune;
}

/** The parameter whose name stands at an offset, in the code or in an annotation; null elsewhere. */
export function parameterAt(annotated: AnnotatedText, offset: number): NamedParameter | null {
  for (const tune of annotated.tunes) {
    const { slot, study } = tune;
    if (slot === null || study === null || !mayBeNamed(annotated, offset, tune, slot)) continue;
    const uses = usesOf(annotated, tune, study, slot);
    const at = uses.find(({ range }) => holdsOffset(range, offset));
    if (at !== undefined) return { study, slot, uses, at, tune };
  }
  return null;
}

/** Whether the name stands around the offset at all: looking through every annotation is for those alone. */
function mayBeNamed({ text }: AnnotatedText, offset: number, { choice }: PlacedTune, { name }: Slot): boolean {
  if (holdsOffset(choice?.nameRange ?? null, offset)) return true;
  return text.slice(Math.max(0, offset - name.length - 1), offset + name.length + 1).includes(name);
}

export type Renaming =
  | {
      readonly kind: "edits";
      readonly edits: readonly TextEdit[];
      /**
       * Where the code's own name stands that has to change, too, which is the language's own business; null where the
       * code's name may stay.
       */
      readonly code: TextRange | null;
    }
  | { readonly kind: "refusal"; readonly message: Phrase };

/** What renames a parameter in every annotation of its study. */
export function planRename({ study, slot, uses, tune }: NamedParameter, newName: string): Renaming {
  const name = newName.trim();
  if (name === "") return { kind: "refusal", message: phrase("A parameter's name must not be empty.") };
  if (study.slots.some((other) => other !== slot && other.name === name)) {
    return { kind: "refusal", message: phrase("The study {0} has a parameter `{1}` already.", study.name, name) };
  }
  const isParameter = tune.choice?.parameter != null;
  if (isParameter && !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    return { kind: "refusal", message: phrase("`{0}` cannot be the name of a parameter in the code.", name) };
  }
  const placeholders = uses.some(({ role }) => role === "placeholder");
  if (placeholders && !isBareName(name)) {
    return { kind: "refusal", message: phrase("`{0}` cannot stand in braces in `run`.", name) };
  }
  const edits = uses
    .filter(({ role }) => role !== "code")
    .map(({ range, role }): TextEdit => ({ range, text: role === "placeholder" ? name : spellName(name) }));
  const code = isParameter ? (uses.find(({ role }) => role === "code")?.range ?? null) : null;
  if (!isParameter && !uses.some(({ role }) => role === "name")) {
    const at = tune.tune.tagRange.end;
    edits.push({ range: { start: at, end: at }, text: ` ${spellName(name)} =` });
  }
  return { kind: "edits", edits: edits.sort((a, b) => a.range.start - b.range.start), code };
}

function usesOf(annotated: AnnotatedText, tune: PlacedTune, study: AnnotatedStudy, slot: Slot): ParameterUse[] {
  const uses: ParameterUse[] = [];
  if (tune.choice !== null) uses.push({ range: tune.choice.nameRange, role: "code" });
  if (tune.tune.nameRange !== null) uses.push({ range: tune.tune.nameRange, role: "name" });
  const names = study.slots.map(({ name }) => name);
  for (const other of annotated.tunes) {
    const { condition, text } = other.tune;
    if (other.study !== study || condition === null) continue;
    for (const range of namesAt(other.tag, text.text, condition, slot.name, names))
      uses.push({ range, role: "condition" });
  }
  for (const tag of annotated.tags) {
    const start = tag.text.at(0);
    if (tag.kind === "constraint" && constrainedBy(annotated, start) === study) {
      const whole = { start: "@constraint".length, end: tag.text.text.length };
      for (const range of namesAt(tag, tag.text.text, whole, slot.name, names))
        uses.push({ range, role: "constraint" });
    }
    if (tag.kind === "study" && holdsOffset(study.annotation, start)) {
      for (const found of tag.text.text.matchAll(/(?<!\{)\{([^{}]+)\}(?!\})/g)) {
        if (found[1] !== slot.name) continue;
        uses.push({ range: tag.text.range(found.index + 1, found.index + 1 + slot.name.length), role: "placeholder" });
      }
    }
  }
  return uses;
}

/** The study that a constraint belongs to: the last one that begins above it. */
function constrainedBy({ parsed }: AnnotatedText, start: number): AnnotatedStudy | null {
  return [...parsed.studies].reverse().find(({ annotation }) => annotation.start < start) ?? null;
}

/** Where an expression in a tag's text names a parameter. */
function namesAt(
  tag: Tag,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  name: string,
  names: readonly string[],
): TextRange[] {
  const quotedNames = new Set(names.filter((one) => !isBareName(one)));
  const parsed = parseExpression(text.slice(start, end), { quotedNames });
  if (parsed.kind === "error") return [];
  const found: TextRange[] = [];
  for (const [part, place] of parsed.ranges) {
    if (part.kind === "name" && part.name === name) found.push(tag.text.range(start + place.start, start + place.end));
  }
  return found;
}

/** Where the value stands that a name in an annotation means; null where there is nothing but the annotation. */
export function definitionAt(
  annotated: AnnotatedText,
  offset: number,
): { readonly from: TextRange; readonly to: TextRange } | null {
  const found = parameterAt(annotated, offset);
  if (found !== null) {
    const { at, uses, tune, slot } = found;
    const code = uses.find(({ role }) => role === "code")?.range ?? slot.range;
    // The code's own name leads to its annotation.
    if (at.role === "code") return { from: at.range, to: tune.tune.range };
    return code === null ? null : { from: at.range, to: code };
  }
  const tune = annotated.tunes.find((one) => holdsOffset(one.tune.tagRange, offset));
  const target = tune?.choice?.nameRange ?? tune?.slot?.range ?? null;
  return tune === undefined || target === null || textOffset(tune.tag, offset) === null
    ? null
    : { from: tune.tune.tagRange, to: target };
}
