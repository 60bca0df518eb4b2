import { vector } from "../ui/element.js";
import type { ChartFigure } from "./figure.js";
import { numberTicks, type Tick, type ValueScale } from "./scales.js";
import { cut, textWidth } from "./text-width.js";

/** What an axis says along its line. */
export interface AxisMarks {
  /** Marks with their texts, so that there are about `most` of them. */
  ticks(most: number): readonly Tick[];
  /** Pixels of one category, within which its text has room; 0 for numbers. */
  readonly band: number;
}

/** The marks of a scale of numbers. */
export function numberMarks(scale: ValueScale, whole = false): AxisMarks {
  return { band: 0, ticks: (most) => numberTicks(scale, most, whole) };
}

/** Pixels between two marks, upwards and across. */
export const UPWARDS = 44;
const ACROSS = 80;
/** Pixels left of the plot that the texts of its marks may take. */
const MOST_LEFT = 130;

/** The two axes of a plot: marks, hairlines across the plot, and names. */
export class Axes {
  readonly #figure: ChartFigure;
  readonly #x = vector("g", { class: "axis axis-x" });
  readonly #y = vector("g", { class: "axis axis-y" });
  readonly #xLabel = vector("text", { class: "axis-label", "text-anchor": "end" });
  readonly #yLabel = vector("text", { class: "axis-label", "text-anchor": "start", y: -10 });

  /** Puts the axes into the plot, above what is there already. */
  constructor(figure: ChartFigure) {
    this.#figure = figure;
    figure.plot.append(
      vector("g", { class: "axes", "aria-hidden": "true" }, this.#y, this.#x, this.#xLabel, this.#yLabel),
    );
  }

  /**
   * Draws the upright axis, whose scale has been made for the plot's height, and keeps the room left of it that its texts need.
   *
   * @returns Pixels of the plot beside it; null where nothing can be drawn yet.
   */
  upright(marks: AxisMarks, label: string): { readonly width: number; readonly height: number } | null {
    const { height } = this.#figure.size;
    const ticks = marks.ticks(Math.max(1, Math.floor(height / UPWARDS)));
    this.#figure.reserve({ left: roomFor(ticks) });
    const { width } = this.#figure.size;
    if (width === 0 || height === 0) return null;
    this.#y.replaceChildren(
      ...ticks.map(({ at, text }) => {
        const words = vector("text", { x: -10, dy: "0.32em", "text-anchor": "end" });
        words.textContent = cut(text, MOST_LEFT);
        const line = vector("line", { x2: width });
        return vector("g", { class: "tick", transform: `translate(0,${round(at)})` }, line, words);
      }),
    );
    // A long name begins as far left of the axis as it must.
    const { left } = this.#figure.frame;
    const name = cut(label, left + width - 4);
    this.#yLabel.textContent = name;
    this.#yLabel.setAttribute("x", String(Math.min(0, Math.max(-left, width - textWidth(name) - 2))));
    return { width, height };
  }

  /** Draws the flat axis, whose scale has been made for the plot's width, at the foot of the plot. */
  flat({ ticks, band }: AxisMarks, label: string, foot = this.#figure.size.height): void {
    const { width } = this.#figure.size;
    const { left, width: whole } = this.#figure.frame;
    const room = band > 0 ? band - 6 : ACROSS - 6;
    this.#x.replaceChildren(
      ...ticks(Math.max(1, Math.floor(width / ACROSS))).map(({ at, text }) => {
        const shown = cut(text, room);
        // The last text does not end outside of the chart.
        const beside = Math.min(0, whole - left - at - textWidth(shown) / 2 - 1);
        const words = vector("text", { x: round(beside), y: 10, dy: "0.71em", "text-anchor": "middle" });
        words.textContent = shown;
        const line = vector("line", { y2: 4 });
        return vector("g", { class: "tick", transform: `translate(${round(at)},${foot})` }, line, words);
      }),
    );
    this.#xLabel.textContent = cut(label, left + width - 4);
    this.#xLabel.setAttribute("x", String(width));
    this.#xLabel.setAttribute("y", String(foot + 36));
  }
}

/** Pixels that the longest of the texts takes, with its distance from the plot. */
export function roomFor(ticks: readonly Tick[], most = MOST_LEFT): number {
  const longest = Math.max(0, ...ticks.map(({ text }) => textWidth(text)));
  return Math.ceil(Math.min(most, longest)) + 16;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
