import type { Contour } from "../../src/core/analysis/partial-dependence.js";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { type Dimension, fromInternal, placeIn } from "../model/dimension.js";
import { bestOf, placeText, type Slice, sliceOf } from "../model/slice.js";
import { type Select, select } from "../ui/controls.js";
import { Axes, roomFor } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { type DimensionScale, dimensionScale } from "./dimension-scale.js";
import { ChartFigure } from "./figure.js";
import { ReliefLayer } from "./relief-layer.js";
import { FAINT, shrinkOf, type TrialPoint, TrialPoints } from "./trial-points.js";
import type { Twin } from "./twin.js";

/** Marks beyond these would hide the map; the best ones and an even sample stand for the others. */
const MOST_MARKS = 1500;

/** What a model expects over any two parameters, with the trials that it has learnt from. */
export class ContourChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes = new Axes();
  readonly #relief: ReliefLayer;
  readonly #points: TrialPoints;
  readonly #selects: readonly [Select, Select];
  readonly #host: ChartHost;
  #content: ChartContent | null = null;
  #slices: readonly [Slice, Slice] | null = null;
  #contour: Contour | null = null;

  constructor(host: ChartHost) {
    this.#host = host;
    this.#figure = new ChartFigure({
      id: "contour",
      title: t("Contour"),
      margin: { top: 28, right: 14, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      onSave: host.save,
    });
    this.#relief = new ReliefLayer(this.#figure.plot);
    this.#figure.painted.unshift(this.#relief);
    this.#figure.marks.canvas.before(this.#relief.canvas);
    this.#figure.plot.append(this.#axes.group);
    this.#points = new TrialPoints(this.#figure, { id: "contour", label: t("Trials over two parameters."), host });
    this.#selects = [0, 1].map((place) =>
      select({
        label: place === 0 ? t("Parameter across") : t("Parameter upwards"),
        onChange: (chosen) => this.#choose(place, chosen),
      }),
    ) as unknown as readonly [Select, Select];
    this.#figure.tools.append(...this.#selects.map(({ element }) => element));
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { model, columns, objective, analysis } = content;
    const pair = chosenPair(content);
    for (const [i, each] of this.#selects.entries()) each.set(model.parameters, model.parameters.indexOf(pair[i]!));
    const slices = pair.map((name) => sliceOf(model, columns, name, objective));
    const [x, y] = slices;
    this.#slices = x && y ? [x, y] : null;
    const finding = analysis.ask({ kind: "contour", names: pair, objective });
    this.#contour = finding.kind === "known" ? finding.answer : null;
    this.#figure.explain(this.#slices === null || x!.points.length === 0 ? t("No trial has completed yet.") : null);
    this.#figure.legend.draw([
      { kind: "band-0", text: t("Better"), sign: { symbol: "square" } },
      { kind: "band-4", text: t("Middling"), sign: { symbol: "square" } },
      { kind: "band-8", text: t("Worse"), sign: { symbol: "square" } },
      { kind: "plain", text: t("Trial"), sign: { symbol: "dot" } },
      { kind: "target", text: t("Best"), sign: { symbol: "dot" } },
    ]);
    const waiting = finding.kind === "pending" ? t("The model is being made.") : "";
    const failed = finding.kind === "failed" ? finding.message : "";
    const few = finding.kind === "known" && finding.answer === null ? t("Too few trials had both for a model.") : "";
    this.#figure.summarise([this.#sentence(), waiting, failed, few].filter(Boolean).join(" "));
    this.#draw();
  }

  #choose(place: number, chosen: number): void {
    if (!this.#content) return;
    const { view, model } = this.#content;
    const pair = [...chosenPair(this.#content)] as [string, string];
    const before = pair[place]!;
    pair[place] = model.parameters[chosen] ?? before;
    // Two of the same make no map: the other one changes places with it.
    if (pair[0] === pair[1]) pair[1 - place] = before;
    this.#host.change({ charts: { ...view.charts, pair } });
  }

  #draw(): void {
    if (this.#slices === null || this.#content === null) return;
    const [across, upwards] = this.#slices;
    const { model, objective, view, matching } = this.#content;
    const { height } = this.#figure.size;
    const y = dimensionScale(upwards.dimension, [height, 0]);
    const ticks = y.ticks(Math.floor(height / 44));
    this.#figure.reserve({ left: roomFor(ticks) + 4 });
    const { width } = this.#figure.size;
    if (width === 0 || height === 0) return;
    const x = dimensionScale(across.dimension, [0, width]);
    this.#axes.draw({
      x: x.ticks(Math.floor(width / 80)),
      y: ticks,
      width,
      height,
      xLabel: across.dimension.title,
      yLabel: upwards.dimension.title,
      xRoom: x.band > 0 ? x.band - 6 : 70,
    });
    this.#drawRelief(x, y);
    const best = bestOf(model, across.points, objective);
    const stride = Math.max(1, across.points.length / MOST_MARKS);
    const shown = Array.from({ length: Math.min(across.points.length, MOST_MARKS) }, (_, i) => {
      return across.points[Math.floor(i * stride)]!;
    });
    if (best !== null && !shown.includes(best)) shown.push(best);
    const shrink = shrinkOf(shown.length * 4);
    const placed = shown.flatMap(({ trial, place }): TrialPoint[] => {
      const up = placeIn(upwards.dimension, trial);
      const [left, top] = [x.place(place), y.place(up)];
      if (left === null || top === null) return [];
      const isBest = trial === best?.trial;
      const kind = matching !== null && !matching.has(trial.number) ? FAINT : isBest ? "target" : "plain";
      const at = { x: left + jitter(trial.number, place, 0.618), y: top + jitter(trial.number, up, 0.414) };
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

/** Trials of one category, or without a value, stand beside each other. */
function jitter(trial: number, place: number | string | null, step: number): number {
  return typeof place === "number" ? 0 : (((trial * step) % 1) * 2 - 1) * 8;
}

/** What the person has chosen, else the two most important parameters, else the first two. */
function chosenPair({ model, view, analysis, objective }: ChartContent): readonly [string, string] {
  const { pair } = view.charts;
  if (pair?.every((name) => model.parameters.includes(name))) return pair;
  const finding = analysis.ask({ kind: "importances", method: "ped-anova", objective });
  const ranked = finding.kind === "known" ? finding.answer.map(({ name }) => name) : model.parameters;
  const known = ranked.filter((name) => model.parameters.includes(name));
  return [known[0] ?? "", known[1] ?? ""];
}
