import { STUDY_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import type { StudyState } from "./state.js";
import type { Trial } from "./trial.js";

/** What people have put down about a trial. Finished trials cannot change, so all of it is kept in the study. */
export interface Mark {
  readonly star: boolean;
  /** Without blanks at their ends, each once, in the order in which they were given. */
  readonly tags: readonly string[];
  readonly note: string;
}

/** What changes of a mark; the rest stays. */
export type MarkChange = Partial<Mark>;

export const NO_MARK: Mark = { star: false, tags: [], note: "" };

/** The most characters of one attribute, as optuna-dashboard's own writer has it for databases. */
const NOTE_PIECE = 2045;

/**
 * The marks of a study's trials by their numbers; trials without one are not in it. Notes are those of optuna-dashboard,
 * which keeps them under the trial's identifier.
 */
export function marksOf(study: StudyState): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>();
  const first = study.trials[0]?.id ?? 0;
  for (const [key, value] of study.systemAttributes) {
    if (key.startsWith(STUDY_ATTRIBUTES.mark)) {
      const number = Number(key.slice(STUDY_ATTRIBUTES.mark.length));
      marks.set(number, { ...(marks.get(number) ?? NO_MARK), ...decodeMark(value) });
      continue;
    }
    const id = /^dashboard:(\d+):note_ver$/.exec(key)?.[1];
    if (id === undefined) continue;
    const trial = trialWithId(study, Number(id), first);
    const note = trial === undefined ? "" : noteOf(study, trial.id);
    if (trial !== undefined && note !== "") marks.set(trial.number, { ...(marks.get(trial.number) ?? NO_MARK), note });
  }
  for (const [number, mark] of marks) if (isEmpty(mark)) marks.delete(number);
  return marks;
}

/** The attributes that a change of a trial's mark sets in its study; none where it changes nothing. */
export function markAttributes(
  study: StudyState,
  trial: Trial,
  change: MarkChange,
): readonly (readonly [string, Json])[] {
  const before = marksOf(study).get(trial.number) ?? NO_MARK;
  const { star = before.star, note = before.note } = change;
  const tags = change.tags === undefined ? before.tags : cleanTags(change.tags);
  const attributes: (readonly [string, Json])[] = [];
  if (star !== before.star || tags.join("\n") !== before.tags.join("\n")) {
    attributes.push([`${STUDY_ATTRIBUTES.mark}${trial.number}`, { star, tags }]);
  }
  if (note !== before.note) attributes.push(...noteAttributes(study, trial.id, note));
  return attributes;
}

/** The tags of all trials, each once, by name. */
export function tagsIn(marks: ReadonlyMap<number, Mark>): readonly string[] {
  return [...new Set([...marks.values()].flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
}

/** Blanks in a row become one, empty tags and repetitions go. */
export function cleanTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.map((tag) => tag.replace(/\s+/g, " ").trim()).filter((tag) => tag !== ""))];
}

function isEmpty({ star, tags, note }: Mark): boolean {
  return !star && tags.length === 0 && note === "";
}

function decodeMark(json: Json): Pick<Mark, "star" | "tags"> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return { star: false, tags: [] };
  const { star, tags } = json as { readonly [name: string]: Json };
  const words = Array.isArray(tags) ? (tags as readonly Json[]).filter((tag) => typeof tag === "string") : [];
  return { star: star === true, tags: cleanTags(words) };
}

/** Identifiers count the trials of all studies of a journal, and grow with the numbers within each. */
function trialWithId(study: StudyState, id: number, first: number): Trial | undefined {
  const guess = study.trials[id - first];
  if (guess?.id === id) return guess;
  let low = 0;
  let high = study.trials.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const trial = study.trials[middle]!;
    if (trial.id === id) return trial;
    if (trial.id < id) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function noteOf({ systemAttributes }: StudyState, id: number): string {
  let note = "";
  for (let i = 0; ; i++) {
    const piece = systemAttributes.get(`dashboard:${id}:note_str:${i}`);
    if (typeof piece !== "string") return note;
    note += piece;
  }
}

/** The version counts up with each change; pieces of a longer note of before are emptied. */
function noteAttributes(
  { systemAttributes }: StudyState,
  id: number,
  note: string,
): readonly (readonly [string, Json])[] {
  const version = systemAttributes.get(`dashboard:${id}:note_ver`);
  const key = (i: number) => `dashboard:${id}:note_str:${i}`;
  const pieces: (readonly [string, Json])[] = [];
  for (let i = 0; i * NOTE_PIECE < note.length || systemAttributes.has(key(i)); i++) {
    pieces.push([key(i), note.slice(i * NOTE_PIECE, (i + 1) * NOTE_PIECE)]);
  }
  return [[`dashboard:${id}:note_ver`, (typeof version === "number" ? version : 0) + 1], ...pieces];
}
