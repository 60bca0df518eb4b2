import { element, setText, vector } from "../ui/element.js";
import { Legend } from "./legend.js";
import { MarkLayer } from "./marks.js";
import { Tooltip } from "./tooltip.js";

export interface FigureOptions {
  readonly id: string;
  readonly title: string;
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** The size or the theme changed: draw again. */
  readonly onResize: () => void;
}

/** The frame that all charts share: title, tools, legend, stage (canvas under SVG under tooltip) and summary. */
export class ChartFigure {
  readonly element: HTMLElement;
  /** The place for a chart's switches. */
  readonly tools = element("div", { class: "chart-tools" });
  /** What takes the keyboard and the pointer. */
  readonly stage: HTMLElement;
  readonly svg = vector("svg", { class: "chart-svg" });
  /** The plot within the margins. */
  readonly plot = vector("g", { class: "plot" });
  readonly legend = new Legend();
  readonly marks = new MarkLayer();
  readonly tooltip = new Tooltip();
  readonly #summary: HTMLElement;
  #margin: FigureOptions["margin"];
  #width = 0;
  #height = 0;

  constructor(options: FigureOptions) {
    this.#margin = options.margin;
    this.plot.setAttribute("transform", `translate(${options.margin.left},${options.margin.top})`);
    this.svg.append(this.plot);
    this.svg.setAttribute("aria-hidden", "true");
    this.#summary = element("figcaption", { class: "chart-summary", attributes: { id: `${options.id}-summary` } });
    this.stage = element("div", { class: "chart-stage" }, this.marks.canvas, this.svg, this.tooltip.element);
    this.element = element(
      "figure",
      { class: "chart", attributes: { "aria-labelledby": `${options.id}-title` } },
      element(
        "header",
        { class: "section-header" },
        element("h2", { text: options.title, attributes: { id: `${options.id}-title` } }),
        this.tools,
      ),
      this.legend.element,
      this.stage,
      this.#summary,
    );
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.stage;
      if (clientWidth === this.#width && clientHeight === this.#height) return;
      this.#width = clientWidth;
      this.#height = clientHeight;
      this.svg.setAttribute("viewBox", `0 0 ${clientWidth} ${clientHeight}`);
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

  /** Keeps this many pixels free at the right of the plot, for labels of lines. */
  reserve(right: number): void {
    this.#margin = { ...this.#margin, right };
  }

  summarise(sentence: string): void {
    setText(this.#summary, sentence);
  }
}
