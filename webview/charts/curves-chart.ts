import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { curvesOf, type LearningCurve, type LearningCurves } from "../model/curves.js";
import { STATE_NAMES } from "../model/trial-text.js";
import { vector } from "../ui/element.js";
import { Axes, numberMarks } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import type { CursorPoint } from "./cursor.js";
import { ChartFigure } from "./figure.js";
import { LineLayer, pathOf } from "./line-layer.js";
import { placed, valueDomain, valueScale } from "./scales.js";
import { type TrialPoint, TrialPoints } from "./trial-points.js";
import type { Twin } from "./twin.js";

/** Pixels within which the pointer takes a curve. */
const REACH = 14;

const LOOKS = {
  complete: { text: t("Complete"), symbol: "dot" },
  pruned: { text: t("Pruned"), symbol: "diamond" },
  failed: { text: t("Failed"), symbol: "cross" },
  running: { text: t("Running"), symbol: "ring" },
  best: { text: t("Best"), symbol: "dot" },
} as const;

interface Placed {
  readonly curve: LearningCurve;
  readonly corners: readonly number[];
}

/** Learning curves: what the trials reported step by step, each ending in the sign of how it ended. */
export class CurvesChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #lines: LineLayer;
  readonly #selected = vector("path", { class: "stroke stroke-selected" });
  readonly #hovered = vector("path", { class: "stroke stroke-hovered" });
  readonly #points: TrialPoints;
  #content: ChartContent | null = null;
  #curves: LearningCurves | null = null;
  #placed: readonly Placed[] = [];

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "curves",
      title: t("Learning curves"),
      margin: { top: 28, right: 14, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#lines = new LineLayer(this.#figure.plot);
    this.#figure.marks.canvas.before(this.#lines.canvas);
    this.#figure.painted.unshift(this.#lines);
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#hovered, this.#selected);
    this.#points = new TrialPoints(this.#figure, {
      id: "curves",
      label: t("Learning curves."),
      host,
      hit: (x, y) => this.#nearest(x, y),
      onHover: (trial) => this.#hovered.setAttribute("d", this.#pathOf(trial)),
    });
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    this.#curves = curvesOf(content.model, content.objective);
    this.#figure.summarise(this.#curves.sentence);
    const kinds = new Set(this.#curves.curves.map(({ kind }) => kind));
    const shown = (["best", "complete", "pruned", "failed", "running"] as const).filter((kind) => kinds.has(kind));
    this.#figure.legend.draw(
      shown.map((kind) => ({ kind, text: LOOKS[kind].text, sign: { symbol: LOOKS[kind].symbol } })),
    );
    this.#draw();
  }

  #draw(): void {
    if (this.#curves === null || this.#content === null) return;
    const { curves, direction } = this.#curves;
    const { model, view, matching } = this.#content;
    const values = curves.flatMap(({ points }) => points.map(([, value]) => value));
    const ends = curves.flatMap(({ points }) => points.slice(-1).map(([, value]) => value));
    // The first steps of a training are far off: they may be cut, the ends of the curves may not.
    const [low, high] = valueDomain(values, direction, []);
    const [first = low, last = high] = extent(ends);
    const domain: [number, number] = [Math.min(low, first), Math.max(high, last)];
    const { height } = this.#figure.size;
    const y = valueScale(domain, [height, 0], view.logScale && domain[0] > 0);
    const size = this.#axes.upright(numberMarks(y), model.metrics[this.#content.objective] ?? t("Value"));
    if (size === null) return;
    const [from = 0, to = 1] = extent(curves.flatMap(({ points }) => points.map(([step]) => step)));
    const x = scaleLinear(from === to ? [from - 1, to + 1] : [from, to], [8, size.width - 8]);
    const whole = curves.every(({ points }) => points.every(([step]) => Number.isInteger(step)));
    this.#axes.flat(numberMarks(x, whole), t("Step"));
    this.#placed = curves.map((curve) => ({
      curve,
      corners: curve.points.flatMap(([step, value]) => [x(step), placed(y, value).at]),
    }));
    const passes = ({ curve }: Placed): boolean => matching === null || matching.has(curve.trial.number);
    const kindOf = (placed: Placed): string => (passes(placed) ? `curve-${placed.curve.kind}` : "faint");
    const kinds = ["faint", "curve-failed", "curve-pruned", "curve-complete", "curve-running", "curve-best"];
    this.#lines.draw(
      kinds.map((kind) => ({
        kind,
        lines: this.#placed.filter((placed) => kindOf(placed) === kind).map(({ corners }) => corners),
      })),
      this.#figure.frame,
    );
    const marks = this.#placed.flatMap((placed): TrialPoint[] => {
      const { curve, corners } = placed;
      if (corners.length === 0) return [];
      const kind = passes(placed) ? curve.kind : "faint";
      const [left, top] = [corners.at(-2)!, corners.at(-1)!];
      const radius = curve.kind === "best" ? 4.5 : 2.4;
      return [{ trial: curve.trial.number, x: left, y: top, kind, symbol: LOOKS[curve.kind].symbol, radius }];
    });
    this.#points.draw(marks, ["faint", "failed", "pruned", "complete", "running", "best"], view.selected);
    this.#selected.setAttribute("d", this.#pathOf(view.selected));
  }

  #pathOf(trial: number | null): string {
    const found = trial === null ? undefined : this.#placed.find(({ curve }) => curve.trial.number === trial);
    return found === undefined ? "" : pathOf(found.corners);
  }

  /** The curve that passes nearest, above or below. */
  #nearest(x: number, y: number): CursorPoint | null {
    let best: Placed | null = null;
    let distance = REACH;
    for (const placed of this.#placed) {
      const away = heightAt(placed.corners, x);
      if (away === null || Math.abs(away - y) > distance) continue;
      [best, distance] = [placed, Math.abs(away - y)];
    }
    return best === null ? null : { key: best.curve.trial.number, x, y };
  }

  #twin(): Twin {
    const curves = [...(this.#curves?.curves ?? [])].reverse();
    return {
      columns: [t("Trial"), t("State"), t("Steps"), t("First"), t("Last")],
      rows: curves.map(({ trial, points }) => {
        const [first, last] = [points[0], points.at(-1)];
        const text = (point: typeof first): string => (point === undefined ? "" : formatNumber(point[1]));
        return [
          String(trial.number),
          STATE_NAMES[trial.outcome.kind].toLowerCase(),
          String(points.length),
          text(first),
          text(last),
        ];
      }),
    };
  }
}

/** The height of a line at a place; null beyond its ends. */
function heightAt(corners: readonly number[], x: number): number | null {
  for (let i = 2; i < corners.length; i += 2) {
    const [from, to] = [corners[i - 2]!, corners[i]!];
    if (x < from || x > to) continue;
    const share = to === from ? 0 : (x - from) / (to - from);
    return corners[i - 1]! + share * (corners[i + 1]! - corners[i - 1]!);
  }
  return null;
}
