import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { type Dimension, placeIn } from "../model/dimension.js";
import { type Select, select } from "../ui/controls.js";
import { Axes } from "./axes.js";
import type { ChartContent, ChartHost } from "./chart.js";
import { type DimensionScale, dimensionScale } from "./dimension-scale.js";
import type { ChartFigure } from "./figure.js";
import { type Place, PlotBrush } from "./plot-brush.js";

/** Pixels to both sides within which the trials of a category stand, and those without a value. */
const SPREAD = 56;
const SLOT_SPREAD = 8;

interface Side {
  readonly dimension: Dimension;
  readonly scale: DimensionScale;
}

/**
 * The plane of two parameters: the choice of them, which all charts over such a plane share, so that they show the same trials
 * at the same places; its axes; and a brush over both.
 */
export class PairPlane {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #selects: readonly Select[];
  readonly #host: ChartHost;
  #brush: PlotBrush | null = null;
  #content: ChartContent | null = null;
  #sides: { readonly across: Side; readonly upwards: Side } | null = null;

  constructor(figure: ChartFigure, host: ChartHost) {
    this.#figure = figure;
    this.#host = host;
    this.#selects = [t("Parameter across"), t("Parameter upwards")].map((label, place) =>
      select({ label, onChange: (chosen) => this.#choose(place, chosen) }),
    );
    figure.tools.append(...this.#selects.map(({ element }) => element));
    this.#axes = new Axes(figure);
  }

  /** Lets the plane be brushed; to be called once the marks are in the plot, above which the brush is drawn. */
  brushed(): void {
    this.#brush = new PlotBrush(this.#figure, this.#host);
  }

  /** Shows which parameters are chosen, and tells them. */
  show(content: ChartContent): readonly [string, string] {
    this.#content = content;
    const { parameters } = content.model;
    const pair = chosenPair(content);
    for (const [i, each] of this.#selects.entries()) each.set(parameters, parameters.indexOf(pair[i]!));
    return pair;
  }

  /** Draws the axes, and gives their scales; null where there is no room yet. */
  draw(across: Dimension, upwards: Dimension): { readonly x: DimensionScale; readonly y: DimensionScale } | null {
    const { height } = this.#figure.size;
    const y = dimensionScale(upwards, [height, 0]);
    const size = this.#axes.upright(y, upwards.title);
    this.#sides = null;
    if (size === null) return null;
    const x = dimensionScale(across, [0, size.width]);
    this.#sides = { across: { dimension: across, scale: x }, upwards: { dimension: upwards, scale: y } };
    this.#axes.flat(x, across.title);
    const axes = { x: { scale: x, column: across.column }, y: { scale: y, column: upwards.column } };
    this.#brush?.show(axes);
    return { x, y };
  }

  /** Where a trial stands; null where its values lie on no axis. Trials of one category stand beside each other. */
  place(trial: Trial): Place | null {
    if (this.#sides === null) return null;
    const { across, upwards } = this.#sides;
    const [x, y] = [placeOn(across, trial, 0.618), placeOn(upwards, trial, 0.414)];
    return x === null || y === null ? null : { x, y };
  }

  #choose(place: number, chosen: number): void {
    if (!this.#content) return;
    const { model } = this.#content;
    const pair = [...chosenPair(this.#content)] as [string, string];
    const before = pair[place]!;
    pair[place] = model.parameters[chosen] ?? before;
    // Two of the same make no plane: the other one changes places with it.
    if (pair[0] === pair[1]) pair[1 - place] = before;
    this.#host.choose(() => ({ pair }));
  }
}

function placeOn({ dimension, scale }: Side, trial: Trial, step: number): number | null {
  const value = placeIn(dimension, trial);
  const at = scale.place(value);
  if (at === null || typeof value === "number") return at;
  const spread = value === null ? SLOT_SPREAD : Math.min(SPREAD, scale.band * 0.36);
  return at + (((trial.number * step) % 1) * 2 - 1) * spread;
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
