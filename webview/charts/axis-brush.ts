import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import type { Column } from "../model/columns.js";
import { filterOf } from "../model/filter.js";
import { rangeText } from "../model/filter-text.js";
import { vector } from "../ui/element.js";
import type { BrushScale, Stretch } from "./brush-scale.js";
import { brushStepOf, stepped } from "./brush-steps.js";
import type { ChartHost } from "./chart.js";
import type { ChartFigure } from "./figure.js";

/** An axis that is brushed: its places, and the column that they filter. */
export interface BrushedAxis {
  readonly scale: BrushScale;
  readonly column: Column;
  /** Pixels from one end to the other, the lesser first. */
  readonly ends: Stretch;
}

export interface AxisBrushOptions {
  readonly figure: ChartFigure;
  readonly host: Pick<ChartHost, "filters" | "brush" | "unbrush">;
  readonly upright: boolean;
  /** Pixels beside the axis's line within which the pointer takes it, and within which the brush is drawn. */
  readonly reach: Stretch;
  readonly drawn: Stretch;
}

/** Pixels of a drag that is still a press, and beyond the ends of the axis. */
const PRESS = 4;
const ROOM = 4;

/** How the keyboard brushes, in one sentence. */
export function brushKeys(): string {
  const lower = /Mac/.test(navigator.platform) ? "⌘" : t("Ctrl");
  return t("Arrows brush, Shift moves the upper end alone, {0} the lower end, Escape clears.", lower);
}

/**
 * A brush along an axis. By pointer: drag over the part that is wanted, press to take it back. By keyboard the axis is a slider:
 * arrows, page keys, Home and End begin a brush and move it, with Shift its upper end alone, with Ctrl (Cmd) the lower one;
 * Escape takes it away.
 */
export class AxisBrush {
  readonly group: SVGGElement;
  readonly #area = vector("path", { class: "brush-area" });
  readonly #range = vector("path", { class: "brush-range" });
  readonly #options: AxisBrushOptions;
  #axis: BrushedAxis | null = null;
  #from: number | null = null;

  constructor(options: AxisBrushOptions) {
    this.#options = options;
    const { upright } = options;
    this.group = vector(
      "g",
      {
        class: `axis-brush ${upright ? "axis-brush-upright" : "axis-brush-flat"}`,
        tabindex: "0",
        role: "slider",
        "aria-orientation": upright ? "vertical" : "horizontal",
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      this.#area,
      this.#range,
    );
    this.group.addEventListener("pointerdown", (event) => this.#down(event));
    this.group.addEventListener("pointermove", (event) => this.#move(event));
    this.group.addEventListener("pointerup", (event) => this.#up(event));
    this.group.addEventListener("pointercancel", () => this.#cancel());
    this.group.addEventListener("keydown", (event) => this.#key(event));
    this.group.addEventListener("focus", () => this.#explain());
    this.group.addEventListener("blur", () => options.figure.hint(null));
  }

  /** Takes the axis as it was drawn, and shows what the filters let pass on it. */
  show(axis: BrushedAxis): void {
    this.#axis = axis;
    const { scale, column, ends } = axis;
    const [from, to] = ends;
    const present = filterOf(this.#options.host.filters(), column.id);
    const stretches = present === undefined ? [] : scale.stretches(present);
    const places = stretches.flat().map((place) => Math.abs(place - scale.edges[0]!) / Math.max(1, to - from));
    this.group.setAttribute("aria-label", column.title);
    this.group.setAttribute("aria-valuenow", String(Math.round(100 * Math.min(1, Math.max(0, ...places)))));
    this.group.setAttribute("aria-valuetext", this.#words());
    this.#area.setAttribute("d", boxes([[from - ROOM, to + ROOM]], this.#options.reach, this.#options.upright));
    if (this.#from === null) this.#draw(stretches);
    if (document.activeElement === this.group) this.#explain();
  }

  /** What passes on this axis. */
  #words(): string {
    return rangeText(this.#axis!.column, this.#options.host.filters()) ?? t("all values");
  }

  #draw(stretches: readonly Stretch[]): void {
    this.#range.toggleAttribute("hidden", stretches.length === 0);
    this.#range.setAttribute("d", boxes(stretches, this.#options.drawn, this.#options.upright));
  }

  /** Says below the chart what was brushed and how to go on, to those who got there by keyboard. */
  #explain(): void {
    if (this.#axis === null || !this.group.matches(":focus-visible")) return;
    this.#options.figure.hint({ title: `${this.#axis.column.title}: ${this.#words()}`, text: brushKeys() });
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#axis === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.group.focus({ preventScroll: true });
    this.group.setPointerCapture(event.pointerId);
    this.#from = this.#at(event);
  }

  #move(event: PointerEvent): void {
    if (this.#from === null) return;
    this.#draw([[this.#from, this.#at(event)]]);
  }

  #up(event: PointerEvent): void {
    if (this.#from === null || this.#axis === null) return;
    const [from, to] = [this.#from, this.#at(event)];
    this.#cancel();
    if (Math.abs(to - from) < PRESS) this.#change(null);
    else {
      const filter = this.#axis.scale.filter(from, to);
      if (filter !== null) this.#change(filter);
    }
  }

  #cancel(): void {
    this.#from = null;
    if (this.#axis !== null) this.show(this.#axis);
  }

  #key(event: KeyboardEvent): void {
    if (this.#axis === null) return;
    const { scale, column } = this.#axis;
    const present = filterOf(this.#options.host.filters(), column.id);
    if (event.key === "Escape" || event.key === "Delete" || event.key === "Backspace") {
      if (present === undefined) return;
      this.#change(null);
    } else {
      const step = brushStepOf(event, scale);
      if (step === null) return;
      const filter = stepped(scale, present, step);
      if (filter !== null) this.#change(filter);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Shows the brush at once: the next key may come before the chart is drawn anew. */
  #change(filter: TrialFilter | null): void {
    const { host } = this.#options;
    const axis = this.#axis!;
    if (filter === null) host.unbrush(axis.column.id);
    else host.brush(filter);
    this.show(axis);
  }

  #at(event: PointerEvent): number {
    const [from, to] = this.#axis!.ends;
    const box = this.#area.getBoundingClientRect();
    const place = this.#options.upright ? event.clientY - box.top : event.clientX - box.left;
    return Math.min(to, Math.max(from, from - ROOM + place));
  }
}

/** Boxes along an axis, and from one place across it to another; each can be seen, however short. */
export function boxes(along: readonly Stretch[], across: Stretch, upright: boolean): string {
  return along
    .map(([from, to]) => {
      const [start, length] = [Math.min(from, to), Math.max(2, Math.abs(to - from))];
      const [side, wide] = [across[0], across[1] - across[0]];
      return upright
        ? `M${side},${start}h${wide}v${length}h${-wide}Z`
        : `M${start},${side}h${length}v${wide}h${-length}Z`;
    })
    .join("");
}
