import { scaleLinear } from "d3-scale";
import { formatSeconds } from "../../src/core/format/number.js";
import { t } from "../l10n/translation.js";
import { type Stretch, type Timeline, timelineOf } from "../model/timeline.js";
import { STATE_NAMES } from "../model/trial-text.js";
import { vector } from "../ui/element.js";
import { Axes } from "./axes.js";
import { BarLayer } from "./bar-layer.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { type CursorPoint, PointCursor } from "./cursor.js";
import { ChartFigure } from "./figure.js";
import type { Tick } from "./scales.js";
import { rowsOf, type Twin } from "./twin.js";

/** Pixels of a slot at most, and of the space below it. */
const LANE = 34;
const SPACE = 4;
/** Pixels of the stage at most, and of what surrounds the slots. */
const MOST_HEIGHT = 340;
const EDGES = { top: 10, right: 14, bottom: 44, left: 64 };
const KINDS = ["complete", "pruned", "failed", "running", "best"] as const;
const TEXTS = {
  complete: t("Complete"),
  pruned: t("Pruned"),
  failed: t("Failed"),
  running: t("Running"),
  best: t("Best"),
};
/** Steps of an axis of time, in seconds. */
const STEPS = [
  0.1, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 604_800,
];

interface Bar {
  readonly stretch: Stretch;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What ran when, slot by slot. */
export class TimelineChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #axes: Axes;
  readonly #layer: BarLayer;
  readonly #selected = vector("rect", { class: "halo halo-selected", rx: 2 });
  readonly #hovered = vector("rect", { class: "halo halo-hovered", rx: 2 });
  readonly #cursor: PointCursor;
  readonly #host: ChartHost;
  #content: ChartContent | null = null;
  #timeline: Timeline | null = null;
  #bars: readonly Bar[] = [];

