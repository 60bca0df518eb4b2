import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { vector } from "../ui/element.js";
import type { DimensionScale } from "./dimension-scale.js";

export interface AxisBrushOptions {
  readonly onBrush: (filter: TrialFilter) => void;
  readonly onClear: () => void;
}

/** What an axis says of itself and of what was brushed on it. */
export interface BrushState {
  readonly scale: DimensionScale;
  /** Pixels of the axis's upper and lower end. */
  readonly top: number;
  readonly bottom: number;
  /** The filter of the axis's column. */
  readonly filter: TrialFilter | undefined;
  readonly label: string;
}

/** Pixels of a drag that is still a press; of a step by keyboard; of the axis's reach for the pointer. */
const PRESS = 4;
const STEPS = 20;
const REACH = 9;

/**
 * A brush on an upright axis. By pointer: drag over the part that is wanted, press to take it back. By keyboard the axis is
 * a group of its own: arrows move the brush, with Shift they stretch it, Escape takes it away.
 */
export class AxisBrush {
  readonly group = vector("g", { class: "axis-brush", tabindex: "0", role: "group" });
  readonly #area = vector("rect", { class: "brush-area", x: -REACH, width: 2 * REACH });
  readonly #range = vector("rect", { class: "brush-range", x: -REACH + 2, width: 2 * REACH - 4, rx: 2 });
  readonly #options: AxisBrushOptions;
  #state: BrushState | null = null;
  #from: number | null = null;
  #to = 0;

  constructor(options: AxisBrushOptions) {
    this.#options = options;
    this.group.append(this.#area, this.#range);
    this.group.addEventListener("pointerdown", (event) => this.#down(event));
    this.group.addEventListener("pointermove", (event) => this.#move(event));
    this.group.addEventListener("pointerup", (event) => this.#up(event));
    this.group.addEventListener("pointercancel", () => this.#cancel());
    this.group.addEventListener("keydown", (event) => this.#key(event));
  }

  show(state: BrushState): void {
    this.#state = state;
    this.group.setAttribute("aria-label", state.label);
    this.#area.setAttribute("y", String(state.top - 4));
    this.#area.setAttribute("height", String(state.bottom - state.top + 8));
    if (this.#from === null) this.#drawRanges(stretches(state));
  }

  /** One rectangle covers a range; several categories that are no neighbours have one each. */
  #drawRanges(parts: readonly (readonly [number, number])[]): void {
    const [first, ...others] = parts;
    this.#range.toggleAttribute("hidden", first === undefined);
    for (const extra of [...this.group.querySelectorAll(".brush-more")]) extra.remove();
    if (first !== undefined) place(this.#range, first);
    for (const part of others) {
      const more = this.#range.cloneNode() as SVGRectElement;
      more.classList.add("brush-more");
      place(more, part);
      this.group.append(more);
    }
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#state === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.group.focus({ preventScroll: true });
    this.group.setPointerCapture(event.pointerId);
    this.#from = this.#at(event);
    this.#to = this.#from;
  }

  #move(event: PointerEvent): void {
    if (this.#from === null || this.#state === null) return;
    this.#to = this.#at(event);
    this.#drawRanges([[Math.min(this.#from, this.#to), Math.max(this.#from, this.#to)]]);
  }

  #up(event: PointerEvent): void {
    if (this.#from === null || this.#state === null) return;
    const [from, to] = [this.#from, this.#at(event)];
    this.#from = null;
    if (Math.abs(to - from) >= PRESS) this.#brush(from, to);
    else this.#options.onClear();
  }

  #cancel(): void {
    this.#from = null;
    if (this.#state) this.show(this.#state);
  }

  #brush(from: number, to: number): void {
    const filter = this.#state?.scale.filter(from, to) ?? null;
    if (filter === null) this.#cancel();
    else this.#options.onBrush(filter);
  }

  #key(event: KeyboardEvent): void {
    const state = this.#state;
    if (state === null) return;
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Delete" || event.key === "Backspace") {
      if (state.filter === undefined) return;
      this.#options.onClear();
    } else if (up !== undefined) {
      this.#step(state, up, event.shiftKey);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The first step takes the upper or lower quarter; the next ones move it, or its far end alone. */
  #step({ scale, top, bottom, filter }: BrushState, up: number, stretch: boolean): void {
    const step = scale.band > 0 ? scale.band : (bottom - top) / STEPS;
    const quarter = scale.band > 0 ? scale.band : (bottom - top) / 4;
    const present = filter === undefined ? undefined : stretches({ scale, top, bottom, filter, label: "" });
    const first = present?.[0]?.[0];
    const last = present?.at(-1)?.[1];
    if (first === undefined || last === undefined) {
      if (up > 0) this.#brush(top, top + quarter);
      else this.#brush(bottom - quarter, bottom);
      return;
    }
    const high = Math.max(top, first - up * step);
    const low = Math.min(bottom, stretch ? last : last - up * step);
    if (low - high >= 2) this.#brush(high, low);
  }

  #at(event: PointerEvent): number {
    const box = this.#area.getBoundingClientRect();
    const { top, bottom } = this.#state!;
    return Math.min(bottom, Math.max(top, event.clientY - box.top + top - 4));
  }
}

/** The parts of the axis that its filter lets pass, in pixels from above. */
function stretches({ scale, filter }: BrushState): readonly (readonly [number, number])[] {
  if (filter === undefined || filter.kind === "text") return [];
  if (filter.kind === "range") {
    const ends = [scale.place(filter.low), scale.place(filter.high)];
    const [a, b] = ends;
    if (a == null || b == null) return [];
    return [[Math.min(a, b), Math.max(a, b)]];
  }
  const half = scale.band > 0 ? Math.min(14, scale.band / 2) : 10;
  const places = filter.values.flatMap((value) => scale.place(value === "" ? null : value) ?? []);
  return places.sort((a, b) => a - b).map((place) => [place - half, place + half]);
}

function place(rect: SVGRectElement, [from, to]: readonly [number, number]): void {
  rect.setAttribute("y", String(from));
  rect.setAttribute("height", String(Math.max(2, to - from)));
}
