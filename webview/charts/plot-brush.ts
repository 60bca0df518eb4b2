import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { setShown, vector } from "../ui/element.js";
import type { ChartFigure } from "./figure.js";

/** A place in a plot, in pixels from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface PlotBrushOptions {
  /** Along one axis, or as a rectangle over both. */
  readonly over: "x" | "both";
  /** The filters that what lies between two places stands for; none where that takes nothing in. */
  readonly filters: (from: Place, to: Place) => readonly TrialFilter[];
  readonly onBrush: (...filters: readonly TrialFilter[]) => void;
}

/** Pixels of a drag that is still a press on a mark. */
const PRESS = 5;

/** A drag over a plot that filters by one of its axes, or both. The axes of the parallel coordinates do the same by keyboard. */
export class PlotBrush {
  readonly #figure: ChartFigure;
  readonly #options: PlotBrushOptions;
  readonly #range = vector("rect", { class: "brush-range", hidden: "" });
  #from: Place | null = null;
  #dragged = false;

  constructor(figure: ChartFigure, options: PlotBrushOptions) {
    this.#figure = figure;
    this.#options = options;
    figure.plot.append(this.#range);
    const { stage } = figure;
    stage.classList.add(`brush-over-${options.over}`);
    stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#from = this.#at(event);
      this.#dragged = false;
    });
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#up(event));
    stage.addEventListener("pointercancel", () => this.#end());
    // The click at the end of a drag is not meant for the mark below it.
    stage.addEventListener(
      "click",
      (event) => {
        if (this.#dragged) event.stopImmediatePropagation();
        this.#dragged = false;
      },
      { capture: true },
    );
  }

  #move(event: PointerEvent): void {
    if (this.#from === null) return;
    const to = this.#at(event);
    const { x, y } = this.#from;
    const way = this.#options.over === "x" ? Math.abs(to.x - x) : Math.hypot(to.x - x, to.y - y);
    if (!this.#dragged && way < PRESS) return;
    if (!this.#dragged) this.#figure.stage.setPointerCapture(event.pointerId);
    this.#dragged = true;
    const across = { x: Math.min(x, to.x), width: Math.abs(to.x - x) };
    const upwards =
      this.#options.over === "x"
        ? { y: 0, height: this.#figure.size.height }
        : { y: Math.min(y, to.y), height: Math.abs(to.y - y) };
    const box = { ...across, ...upwards };
    for (const [name, value] of Object.entries(box)) this.#range.setAttribute(name, String(value));
    setShown(this.#range, true);
  }

  #up(event: PointerEvent): void {
    const from = this.#from;
    this.#end();
    if (from === null || !this.#dragged) return;
    const filters = this.#options.filters(from, this.#at(event));
    if (filters.length > 0) this.#options.onBrush(...filters);
  }

  #end(): void {
    this.#from = null;
    setShown(this.#range, false);
  }

  #at(event: PointerEvent): Place {
    const box = this.#figure.stage.getBoundingClientRect();
    const { left, top } = this.#figure.frame;
    const { width, height } = this.#figure.size;
    const within = (place: number, end: number): number => Math.min(end, Math.max(0, place));
    return { x: within(event.clientX - box.left - left, width), y: within(event.clientY - box.top - top, height) };
  }
}
