import type { Compared } from "../../src/core/analysis/comparison.js";
import type { Point } from "../../src/core/analysis/convergence.js";
import { formatNumber } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { comparedStudies, type StudiesView } from "../model/compared-studies.js";
import { button } from "../ui/controls.js";
import { setShown, vector } from "../ui/element.js";
import { Axes, numberMarks } from "./axes.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { type CursorPoint, PointCursor } from "./cursor.js";
import { ChartFigure } from "./figure.js";
import { numberScale, placed, valueDomain, valueScale } from "./scales.js";
import { cut } from "./text-width.js";
import type { Twin } from "./twin.js";

/** Pixels right of the plot for the names of the lines, and between two of them. */
const NAMES = 130;
const NAME_HEIGHT = 15;

interface Corner extends CursorPoint {
  readonly study: Compared;
  /** The place among the complete trials of its study, from 1. */
  readonly position: number;
  readonly point: Point;
}

/** Several studies beside each other: the best value so far over their complete trials. */
export class ComparisonChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #lines = vector("g", { class: "compared-lines" });
  readonly #hovered = vector("circle", { class: "halo halo-hovered", r: 6, hidden: "" });
  readonly #cursor: PointCursor;
  readonly #clear: HTMLElement;
  #content: ChartContent | null = null;
  #view: StudiesView = { studies: [], pairs: [], sentence: "" };
  #corners: readonly Corner[] = [];

  constructor(host: ChartHost) {
    this.#figure = new ChartFigure({
      id: "comparison",
      title: t("Comparison of studies"),
      margin: { top: 28, right: NAMES, bottom: 44, left: 64 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#lines, this.#hovered);
    const choose = button({ label: t("Choose studies…"), look: "secondary", onPress: host.compare });
    this.#clear = button({
      label: t("Clear"),
      look: "secondary",
      onPress: () => host.choose(() => ({ studies: [] })),
    });
    this.#figure.tools.append(choose, this.#clear);
    this.#cursor = new PointCursor(this.#figure, {
      id: "comparison-point",
      label: t("Comparison of studies. Arrow keys walk through the trials that were better than all before."),
      describe: (key) => this.#describe(this.#corners[key]),
      onHover: (point) => this.#hover(point),
      onSelect: (key) => {
        const corner = key === null ? undefined : this.#corners[key];
        if (corner !== undefined && corner.study === this.#view.studies[0]) host.select(corner.point.trial);
      },
    });
    this.#figure.stage.setAttribute("aria-describedby", "comparison-summary");
    // Before it is seen it is as it mostly will be, so that nothing on the page moves then.
    this.#vacate(true);
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    const chosen = content.view.charts.studies.length;
    this.#view = comparedStudies(content.model, content.others);
    this.#vacate(chosen === 0);
    this.#figure.summarise(this.#view.sentence);
    this.#figure.legend.draw(
      chosen === 0
        ? []
        : this.#view.studies.map(({ name }, i) => ({ kind: `compared-${i}`, text: name, sign: { line: "solid" } })),
    );
    this.#draw();
  }

  #vacate(vacant: boolean): void {
    setShown(this.#clear, !vacant);
    this.#figure.explain(vacant ? t("Choose other studies to see them beside this one.") : null);
  }

  #draw(): void {
    if (this.#content === null) return;
    const { model, view } = this.#content;
    const { studies } = this.#view;
    const { height } = this.#figure.size;
    const bests = studies.flatMap(({ points }) => points.map(({ best }) => best));
    const ends = studies.flatMap(({ best }) => best ?? []);
    const domain = valueDomain(bests, model.study.directions[0] ?? "minimize", ends);
    const y = valueScale(domain, [height, 0], view.logScale && domain[0] > 0);
    const size = this.#axes.upright(numberMarks(y), t("Best {0} so far", model.metrics[0] ?? t("value")));
    if (size === null) return;
    const { width } = size;
    const x = numberScale(Math.max(1, ...studies.map(({ points }) => points.length)) + 1, [0, width]);
    this.#axes.flat(numberMarks(x, true), t("Complete trials"));
    const within = (value: number): number => placed(y, value).at;
    const corners = studies.flatMap((study) =>
      study.points.flatMap((point, i): Omit<Corner, "key">[] => {
        const isRecord = i === 0 || point.best !== study.points[i - 1]!.best;
        return isRecord ? [{ study, point, position: i + 1, x: x(i + 1), y: within(point.best) }] : [];
      }),
    );
    this.#corners = corners.sort((a, b) => a.x - b.x).map((corner, key) => ({ ...corner, key }));
    this.#cursor.set(this.#corners);
    // The own study lies on top.
    const order = [...studies.keys()].reverse();
    const paths = order.map((i) => {
      const own = this.#corners.filter(({ study }) => study === studies[i]);
      const steps = own.map((corner, k) => (k === 0 ? `M${corner.x},${corner.y}` : `H${corner.x}V${corner.y}`));
      const end = own.length === 0 ? "" : `H${x(studies[i]!.points.length)}`;
      return vector("path", { class: `line line-compared-${i}`, d: steps.join("") + end });
    });
    this.#lines.replaceChildren(...paths, ...this.#names(studies, within, width));
  }

  /** The names stand at the ends of the lines, moved apart where they would cover each other. */
  #names(studies: readonly Compared[], y: (value: number) => number, width: number): readonly SVGElement[] {
    const ends = studies.flatMap(({ name, best }, i) => (best === null ? [] : [{ i, name, best, at: y(best) }]));
    ends.sort((a, b) => a.at - b.at);
    for (let i = 1; i < ends.length; i++) ends[i]!.at = Math.max(ends[i]!.at, ends[i - 1]!.at + NAME_HEIGHT);
    return ends.map(({ i, name, best, at }) => {
      const label = vector("text", { class: "line-end", x: width + 10, y: at, dy: "0.32em" });
      label.classList.toggle("line-end-best", i === 0);
      label.textContent = cut(`${formatNumber(Number(best.toPrecision(4)))}  ${name}`, NAMES - 12);
      return label;
    });
  }

  #describe(corner: Corner | undefined): string {
    if (corner === undefined) return "";
    const { study, point, position } = corner;
    return t(
      "{0}, after {1} complete trials: {2} in trial {3}",
      study.name,
      position,
      formatNumber(point.best),
      point.trial,
    );
  }

  #hover(point: CursorPoint | null): void {
    const corner = point === null ? undefined : this.#corners[point.key];
    setShown(this.#hovered, corner !== undefined);
    if (corner === undefined) {
      this.#figure.tooltip.hide();
      return;
    }
    this.#hovered.setAttribute("cx", String(corner.x));
    this.#hovered.setAttribute("cy", String(corner.y));
    const { left, top } = this.#figure.frame;
    const metric = this.#content?.model.metrics[0] ?? t("Value");
    this.#figure.tooltip.show(
      {
        title: corner.study.name,
        rows: [
          [metric, formatNumber(corner.point.best)],
          [t("Trial"), String(corner.point.trial)],
          [t("Complete trials"), String(corner.position)],
        ],
        note: null,
      },
      corner.x + left,
      corner.y + top,
    );
  }

  #twin(): Twin {
    const text = (value: number | null): string => (value === null ? "" : formatNumber(value));
    return {
      columns: [t("Study"), t("Complete trials"), t("Best"), t("Trials to the best"), t("This study better in")],
      rows: this.#view.studies.map(({ name, points, best, trialsToBest }, i) => {
        const pair = this.#view.pairs.find(({ second }) => second === name);
        const better = i === 0 || pair === undefined ? "" : t("{0} % of pairs", Math.round(100 * pair.better));
        return [name, String(points.length), text(best), text(trialsToBest), better];
      }),
    };
  }
}
