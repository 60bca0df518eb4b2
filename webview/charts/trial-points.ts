import { t } from "../l10n/translation.js";
import { setShown, vector } from "../ui/element.js";
import type { ChartHost } from "./chart.js";
import { type CursorPoint, PointCursor } from "./cursor.js";
import type { ChartFigure } from "./figure.js";
import type { MarkGroup } from "./marks.js";
import type { SymbolName } from "./symbols.js";

/** A trial as a mark in a chart; `kind` is its look, as in the style sheet. */
export interface TrialPoint {
  readonly trial: number;
  readonly x: number;
  readonly y: number;
  readonly kind: string;
  readonly symbol: SymbolName;
  readonly radius: number;
}

/** The look of trials that the filters leave out. */
export const FAINT = "faint";

export interface TrialPointsOptions {
  readonly id: string;
  /** What the chart is and how it is walked through. */
  readonly label: string;
  readonly host: Pick<ChartHost, "describe" | "explain" | "select">;
  /** The mark that a place of the plot belongs to, where that is not the nearest one. */
  readonly hit?: (x: number, y: number) => CursorPoint | null;
  readonly onHover?: (trial: number | null) => void;
}

/** Trials as marks: pointed at, walked through by keyboard, selected, and explained beside the pointer. */
export class TrialPoints {
  readonly #figure: ChartFigure;
  readonly #options: TrialPointsOptions;
  readonly #cursor: PointCursor;
  readonly #selected = vector("circle", { class: "halo halo-selected", r: 7 });
  readonly #hovered = vector("circle", { class: "halo halo-hovered", r: 7, hidden: "" });

  constructor(figure: ChartFigure, options: TrialPointsOptions) {
    this.#figure = figure;
    this.#options = options;
    this.#cursor = new PointCursor(figure, {
      id: `${options.id}-point`,
      label: `${options.label} ${t("Arrow keys walk through the trials, Enter selects one.")}`,
      describe: options.host.describe,
      onHover: (point) => this.#hover(point),
      onSelect: options.host.select,
      ...(options.hit === undefined ? {} : { hit: options.hit }),
    });
    figure.stage.setAttribute("aria-describedby", `${options.id}-summary`);
    figure.plot.append(figure.marks.group, this.#selected, this.#hovered);
  }

  /** Draws the points; looks in the given order from the back to the front, faint ones behind all. */
  draw(points: readonly TrialPoint[], order: readonly string[], selected: number | null): void {
    this.#figure.marks.draw(groupsOf(points, order), this.#figure.frame);
    this.#cursor.set(inOrder(points));
    const chosen = selected === null ? undefined : points.find(({ trial }) => trial === selected);
    setShown(this.#selected, chosen !== undefined);
    if (chosen) moveTo(this.#selected, chosen);
  }

  #hover(point: CursorPoint | null): void {
    this.#options.onHover?.(point?.key ?? null);
    setShown(this.#hovered, point !== null);
    if (point === null) {
      this.#figure.tooltip.hide();
      return;
    }
    moveTo(this.#hovered, point);
    const { left, top } = this.#figure.frame;
    this.#figure.tooltip.show(this.#options.host.explain(point.key), point.x + left, point.y + top);
  }
}

/** The points from left to right. Numbers alone are sorted, which is many times faster where there are very many. */
function inOrder(points: readonly TrialPoint[]): readonly CursorPoint[] {
  const cursor = (point: TrialPoint): CursorPoint => ({ key: point.trial, x: point.x, y: point.y });
  if (points.every((point, i) => i === 0 || point.x >= points[i - 1]!.x)) return points.map(cursor);
  const places = Float64Array.from(points, ({ x }) => x);
  return Uint32Array.from(points.keys())
    .sort((a, b) => places[a]! - places[b]!)
    .reduce<CursorPoint[]>((sorted, place) => {
      sorted.push(cursor(points[place]!));
      return sorted;
    }, []);
}

/** Marks gathered by look, so that each look is one path. */
function groupsOf(points: readonly TrialPoint[], order: readonly string[]): readonly MarkGroup[] {
  const groups = new Map<string, { kind: string; symbol: SymbolName; radius: number; places: number[] }>();
  for (const { kind, symbol, radius, x, y } of points) {
    const key = `${kind} ${symbol} ${radius}`;
    const group = groups.get(key) ?? { kind, symbol, radius, places: [] };
    groups.set(key, group);
    group.places.push(x, y);
  }
  return [...groups.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Many marks are drawn smaller, so that they stay apart for longer. */
export function shrinkOf(count: number): number {
  return count > 2000 ? 0.6 : count > 500 ? 0.8 : 1;
}

function moveTo(circle: SVGElement, place: { readonly x: number; readonly y: number }): void {
  circle.setAttribute("cx", String(place.x));
  circle.setAttribute("cy", String(place.y));
}