  constructor(host: ChartHost) {
    this.#host = host;
    this.#figure = new ChartFigure({
      id: "timeline",
      title: t("Timeline"),
      margin: EDGES,
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#layer = new BarLayer(this.#figure.plot);
    this.#figure.paint(this.#layer);
    this.#axes = new Axes(this.#figure);
    this.#figure.plot.append(this.#selected, this.#hovered);
    this.#cursor = new PointCursor(this.#figure, {
      id: "timeline-point",
      label: t("Timeline. Arrow keys walk through the trials, Enter selects one."),
      describe: host.describe,
      onHover: (point) => this.#hover(point),
      onSelect: host.select,
      hit: (x, y) => this.#hit(x, y),
    });
    this.#figure.stage.setAttribute("aria-describedby", "timeline-summary");
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    this.#content = content;
    this.#timeline = timelineOf(content.model, content.now);
    this.#figure.explain(this.#timeline.stretches.length === 0 ? t("No trial has begun yet.") : null);
    this.#figure.summarise(this.#timeline.sentence);
    const kinds = new Set(this.#timeline.stretches.map(({ kind }) => kind));
    this.#figure.legend.draw(
      KINDS.filter((kind) => kinds.has(kind)).map((kind) => {
        return { kind: `bar-${kind}`, text: TEXTS[kind], sign: { symbol: "square" as const } };
      }),
    );
    this.#draw();
  }

  #draw(): void {
    if (this.#timeline === null || this.#content === null) return;
    const { stretches, lanes, length } = this.#timeline;
    const { view, matching } = this.#content;
    // Few slots need no tall stage.
    this.#figure.stage.style.height = `${Math.min(MOST_HEIGHT, Math.max(1, lanes) * LANE + EDGES.top + EDGES.bottom)}px`;
    const { height } = this.#figure.size;
    const lane = Math.min(LANE, height / Math.max(1, lanes));
    const foot = lane * lanes;
    const most = Math.max(1, Math.floor(foot / 20));
    const stride = Math.ceil(lanes / most);
    const slots = Array.from(
      { length: lanes },
      (_, slot): Tick => ({ at: (slot + 0.5) * lane, text: t("Slot {0}", slot + 1) }),
    );
    const named = slots.filter((_, slot) => slot % stride === 0);
    const size = this.#axes.upright({ band: lane, ticks: () => named }, "");
    if (size === null) return;
    const x = scaleLinear([0, Math.max(length, 1e-3)], [0, size.width]);
    const times = { band: 0, ticks: (count: number) => timeTicks(length, (seconds) => x(seconds), Math.max(2, count)) };
    this.#axes.flat(times, t("Time since the first trial"), foot);
    const thick = Math.max(1, lane - (lane > 10 ? SPACE : 0));
    this.#bars = stretches.map((stretch) => {
      const [from, to] = [x(stretch.from), x(stretch.to)];
      // Neighbours stay apart where there is room.
      const wide = to - from > 3 ? to - from - 1 : Math.max(0.6, to - from);
      return { stretch, x: from, y: stretch.lane * lane + (lane - thick) / 2, width: wide, height: thick };
    });
    const kindOf = ({ stretch }: Bar): string =>
      matching === null || matching.has(stretch.trial.number) ? stretch.kind : "faint";
    const groups = ["faint", ...KINDS].map((kind) => ({
      kind,
      bars: this.#bars.filter((bar) => kindOf(bar) === kind),
    }));
    const plain = groups.map(({ kind, bars }) => {
      return { kind, bars: bars.map(({ stretch: _, ...bar }) => bar) };
    });
    this.#layer.draw(plain, this.#figure.frame);
    this.#cursor.set(
      this.#bars.map((bar) => ({ key: bar.stretch.trial.number, x: bar.x + bar.width / 2, y: bar.y + thick / 2 })),
    );
    frame(
      this.#selected,
      this.#bars.find(({ stretch }) => stretch.trial.number === view.selected),
    );
  }

  #hit(x: number, y: number): CursorPoint | null {
    const found = this.#bars.find(
      (bar) => y >= bar.y && y <= bar.y + bar.height && x >= bar.x - 1 && x <= bar.x + bar.width + 1,
    );
    return found === undefined ? null : { key: found.stretch.trial.number, x, y };
  }

  #hover(point: CursorPoint | null): void {
    frame(
      this.#hovered,
      point === null ? undefined : this.#bars.find(({ stretch }) => stretch.trial.number === point.key),
    );
    if (point === null) {
      this.#figure.tooltip.hide();
      return;
    }
    const { left, top } = this.#figure.frame;
    this.#figure.tooltip.show(this.#host.explain(point.key), point.x + left, point.y + top);
  }

  #twin(): Twin {
    return {
      columns: [t("Trial"), t("State"), t("Slot"), t("Began after"), t("Took")],
      ...rowsOf([...(this.#timeline?.stretches ?? [])].reverse(), ({ trial, lane, from, to }) => {
        const times = [formatSeconds(from), formatSeconds(to - from)];
        return [String(trial.number), STATE_NAMES[trial.outcome.kind].toLowerCase(), String(lane + 1), ...times];
      }),
    };
  }
}

function timeTicks(length: number, place: (seconds: number) => number, most: number): readonly Tick[] {
  const step =
    STEPS.find((each) => Math.floor(length / each) <= most) ??
    STEPS.at(-1)! * Math.ceil(length / (STEPS.at(-1)! * most));
  const count = Math.floor(length / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => ({
    at: place(i * step),
    text: i === 0 ? "0" : formatSeconds(i * step),
  }));
}

function frame(rect: SVGRectElement, bar: Bar | undefined): void {
  rect.toggleAttribute("hidden", bar === undefined);
  if (bar === undefined) return;
  const box = { x: bar.x - 1.5, y: bar.y - 1.5, width: bar.width + 3, height: bar.height + 3 };
  for (const [name, value] of Object.entries(box)) rect.setAttribute(name, String(value));
}
