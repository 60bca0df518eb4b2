import { type Phrase, phrase } from "../l10n/phrase.js";
import { type Literal, sameLiteral } from "../space/literal.js";
import type { Language } from "./language.js";
import { parseSource } from "./parse.js";
import { readLiteral, readsBack, spell } from "./spelling.js";
import type { AnnotatedStudy, Slot, TextEdit } from "./study.js";

/** Why nothing was written. */
export interface WriteRefusal {
  readonly kind: "refusal";
  readonly message: Phrase;
}

export interface WritePlan {
  readonly kind: "edits";
  readonly edits: readonly TextEdit[];
  /** Values that have no place in the code. */
  readonly skipped: readonly { readonly name: string; readonly why: Phrase }[];
}

/**
 * The edits that put values into the code: only annotated literals are replaced, each in the host's spelling and kind
 * and in the manner of the old one. The result is parsed again, and refused where a slot would not read back as
 * exactly the value, or any other slot of the file would change.
 */
export function planWrite(
  text: string,
  study: AnnotatedStudy,
  language: Language,
  values: ReadonlyMap<string, Literal>,
): WritePlan | WriteRefusal {
  const edits: TextEdit[] = [];
  const skipped: { name: string; why: Phrase }[] = [];
  const slots = new Map(study.slots.map((slot) => [slot.name, slot]));
  for (const [name, literal] of values) {
    const slot = slots.get(name);
    if (slot === undefined) {
      skipped.push({ name, why: phrase("The code has no `{0}` any more.", name) });
      continue;
    }
    const { range } = slot;
    if (range === null || slot.literal === null) {
      skipped.push({ name, why: phrase("`{0}` has no literal in the code that could be replaced.", name) });
      continue;
    }
    const old = text.slice(range.start, range.end);
    const present = readLiteral(old, language);
    if (present === null || !sameLiteral(present, slot.literal)) {
      return refusal(phrase("The file has changed: `{0}` no longer stands where it was read.", name));
    }
    const spelt = spellFor(slot, literal, language, old);
    if (spelt === null)
      return refusal(phrase("`{0}` cannot be written in {1} so that it reads back the same.", name, language.name));
    if (spelt !== old) edits.push({ range, text: spelt });
  }
  edits.sort((a, b) => a.range.start - b.range.start);
  return verify(text, study, language, values, edits) ?? { kind: "edits", edits, skipped };
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { range, text: replacement } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    result += text.slice(at, range.start) + replacement;
    at = range.end;
  }
  return result + text.slice(at);
}

function refusal(message: Phrase): WriteRefusal {
  return { kind: "refusal", message };
}

/** How a value is written into its slot; null where nothing reads back as the value. */
function spellFor(slot: Slot, literal: Literal, language: Language, old: string): string | null {
  if ("value" in literal && typeof literal.value === "number" && !Number.isFinite(literal.value)) return null;
  const present = readLiteral(old, language);
  if (present !== null && sameLiteral(present, literal)) return old;
  const written = writtenCategory(slot, literal, language);
  const like = spell(literal, language, old);
  // A text takes the quotes of the one that it replaces; every other category is the very literal of the annotation.
  const keepsQuotes =
    literal.kind === "string" && present?.kind === "string" && (like === literal.value || /["'`]/.test(old));
  const candidates = keepsQuotes ? [like, written] : [written, like];
  return candidates.find((spelt) => spelt !== null && readsBack(spelt, literal, language)) ?? null;
}

/** The category as the annotation spells it; null where the value is none of its categories. */
function writtenCategory({ choices, distribution }: Slot, literal: Literal, language: Language): string | null {
  if (choices === null || distribution.kind === "bool" || !("choices" in distribution)) return null;
  const index = distribution.choices.findIndex((choice) => sameLiteral(choice, literal));
  const spelt = choices[index];
  if (spelt === undefined || literal.kind === "boolean") return null;
  // Without quotes where the language has none, so that the text stays the same.
  return literal.kind === "string" && language.strings.length === 0 ? literal.value : spelt;
}

/** Parses the new text: every slot of every study must be as it was, but for the values written. */
function verify(
  text: string,
  study: AnnotatedStudy,
  language: Language,
  values: ReadonlyMap<string, Literal>,
  edits: readonly TextEdit[],
): WriteRefusal | null {
  if (edits.length === 0) return null;
  const before = parseSource(text, language, study.name).studies;
  const after = parseSource(applyEdits(text, edits), language, study.name).studies;
  const present = before.findIndex((other) => other.annotation.start === study.annotation.start);
  if (present < 0) return refusal(phrase("The file has changed: the study no longer stands where it was read."));
  const same =
    before.length === after.length &&
    before.every((old, i) => {
      const now = after[i]!;
      return (
        old.slots.length === now.slots.length &&
        old.slots.every((slot, k) => slotKept(slot, now.slots[k]!, i === present ? values.get(slot.name) : undefined))
      );
    });
  return same
    ? null
    : refusal(phrase("Written into the code, these values would change more than themselves, so nothing was written."));
}

function slotKept(old: Slot, now: Slot, written: Literal | undefined): boolean {
  if (old.name !== now.name || old.place !== now.place) return false;
  const expected = old.range === null ? old.literal : (written ?? old.literal);
  if (expected === null || now.literal === null) return expected === now.literal;
  return sameLiteral(expected, now.literal);
}
