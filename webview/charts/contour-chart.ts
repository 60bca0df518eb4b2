import type { Contour } from "../../src/core/analysis/partial-dependence.js";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { type Dimension, fromInternal } from "../model/dimension.js";
import { bestOf, placeText, type Slice, sliceOf } from "../model/slice.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import type { DimensionScale } from "./dimension-scale.js";
import { ChartFigure } from "./figure.js";
import { PairPlane } from "./pair-plane.js";
import { ReliefLayer } from "./relief-layer.js";
import { FAINT, shrinkOf, type TrialPoint, TrialPoints } from "./trial-points.js";
import type { Twin } from "./twin.js";

/** Marks beyond these would hide the map, the sooner the smaller it is; the best one and an even sample stand for the others. */
const MOST_MARKS = 1500;
/** Square pixels of the map for a mark at least. */
const ROOM = 150;

/** What a model expects over any two parameters, with the trials that it has learnt from. */
export class ContourChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #plane: PairPlane;
  readonly #relief: ReliefLayer;
  readonly #points: TrialPoints;
  #content: ChartContent | null = null;
  #slices: readonly [Slice, Slice] | null = null;
  #contour: Contour | null = null;

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "contour",
      title: t("Contour"),
      margin: { top: 28, right: 14, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#relief = new ReliefLayer(this.#figure.plot);
    this.#figure.painted.unshift(this.#relief);
    this.#figure.marks.canvas.before(this.#relief.canvas);
    this.#plane = new PairPlane(this.#figure, host);
    this.#points = new TrialPoints(this.#figure, { id: "contour", label: t("Trials over two parameters."), host });
    this.#plane.brushed();
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { model, columns, objective, analysis } = content;
    const pair = this.#plane.show(content);
    const slices = pair.map((name) => sliceOf(model, columns, name, objective));
    const [x, y] = slices;
    this.#slices = x && y ? [x, y] : null;
    const finding = analysis.ask({ kind: "contour", names: pair, objective });
    this.#contour = finding.kind === "known" ? finding.answer : null;
    this.#figure.explain(this.#slices === null || x!.points.length === 0 ? t("No trial has completed yet.") : null);
    const bands = [t("Better"), t("Middling"), t("Worse")].map((text, i) => {
      return { kind: `band-${i * 4}`, text, sign: { symbol: "square" as const } };
    });
    this.#figure.legend.draw([
      ...(this.#contour === null ? [] : bands),
      { kind: "plain", text: t("Trial"), sign: { symbol: "dot" } },
      { kind: "target", text: t("Best"), sign: { symbol: "dot" } },
    ]);
    const waiting = finding.kind === "pending" ? t("The model is being made.") : "";
    const failed = finding.kind === "failed" ? finding.message : "";
    const few = finding.kind === "known" && finding.answer === null ? t("Too few trials had both for a model.") : "";
    this.#figure.summarise([this.#sentence(), waiting, failed, few].filter(Boolean).join(" "));
    this.#draw();
  }

  #draw(): void {
    if (this.#slices === null || this.#content === null) return;
    const [across, upwards] = this.#slices;
    const { model, objective, view, matching } = this.#content;
    const scales = this.#plane.draw(across.dimension, upwards.dimension);
    if (scales === null) return;
    this.#drawRelief(scales.x, scales.y);
    const best = bestOf(model, across.points, objective);
    const { width, height } = this.#figure.size;
    const most = Math.min(MOST_MARKS, Math.ceil((width * height) / ROOM));
    const stride = Math.max(1, across.points.length / most);
    const shown = Array.from({ length: Math.min(across.points.length, most) }, (_, i) => {
      return across.points[Math.floor(i * stride)]!;
    });
    if (best !== null && !shown.includes(best)) shown.push(best);
    const shrink = shrinkOf(shown.length * 4);
    const placed = shown.flatMap(({ trial }): TrialPoint[] => {
      const at = this.#plane.place(trial);
      if (at === null) return [];
      const isBest = trial === best?.trial;
      const kind = matching !== null && !matching.has(trial.number) ? FAINT : isBest ? "target" : "plain";
      return [{ trial: trial.number, ...at, kind, symbol: "dot", radius: isBest ? 4.5 : 2.6 * shrink }];
    });
    this.#points.draw(placed, [FAINT, "plain", "target"], view.selected);
  }

  #drawRelief(x: DimensionScale, y: DimensionScale): void {
    const contour = this.#contour;
    const [across, upwards] = this.#slices!;
    if (contour === null || contour.x.name !== across.name || contour.y.name !== upwards.name) {
      this.#relief.clear();
      return;
    }
    const { model, objective } = this.#content!;
    const sign = model.study.directions[objective] === "maximize" ? -1 : 1;
    const placesOf = (scale: DimensionScale, dimension: Dimension, name: string, values: readonly number[]) =>
      values.map((value) => scale.place(fromInternal(model, dimension, name, value)) ?? Number.NaN);
    const columns = placesOf(x, across.dimension, across.name, contour.x.values);
    const rows = placesOf(y, upwards.dimension, upwards.name, contour.y.values);
    const order = [...rows.keys()].sort((a, b) => rows[a]! - rows[b]!);
    this.#relief.draw(
      order.map((row) => contour.means[row]!.map((mean) => sign * mean)),
      { places: columns, half: x.band / 2 },
      { places: order.map((row) => rows[row]!), half: y.band / 2 },
      this.#figure.size,
      this.#figure.frame,
    );
  }

  #sentence(): string {
    const contour = this.#contour;
    if (contour === null || this.#slices === null || this.#content === null) return "";
    const { model, objective } = this.#content;
    const sign = model.study.directions[objective] === "maximize" ? -1 : 1;
    let best = { x: 0, y: 0, mean: Number.POSITIVE_INFINITY };
    for (const [y, row] of contour.means.entries()) {
      for (const [x, mean] of row.entries()) if (sign * mean < best.mean) best = { x, y, mean: sign * mean };
    }
    const [across, upwards] = this.#slices;
    const at = (slice: Slice, value: number) =>
      `${slice.name} ${placeText(fromInternal(model, slice.dimension, slice.name, value))}`;
    const places = t("{0} and {1}", at(across, contour.x.values[best.x]!), at(upwards, contour.y.values[best.y]!));
    const metric = model.metrics[objective] ?? t("value");
    const mean = formatNumber(Number((sign * best.mean).toPrecision(3)));
    if (contour.means.flat().every((each) => sign * each === best.mean)) {
      return t("The model expects the same {0} everywhere, about {1}.", metric, mean);
    }
    return t("The model expects the best {0}, about {1}, near {2}.", metric, mean, places);
  }

  #twin(): Twin {
    const contour = this.#contour;
    if (contour === null || this.#slices === null || this.#content === null) return { columns: [], rows: [] };
    const { model } = this.#content;
    const [across, upwards] = this.#slices;
    const text = (slice: Slice, value: number) => placeText(fromInternal(model, slice.dimension, slice.name, value));
    return {
      columns: [`${upwards.name} \\ ${across.name}`, ...contour.x.values.map((value) => text(across, value))],
      rows: contour.y.values.map((value, row) => [
        text(upwards, value),
        ...contour.means[row]!.map((mean) => formatNumber(Number(mean.toPrecision(4)))),
      ]),
    };
  }
}
