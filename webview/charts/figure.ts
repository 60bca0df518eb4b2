import { pictureOf } from "../export/picture.js";
import { rasterised } from "../export/rasterise.js";
import { t } from "../l10n/translation.js";
import { element, setShown, setText, vector } from "../ui/element.js";
import { ToolButton } from "../ui/tool-button.js";
import { brushKeys } from "./axis-brush.js";
import type { ChartHost } from "./chart.js";
import { Legend } from "./legend.js";
import { MarkLayer } from "./marks.js";
import { Tooltip } from "./tooltip.js";
import { type Twin, TwinTable } from "./twin.js";

interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface FigureOptions {
  readonly id: string;
  readonly title: string;
  readonly margin: Margin;
  /** The size or the theme changed: draw again. */
  readonly onResize: () => void;
  /** What the chart shows, as a table. */
  readonly twin: () => Twin;
  readonly host: Pick<ChartHost, "save" | "isTable" | "tabulate">;
}

/** Something that is painted below the chart's SVG. */
export interface PaintedLayer {
  readonly canvas: HTMLCanvasElement;
  /** The same as SVG with colours of its own, for a file; null where nothing is painted. */
  vector(): SVGElement | null;
}

/** The frame that all charts share: title, tools, legend, stage (canvas under SVG under tooltip), summary and table. */
export class ChartFigure {
  readonly element: HTMLElement;
  /** The place for a chart's switches. */
  readonly tools = element("div", { class: "chart-tools" });
  /** What takes the keyboard and the pointer. */
  readonly stage: HTMLElement;
  readonly svg = vector("svg", { class: "chart-svg" });
  /** Above the stage, since what takes the keyboard there is no part of a list of trials. */
  readonly #handles = vector("svg", {
    class: "chart-svg chart-handles",
    role: "group",
    "aria-label": t("Axes: {0}", brushKeys()),
    hidden: "",
  });
  readonly #handled = vector("g");
  /** The plot within the margins. */
  readonly plot = vector("g", { class: "plot" });
  readonly legend = new Legend();
  readonly marks = new MarkLayer();
  readonly tooltip = new Tooltip();
  readonly title: string;
  /** Painted under the SVG, the first one lowest. */
  readonly painted: PaintedLayer[] = [this.marks];
  readonly #note = element("p", { class: "chart-note", attributes: { hidden: "" } });
  readonly #summary: HTMLElement;
  /** Said in other words to those who do not see it. */
  readonly #hint = element("p", { class: "chart-hint", attributes: { "aria-hidden": "true", hidden: "" } });
  readonly #twin: TwinTable;
  readonly #turn: ToolButton;
  readonly #isTable: () => boolean;
  #margin: Margin;
  #width = 0;
  #height = 0;

  constructor(options: FigureOptions) {
    this.title = options.title;
    this.#margin = options.margin;
    this.#corner();
    this.svg.append(this.plot);
    this.svg.setAttribute("aria-hidden", "true");
    this.#handles.append(this.#handled);
    this.#summary = element("p", { class: "chart-summary", attributes: { id: `${options.id}-summary` } });
    this.stage = element("div", { class: "chart-stage" }, this.marks.canvas, this.svg, this.tooltip.element);
    this.#twin = new TwinTable(options.title, options.twin);
    this.#isTable = () => options.host.isTable(options.id);
    this.#turn = new ToolButton({
      label: t("Show {0} as a table", options.title),
      icon: "table",
      onPress: () => {
        options.host.tabulate(options.id, !this.#isTable());
        this.#showTwin();
      },
    });
    const save = (label: string, format: "svg" | "png"): HTMLElement =>
      new ToolButton({
        label: t("Save {0} as {1}", options.title, label),
        text: label,
        onPress: () => void this.#save(options, format),
      }).element;
    this.element = element(
      "figure",
      { class: "chart", attributes: { id: `chart-${options.id}`, "aria-labelledby": `${options.id}-title` } },
      element(
        "header",
        { class: "section-header" },
        element("h2", { text: options.title, attributes: { id: `${options.id}-title` } }),
        this.tools,
        element("div", { class: "chart-exports" }, this.#turn.element, save("PNG", "png"), save("SVG", "svg")),
      ),
      this.legend.element,
      element("div", { class: "chart-body" }, this.stage, this.#handles, this.#note, this.#twin.element),
      element("figcaption", { class: "chart-foot" }, this.#summary, this.#hint),
    );
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.stage;
      if (clientWidth === this.#width && clientHeight === this.#height) return;
      this.#width = clientWidth;
      this.#height = clientHeight;
      // The stage may be wider than what is seen of it.
      this.#handles.style.width = `${clientWidth}px`;
      for (const svg of [this.svg, this.#handles]) svg.setAttribute("viewBox", `0 0 ${clientWidth} ${clientHeight}`);
      options.onResize();
    }).observe(this.stage);
    // The window marks a change of theme on the body, and puts the colours on the root.
    const theme = new MutationObserver(options.onResize);
    theme.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  }

  /** The plot's size in pixels; zero before the first layout. */
  get size(): { readonly width: number; readonly height: number } {
    const { top, right, bottom, left } = this.#margin;
    return { width: Math.max(0, this.#width - left - right), height: Math.max(0, this.#height - top - bottom) };
  }

  /** Where the canvas and the tooltip see the plot's corner. */
  get frame(): { readonly width: number; readonly height: number; readonly left: number; readonly top: number } {
    return { width: this.#width, height: this.#height, left: this.#margin.left, top: this.#margin.top };
  }

  get summary(): string {
    return this.#summary.textContent;
  }

  /** Keeps so many pixels free around the plot, for labels whose length the content tells. */
  reserve(margin: Partial<Margin>): void {
    this.#margin = { ...this.#margin, ...margin };
    this.#corner();
  }

  /** Puts a layer on top of those that are painted already. */
  paint(layer: PaintedLayer): void {
    this.painted.at(-1)!.canvas.after(layer.canvas);
    this.painted.push(layer);
  }

  /** Puts a handle beside the plot, or takes it away; those that are there already stay as they are, and keep the focus. */
  handle(group: SVGGElement, shown: boolean): void {
    if (!shown) group.remove();
    else if (group.parentNode === null) this.#handled.append(group);
    setShown(this.#handles, this.#handled.children.length > 0);
  }

  /** Says for a while how to go on, in the place of the sentence; null when it is over. */
  hint(said: { readonly title: string; readonly text: string } | null): void {
    const begins = said !== null && this.#hint.hidden;
    setShown(this.#hint, said !== null);
    if (said !== null) this.#hint.replaceChildren(element("strong", { text: said.title }), ` · ${said.text}`);
    if (begins) this.#hint.scrollIntoView({ block: "nearest" });
  }

  /** Says in a sentence what the chart has been given to show; the table follows, where it is shown. */
  summarise(sentence: string): void {
    setText(this.#summary, sentence);
    this.#showTwin();
  }

  /** Says why there is nothing to be seen, in the place of the plot; null where there is. */
  explain(note: string | null): void {
    setText(this.#note, note ?? "");
    setShown(this.#note, note !== null);
    this.plot.toggleAttribute("hidden", note !== null);
    this.#handled.toggleAttribute("hidden", note !== null);
    this.element.classList.toggle("chart-vacant", note !== null);
    for (const { canvas } of this.painted) canvas.classList.toggle("chart-unseen", note !== null);
  }

  #showTwin(): void {
    const shown = this.#isTable();
    this.#twin.show(shown);
    this.#turn.press(shown);
    for (const part of [this.stage, this.#handles]) part.classList.toggle("chart-unseen", shown);
  }

  #corner(): void {
    for (const group of [this.plot, this.#handled]) {
      group.setAttribute("transform", `translate(${this.#margin.left},${this.#margin.top})`);
    }
  }

  async #save({ id, title, host }: FigureOptions, format: "svg" | "png"): Promise<void> {
    const picture = pictureOf({
      title,
      summary: this.summary,
      legend: this.legend.element,
      layers: [this.svg, this.#handles],
      painted: this.painted,
      width: this.#width,
      height: this.#height,
    });
    if (format === "svg") host.save({ name: `${id}.svg`, mime: "image/svg+xml", data: picture.text });
    else host.save({ name: `${id}.png`, mime: "image/png", data: await rasterised(picture) });
  }
}
