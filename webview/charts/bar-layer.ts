import { fileColour } from "../export/colours.js";
import { vector } from "../ui/element.js";
import type { PaintedLayer } from "./figure.js";

/** Rectangles of one look; `kind` names it in the style sheet (`.bar-<kind>`). */
export interface BarGroup {
  readonly kind: string;
  readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[];
}

/** Many rectangles on a canvas below the chart's SVG; what has a stroke in the style sheet is outlined alone. */
export class BarLayer implements PaintedLayer {
  readonly canvas = document.createElement("canvas");
  readonly #probe = vector("g");
  #groups: readonly BarGroup[] = [];
  #corner = { left: 0, top: 0 };

  constructor(plot: SVGGElement) {
    this.canvas.className = "chart-canvas";
    this.canvas.setAttribute("aria-hidden", "true");
    plot.append(this.#probe);
  }

  draw(groups: readonly BarGroup[], size: { width: number; height: number; left: number; top: number }): void {
    this.#groups = groups;
    this.#corner = { left: size.left, top: size.top };
    const ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
    const context = this.canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, size.left * ratio, size.top * ratio);
    for (const { kind, bars } of groups) {
      const { fill, stroke } = this.#look(kind);
      context.fillStyle = fill;
      context.strokeStyle = stroke;
      for (const { x, y, width, height } of bars) {
        if (fill !== "none") context.fillRect(x, y, width, height);
        if (stroke !== "none" && width > 2) context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
        else if (stroke !== "none") {
          context.fillStyle = stroke;
          context.fillRect(x, y, width, height);
        }
      }
    }
  }

  vector(): SVGElement | null {
    if (this.#groups.length === 0) return null;
    const { left, top } = this.#corner;
    const layer = vector("g", { transform: `translate(${left},${top})` });
    for (const { kind, bars } of this.#groups) {
      const { fill, stroke } = this.#look(kind);
      const group = vector("g", { fill: fileColour(fill).colour, stroke: fileColour(stroke).colour });
      group.append(...bars.map((bar) => vector("rect", { ...bar })));
      layer.append(group);
    }
    return layer;
  }

  #look(kind: string): { readonly fill: string; readonly stroke: string } {
    const probe = vector("rect", { class: `bar-${kind}` });
    this.#probe.append(probe);
    const { fill, stroke } = getComputedStyle(probe);
    probe.remove();
    return { fill, stroke };
  }
}
