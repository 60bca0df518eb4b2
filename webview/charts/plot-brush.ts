import type { TrialFilter } from "../../src/core/protocol/panel.js";
import type { Column } from "../model/columns.js";
import { filterOf } from "../model/filter.js";
import { vector } from "../ui/element.js";
import { AxisBrush, boxes } from "./axis-brush.js";
import type { BrushScale, Stretch } from "./brush-scale.js";
import type { ChartHost } from "./chart.js";
import type { ChartFigure } from "./figure.js";

/** A place in a plot, in pixels from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** An axis of a plot: its places, and the column that they filter. */
export interface PlotAxis {
  readonly scale: BrushScale;
  readonly column: Column;
}

/** The axes that are brushed; null where the plot is not brushed that way. */
export interface PlotAxes {
  readonly x: PlotAxis | null;
  readonly y: PlotAxis | null;
}

/** Pixels of a drag that is still a press on a mark. */
const PRESS = 5;
/** Pixels below and beside the plot where its axes are taken, and where their brushes are drawn: nothing of the plot is covered. */
const BESIDE = 26;
const THICK = 7;

/** A brush over a plot, by one of its axes or both: a drag over the plot, or the brushes of the axes themselves. */
export class PlotBrush {
  readonly #figure: ChartFigure;
  readonly #host: Pick<ChartHost, "filters" | "brush" | "unbrush">;
  readonly #range = vector("path", { class: "brush-range", hidden: "" });
  readonly #x: AxisBrush;
  readonly #y: AxisBrush;
  #axes: PlotAxes | null = null;
  #from: Place | null = null;
  #dragged = false;

  /** To be made once the marks are in the plot, above which the brush is drawn. */
  constructor(figure: ChartFigure, host: Pick<ChartHost, "filters" | "brush" | "unbrush">) {
    this.#figure = figure;
    this.#host = host;
    figure.plot.append(this.#range);
    this.#x = new AxisBrush({ figure, host, upright: false, reach: [2, BESIDE], drawn: [1, THICK] });
    this.#y = new AxisBrush({ figure, host, upright: true, reach: [-BESIDE, -2], drawn: [-THICK, -1] });
    const { stage } = figure;
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

  /** Takes the axes as they were drawn, and shows what the filters let pass on them. */
  show(axes: PlotAxes): void {
    this.#axes = axes;
    const { width, height } = this.#figure.size;
    const { stage } = this.#figure;
    stage.classList.toggle("brush-over-x", axes.x !== null && axes.y === null);
    stage.classList.toggle("brush-over-both", axes.y !== null);
    this.#x.group.setAttribute("transform", `translate(0,${height})`);
    for (const [brush, axis, length] of [
      [this.#x, axes.x, width],
      [this.#y, axes.y, height],
    ] as const) {
      if (axis !== null) brush.show({ ...axis, ends: [0, length] });
      this.#figure.handle(brush.group, axis !== null);
    }
    if (this.#from === null) this.#drawKept();
  }

  /** What is filtered by these axes stays marked: a stretch of the plot, or a rectangle where both have a filter. */
  #drawKept(): void {
    const { x, y } = this.#axes!;
    const { width, height } = this.#figure.size;
    const [across, upwards] = [this.#stretches(x), this.#stretches(y)];
    const none = across === null && upwards === null;
    const tall: readonly Stretch[] = upwards ?? [[0, height]];
    const wide: readonly Stretch[] = across ?? [[0, width]];
    this.#draw(none ? "" : tall.map(([top, foot]) => boxes(wide, inOrder(top, foot), false)).join(""), true);
  }

  #stretches(axis: PlotAxis | null): readonly Stretch[] | null {
    const filter = axis === null ? undefined : filterOf(this.#host.filters(), axis.column.id);
    const found = axis === null || filter === undefined ? [] : axis.scale.stretches(filter);
    return found.length === 0 ? null : found;
  }

  #draw(path: string, kept: boolean): void {
    this.#range.toggleAttribute("hidden", path === "");
    this.#range.classList.toggle("brush-kept", kept);
    this.#range.setAttribute("d", path);
  }

  #move(event: PointerEvent): void {
    if (this.#from === null || this.#axes === null) return;
    const to = this.#at(event);
    const { x, y } = this.#from;
    const flat = this.#axes.y === null;
    const way = flat ? Math.abs(to.x - x) : Math.hypot(to.x - x, to.y - y);
    if (!this.#dragged && way < PRESS) return;
    if (!this.#dragged) this.#figure.stage.setPointerCapture(event.pointerId);
    this.#dragged = true;
    const tall = flat ? ([0, this.#figure.size.height] as const) : inOrder(y, to.y);
    this.#draw(boxes([[x, to.x]], tall, false), false);
  }

  #up(event: PointerEvent): void {
    const from = this.#from;
    const filters = from === null || !this.#dragged ? [] : this.#filtersBetween(from, this.#at(event));
    this.#end();
    if (filters.length > 0) this.#host.brush(...filters);
  }

  /** None where one of the axes has nothing between the places. */
  #filtersBetween(from: Place, to: Place): readonly TrialFilter[] {
    if (this.#axes === null) return [];
    const { x, y } = this.#axes;
    const all = [x?.scale.filter(from.x, to.x), y?.scale.filter(from.y, to.y)].filter((filter) => filter !== undefined);
    const found = all.filter((filter) => filter !== null);
    return found.length === all.length ? found : [];
  }

  #end(): void {
    this.#from = null;
    if (this.#axes !== null) this.#drawKept();
  }

  #at(event: PointerEvent): Place {
    const box = this.#figure.stage.getBoundingClientRect();
    const { left, top } = this.#figure.frame;
    const { width, height } = this.#figure.size;
    const within = (place: number, end: number): number => Math.min(end, Math.max(0, place));
    return { x: within(event.clientX - box.left - left, width), y: within(event.clientY - box.top - top, height) };
  }
}

function inOrder(a: number, b: number): Stretch {
  return [Math.min(a, b), Math.max(a, b)];
}
