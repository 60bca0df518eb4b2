import type { Language } from "../annotations/language.js";
import { boundsOf } from "../space/bounds.js";
import { choicesOf, type Distribution, type NumericDistribution } from "../space/distribution.js";
import { shortest, spellChoice } from "./shape.js";

// What the small pictures of hovers share.

export const WIDTH = 320;
export const LEFT = 14;
export const RIGHT = 14;
/** How many standard deviations of an open side are shown; next to nothing lies beyond. */
const SHOWN = 4;

// An image knows nothing of the editor's theme: these are readable on light and on dark.
export const INK = "#8a8a8a";
export const FILL = "#3794ff";
export const MARK = "#e8912d";

/** An SVG document of the common width. */
export function drawing(height: number, parts: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="10">${parts}</svg>`;
}

/** The picture as the target of a markdown image. */
export function imageAddress(svg: string): string {
  const encoded = encodeURIComponent(svg).replace(/[()'!*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `data:image/svg+xml;utf8,${encoded}`;
}

export function shownRange(distribution: NumericDistribution): readonly [number, number] {
  const [low, high] = boundsOf(distribution);
  if (distribution.kind !== "normal" && distribution.kind !== "lognormal") return [low, high];
  const { mu, sigma, kind } = distribution;
  const unwarp = kind === "lognormal" ? Math.exp : (value: number) => value;
  return [
    distribution.low ?? Math.max(low, unwarp(mu - SHOWN * sigma)),
    distribution.high ?? Math.min(high, unwarp(mu + SHOWN * sigma)),
  ];
}

/** Powers of ten within a range, six at most, and its ends where there are few. */
export function decades(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 1) return [low, Math.sqrt(low * high), high];
  const every = Math.ceil((last - first + 1) / 6);
  const found: number[] = [];
  for (let exponent = first; exponent <= last; exponent += every) found.push(Number(`1e${exponent}`));
  return found;
}

export function label(value: number): string {
  return shortest(Number(value.toPrecision(3)));
}

export function anchorOf(x: number): "start" | "middle" | "end" {
  return x < LEFT + 12 ? "start" : x > WIDTH - RIGHT - 12 ? "end" : "middle";
}

export function text(x: number, y: number, words: string, anchor: string, fill = INK): string {
  const safe = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<text x="${round(x)}" y="${y}" text-anchor="${anchor}" fill="${fill}">${safe}</text>`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export type CategoricalDistribution = Extract<Distribution, { kind: "choice" | "ordinal" | "bool" }>;

/** The categories as the host language spells them, in order. */
export function categoryLabels(distribution: CategoricalDistribution, language: Language): readonly string[] {
  return choicesOf(distribution).map((choice) =>
    distribution.kind === "bool" && choice.kind === "boolean"
      ? String(language.words[choice.value ? "true" : "false"][0])
      : spellChoice(choice, language),
  );
}

/** Labels below slots of equal width, cut to their room; where slots are narrow only some are written. */
export function slotTexts(labels: readonly string[], y: number): string {
  const slot = (WIDTH - LEFT - RIGHT) / labels.length;
  const room = Math.max(2, Math.floor(slot / 5.5));
  const every = Math.ceil(18 / slot);
  const words = labels.map((word, i) =>
    i % every === 0
      ? text(LEFT + (i + 0.5) * slot, y, word.length > room ? `${word.slice(0, room - 1)}…` : word, "middle")
      : "",
  );
  return words.join("");
}
