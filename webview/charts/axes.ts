import { vector } from "../ui/element.js";
import type { Tick } from "./scales.js";

export interface AxesOptions {
  readonly x: readonly Tick[];
  readonly y: readonly Tick[];
  readonly width: number;
  readonly height: number;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Pixels left for the text of one mark of x; longer texts are cut. */
  readonly xRoom?: number;
}

/** Pixels of a character of a tick's text, on average. */
const CHARACTER = 6.2;
/** Pixels left of the plot for the texts of y. */
const MOST_LEFT = 130;

/** Ticks, hairlines across the plot, and the names of both axes. */
export class Axes {
  readonly group = vector("g", { class: "axes", "aria-hidden": "true" });
  readonly #x = vector("g", { class: "axis axis-x" });
  readonly #y = vector("g", { class: "axis axis-y" });
  readonly #xLabel = vector("text", { class: "axis-label", "text-anchor": "end" });
  readonly #yLabel = vector("text", { class: "axis-label", "text-anchor": "start" });

  constructor() {
    this.group.append(this.#y, this.#x, this.#xLabel, this.#yLabel);
  }

  draw({ x, y, width, height, xLabel, yLabel, xRoom = 110 }: AxesOptions): void {
    this.#x.replaceChildren(
      ...x.map(({ at, text }) => {
        const label = vector("text", { y: 10, dy: "0.71em", "text-anchor": "middle" });
        label.textContent = cut(text, xRoom);
        const line = vector("line", { y2: 4 });
        return vector("g", { class: "tick", transform: `translate(${round(at)},${height})` }, line, label);
      }),
    );
    this.#y.replaceChildren(
      ...y.map(({ at, text }) => {
        const label = vector("text", { x: -10, dy: "0.32em", "text-anchor": "end" });
        label.textContent = cut(text, MOST_LEFT);
        const line = vector("line", { x2: width });
        return vector("g", { class: "tick", transform: `translate(0,${round(at)})` }, line, label);
      }),
    );
    place(this.#xLabel, xLabel, width, height + 36);
    place(this.#yLabel, yLabel, 0, -10);
  }
}

/** Pixels that the longest of the texts takes, with its distance from the plot. */
export function roomFor(ticks: readonly Tick[]): number {
  const longest = Math.max(0, ...ticks.map(({ text }) => text.length * CHARACTER));
  return Math.ceil(Math.min(MOST_LEFT, longest)) + 14;
}

/** A text that fits into so many pixels, its end left away where it does not. */
export function cut(text: string, pixels: number): string {
  const most = Math.max(1, Math.floor(pixels / CHARACTER));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

function place(text: SVGTextElement, words: string, x: number, y: number): void {
  text.textContent = words;
  text.setAttribute("x", String(x));
  text.setAttribute("y", String(y));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
