import { bisector } from "d3-array";
import { vector } from "../ui/element.js";
import type { ChartFigure } from "./figure.js";

/** A point that can be walked to: where it is, whom it stands for, and its name for people who do not see it. */
export interface CursorPoint {
  readonly key: number;
  readonly x: number;
  readonly y: number;
}

export interface CursorOptions {
  readonly id: string;
  readonly label: string;
  /** The full name of a point, made when it is needed. */
  readonly describe: (key: number) => string;
  readonly onHover: (point: CursorPoint | null) => void;
  readonly onSelect: (key: number | null) => void;
  /** The point that a place of the plot belongs to, where that is not the nearest one. */
  readonly hit?: (x: number, y: number) => CursorPoint | null;
}

/** Pixels within which the pointer takes a point. */
const REACH = 24;

const byX = bisector<CursorPoint, number>((point) => point.x);

/**
 * Walks through a chart's points by pointer and keyboard: arrows go to the neighbours, Home and End to the ends, page keys a
 * tenth of the way, Enter selects, Escape leaves. To a screen reader the stage is a list of which the present point is shown.
 */
export class PointCursor {
  #points: readonly CursorPoint[] = [];
  #at: number | null = null;
  readonly #option = vector("g", { role: "option" });
  readonly #figure: ChartFigure;
  readonly #options: CursorOptions;

  constructor(figure: ChartFigure, options: CursorOptions) {
    this.#figure = figure;
    this.#options = options;
    const { stage } = figure;
    stage.tabIndex = 0;
    stage.setAttribute("role", "listbox");
    stage.setAttribute("aria-label", options.label);
    figure.svg.removeAttribute("aria-hidden");
    figure.svg.setAttribute("role", "presentation");
    figure.plot.setAttribute("role", "presentation");
    stage.addEventListener("pointermove", (event) => this.#point(this.#nearest(event)));
    stage.addEventListener("pointerleave", () => this.#point(null));
    stage.addEventListener("click", (event) => {
      const near = this.#nearest(event);
      options.onSelect(near === null ? null : this.#points[near]!.key);
    });
    stage.addEventListener("keydown", (event) => this.#key(event));
    stage.addEventListener("blur", () => this.#point(null));
  }

  /** Takes the points, ordered by x; the present one stays present. */
  set(points: readonly CursorPoint[]): void {
    const key = this.#at === null ? null : this.#points[this.#at]?.key;
    this.#points = points;
    if (key === null || key === undefined) return;
    const found = points.findIndex((point) => point.key === key);
    this.#point(found < 0 ? null : found);
  }

  #point(at: number | null): void {
    this.#at = at;
    const point = at === null ? null : (this.#points[at] ?? null);
    if (point === null) {
      this.#option.remove();
      this.#figure.stage.removeAttribute("aria-activedescendant");
    } else {
      const id = `${this.#options.id}-${point.key}`;
      // A reader says the name of an option when another id becomes active.
      this.#option.setAttribute("id", id);
      this.#option.setAttribute("aria-label", this.#options.describe(point.key));
      this.#option.setAttribute("aria-posinset", String(at! + 1));
      this.#option.setAttribute("aria-setsize", String(this.#points.length));
      this.#option.setAttribute("aria-selected", "false");
      this.#figure.plot.append(this.#option);
      this.#figure.stage.setAttribute("aria-activedescendant", id);
    }
    this.#options.onHover(point);
  }

  #nearest(event: MouseEvent): number | null {
    const box = this.#figure.stage.getBoundingClientRect();
    const x = event.clientX - box.left - this.#figure.frame.left;
    const y = event.clientY - box.top - this.#figure.frame.top;
    const hit = this.#options.hit?.(x, y);
    if (hit !== undefined) {
      const found = hit === null ? -1 : this.#points.findIndex(({ key }) => key === hit.key);
      return found < 0 ? null : found;
    }
    let best: number | null = null;
    let distance = REACH ** 2;
    for (let i = byX.left(this.#points, x - REACH); i < this.#points.length; i++) {
      const point = this.#points[i]!;
      if (point.x > x + REACH) break;
      const square = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (square <= distance) {
        best = i;
        distance = square;
      }
    }
    return best;
  }

  #key(event: KeyboardEvent): void {
    const last = this.#points.length - 1;
    if (last < 0) return;
    const at = this.#at;
    const page = Math.max(1, Math.round(last / 10));
    const to = {
      ArrowRight: at === null ? 0 : at + 1,
      ArrowUp: at === null ? 0 : at + 1,
      ArrowLeft: at === null ? last : at - 1,
      ArrowDown: at === null ? last : at - 1,
      PageDown: at === null ? 0 : at + page,
      PageUp: at === null ? last : at - page,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) this.#point(Math.min(last, Math.max(0, to)));
    else if (event.key === "Escape") this.#point(null);
    else if ((event.key === "Enter" || event.key === " ") && at !== null) this.#options.onSelect(this.#points[at]!.key);
    else return;
    event.preventDefault();
  }
}
