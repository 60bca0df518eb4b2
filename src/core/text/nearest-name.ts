import { type Phrase, phrase } from "../l10n/phrase.js";

/**
 * The name that was probably meant by `wrong`: the one that the fewest edits away, where these are at most a third of
 * its letters; null where none is near.
 */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const edits = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (edits <= Math.max(1, Math.floor(Math.max(name.length, wrong.length) / 3)) && edits < least) {
      nearest = name;
      least = edits;
    }
  }
  return nearest;
}

/** The insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
export function editDistance(a: string, b: string): number {
  let previous: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(row[j]! + 1, next[j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, previous[j - 2]! + 1);
      next.push(edits);
    }
    previous = row;
    row = next;
  }
  return row[b.length]!;
}

/** A sentence that asks whether this was meant; null where nothing is near. */
export function didYouMean(near: string | null): Phrase | null {
  return near === null ? null : phrase("Did you mean `{0}`?", near);
}
