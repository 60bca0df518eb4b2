import { fileColour } from "../export/colours.js";
import { vector } from "../ui/element.js";
import type { PaintedLayer } from "./figure.js";

/** Lines of one look; `kind` names it in the style sheet (`.stroke-<kind>`). */
export interface LineGroup {
  readonly kind: string;
  /** x and y of the corners of each line in turn; a line breaks where a coordinate is not a number. */
  readonly lines: readonly (readonly number[])[];
}

/** Many lines on a canvas below the chart's SVG. Each is stroked for itself: the cost of a path grows with its square. */
export class LineLayer implements PaintedLayer {
  readonly canvas = document.createElement("canvas");
  /** Where looks are read off the style sheet, which a canvas does not know. */
  readonly #probe = vector("g", { class: "strokes" });
  #groups: readonly LineGroup[] = [];
  #corner = { left: 0, top: 0 };

  constructor(plot: SVGGElement) {
    this.canvas.className = "chart-canvas";
    this.canvas.setAttribute("aria-hidden", "true");
    plot.append(this.#probe);
  }

  draw(groups: readonly LineGroup[], size: { width: number; height: number; left: number; top: number }): void {
    this.#groups = groups;
    this.#corner = { left: size.left, top: size.top };
    const ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
    const context = this.canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, size.left * ratio, size.top * ratio);
    context.lineJoin = "round";
    for (const { kind, lines } of groups) {
      const { colour, width, opacity } = this.#look(kind);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.globalAlpha = opacity;
      for (const line of lines) {
        context.beginPath();
        trace(line, (x, y, begins) => (begins ? context.moveTo(x, y) : context.lineTo(x, y)));
        context.stroke();
      }
    }
  }

  vector(): SVGElement | null {
    if (this.#groups.length === 0) return null;
    const { left, top } = this.#corner;
    const layer = vector("g", { transform: `translate(${left},${top})`, fill: "none", "stroke-linejoin": "round" });
    for (const { kind, lines } of this.#groups) {
      const { colour, width, opacity } = this.#look(kind);
      const file = fileColour(colour);
      const attributes = { stroke: file.colour, "stroke-width": width, "stroke-opacity": opacity * file.opacity };
      const group = vector("g", attributes);
      group.append(...lines.map((line) => vector("path", { d: pathOf(line) })));
      layer.append(group);
    }
    return layer;
  }

  #look(kind: string): { readonly colour: string; readonly width: number; readonly opacity: number } {
    const probe = vector("path", { class: `stroke stroke-${kind}` });
    this.#probe.append(probe);
    const { stroke, strokeWidth, opacity } = getComputedStyle(probe);
    probe.remove();
    return { colour: stroke, width: Number.parseFloat(strokeWidth), opacity: Number(opacity) };
  }
}

/** Walks along a line; `begins` at its first corner and after each gap. */
function trace(line: readonly number[], visit: (x: number, y: number, begins: boolean) => void): void {
  let begins = true;
  for (let i = 0; i < line.length; i += 2) {
    const [x, y] = [line[i]!, line[i + 1]!];
    if (Number.isNaN(x) || Number.isNaN(y)) begins = true;
    else {
      visit(x, y, begins);
      begins = false;
    }
  }
}

/** The text of an SVG path along the corners of a line. */
export function pathOf(line: readonly number[]): string {
  let path = "";
  trace(line, (x, y, begins) => {
    path += `${begins ? "M" : "L"}${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
  });
  return path;
}
