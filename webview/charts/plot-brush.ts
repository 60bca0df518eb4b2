import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { setShown, vector } from "../ui/element.js";
import type { ChartFigure } from "./figure.js";

export interface PlotBrushOptions {
  readonly axis: "x" | "y";
  /** The filter that a stretch of the axis stands for, in pixels of the plot; null where it takes nothing in. */
  readonly filter: (from: number, to: number) => TrialFilter | null;
  readonly onBrush: (filter: TrialFilter) => void;
}

/** Pixels of a drag that is still a press on a mark. */
const PRESS = 5;

/** A drag along one axis of a plot that filters by it. The axes of the parallel coordinates do the same by keyboard. */
export class PlotBrush {
  readonly #figure: ChartFigure;
  readonly #options: PlotBrushOptions;
  readonly #range = vector("rect", { class: "brush-range", hidden: "" });
  #from: number | null = null;
  #dragged = false;

  constructor(figure: ChartFigure, options: PlotBrushOptions) {
    this.#figure = figure;
    this.#options = options;
    figure.plot.append(this.#range);
    const { stage } = figure;
    stage.classList.add(`brush-along-${options.axis}`);
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
    if (!this.#dragged && Math.abs(to - this.#from) < PRESS) return;
    if (!this.#dragged) this.#figure.stage.setPointerCapture(event.pointerId);
    this.#dragged = true;
    const { width, height } = this.#figure.size;
    const [low, high] = [Math.min(this.#from, to), Math.max(this.#from, to)];
    const along = this.#options.axis === "x";
    const box = along ? { x: low, width: high - low, y: 0, height } : { x: 0, width, y: low, height: high - low };
    for (const [name, value] of Object.entries(box)) this.#range.setAttribute(name, String(value));
    setShown(this.#range, true);
  }

  #up(event: PointerEvent): void {
    const from = this.#from;
    this.#end();
    if (from === null || !this.#dragged) return;
    const filter = this.#options.filter(from, this.#at(event));
    if (filter !== null) this.#options.onBrush(filter);
  }

  #end(): void {
    this.#from = null;
    setShown(this.#range, false);
  }

  #at(event: PointerEvent): number {
    const box = this.#figure.stage.getBoundingClientRect();
    const { left, top } = this.#figure.frame;
    const { width, height } = this.#figure.size;
    const [place, end] =
      this.#options.axis === "x" ? [event.clientX - box.left - left, width] : [event.clientY - box.top - top, height];
    return Math.min(end, Math.max(0, place));
  }
}
