import { axisBottom, axisLeft } from "d3-axis";
import { select } from "d3-selection";
import { formatNumber } from "../../src/core/format/number.js";
import { vector } from "../ui/element.js";
import type { ValueScale } from "./scales.js";

export interface AxesOptions {
  readonly x: ValueScale;
  readonly y: ValueScale;
  readonly width: number;
  readonly height: number;
  readonly xLabel: string;
  readonly yLabel: string;
}

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

  draw({ x, y, width, height, xLabel, yLabel }: AxesOptions): void {
    const bottom = axisBottom<number>(x)
      .tickValues(x.ticks(Math.max(2, Math.floor(width / 80))).filter(Number.isInteger))
      .tickFormat(formatNumber)
      .tickSize(4)
      .tickPadding(6);
    this.#x.setAttribute("transform", `translate(0,${height})`);
    select(this.#x).call(bottom);

    const ticks = thinned(y, y.ticks(Math.max(2, Math.floor(height / 44))));
    const left = axisLeft<number>(y).tickValues(ticks).tickFormat(tickFormat(ticks)).tickSize(-width).tickPadding(10);
    select(this.#y).call(left);

    place(this.#xLabel, xLabel, width, height + 36);
    place(this.#yLabel, yLabel, 0, -10);
  }
}

/** The same number of decimals for all, as many as the ticks need. */
function tickFormat(ticks: readonly number[]): (tick: number) => string {
  const texts = ticks.map(formatNumber);
  if (texts.some((text) => text.includes("e"))) return formatNumber;
  const decimals = Math.max(0, ...texts.map((text) => (text.includes(".") ? text.length - text.indexOf(".") - 1 : 0)));
  return (tick) => tick.toFixed(decimals);
}

/** A logarithmic scale offers nine ticks a decade; only those are kept that have room for their text. */
function thinned(scale: ValueScale, ticks: readonly number[]): number[] {
  const kept: number[] = [];
  const whole = (tick: number): boolean => Number.isInteger(Math.round(Math.log10(Math.abs(tick)) * 1e9) / 1e9);
  const first = ticks.filter(whole);
  for (const tick of first.length > 1 ? [...first, ...ticks] : ticks) {
    if (kept.every((other) => Math.abs(scale(other) - scale(tick)) >= 22)) kept.push(tick);
  }
  return kept;
}

function place(text: SVGTextElement, words: string, x: number, y: number): void {
  text.textContent = words;
  text.setAttribute("x", String(x));
  text.setAttribute("y", String(y));
}
