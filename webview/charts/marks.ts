import { fileColour } from "../export/colours.js";
import { vector } from "../ui/element.js";
import { Raster } from "./raster.js";
import { drawSymbol, isStroked, PathText, type SymbolName } from "./symbols.js";

/** Above this many marks they are painted on a canvas: as SVG they would slow down every later layout of the page. */
const DENSE = 2000;

/** Marks of one look; `kind` names it in the style sheet (`.mark-<kind>`) and its colour (`--mark-<kind>`). */
export interface MarkGroup {
  readonly kind: string;
  readonly symbol: SymbolName;
  readonly radius: number;
  /** x and y of each mark in turn, in pixels of the plot. */
  readonly places: readonly number[];
}

interface Look {
  readonly fill: string;
  readonly stroke: string;
  /** Pixels of the stroke. */
  readonly width: number;
  /** As CSS's paint-order has it. */
  readonly order: string;
}

/** The marks of a chart, on a canvas that lies under the chart's SVG, or in a group of it. */
export class MarkLayer {
  readonly canvas = document.createElement("canvas");
  readonly group = vector("g", { class: "marks" });
  #painted: { readonly groups: readonly MarkGroup[]; readonly left: number; readonly top: number } | null = null;

  constructor() {
    this.canvas.className = "chart-canvas";
    this.canvas.setAttribute("aria-hidden", "true");
  }

  /** Draws all groups, the last on top. `left` and `top` are the plot's corner within the canvas. */
  draw(groups: readonly MarkGroup[], size: { width: number; height: number; left: number; top: number }): void {
    const count = groups.reduce((sum, group) => sum + group.places.length / 2, 0);
    const dense = count > DENSE;
    this.canvas.hidden = !dense;
    this.#painted = dense ? { groups, left: size.left, top: size.top } : null;
    if (dense) {
      this.group.replaceChildren();
      this.#paint(groups, size);
    } else {
      this.group.replaceChildren(...groups.map(pathOf));
    }
  }

  vector(): SVGElement | null {
    if (this.#painted === null) return null;
    const { groups, left, top } = this.#painted;
    const layer = vector("g", { transform: `translate(${left},${top})` });
    for (const group of groups) {
      const path = pathOf(group);
      const { fill, stroke, width, order } = this.#look(group);
      path.removeAttribute("class");
      const [inner, outer] = [fileColour(fill), fileColour(stroke)];
      path.setAttribute("fill", inner.colour);
      path.setAttribute("stroke", outer.colour);
      path.setAttribute("stroke-width", String(width));
      path.setAttribute("paint-order", order);
      path.setAttribute("opacity", String(fill === "none" ? outer.opacity : inner.opacity));
      layer.append(path);
    }
    return layer;
  }

  #paint(groups: readonly MarkGroup[], size: { width: number; height: number; left: number; top: number }): void {
    const ratio = window.devicePixelRatio;
    const width = Math.round(size.width * ratio);
    const height = Math.round(size.height * ratio);
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.style.width = `${size.width}px`;
    this.canvas.style.height = `${size.height}px`;
    const context = this.canvas.getContext("2d");
    if (!context) return;
    const raster = new Raster(width, height);
    for (const group of groups) {
      const stamp = this.#stamp(group, ratio);
      if (!stamp) continue;
      for (let i = 0; i < group.places.length; i += 2) {
        raster.stamp(stamp, (group.places[i]! + size.left) * ratio, (group.places[i + 1]! + size.top) * ratio);
      }
    }
    raster.paint(context);
  }

  /** A picture of a group's symbol. */
  #stamp(group: MarkGroup, ratio: number): ImageData | null {
    const half = Math.ceil(group.radius * 1.25) + 2;
    const size = Math.round(2 * half * ratio);
    const canvas = document.createElement("canvas");
    canvas.width = size;
    canvas.height = size;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) return null;
    const { fill, stroke, width, order } = this.#look(group);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.strokeStyle = stroke;
    context.fillStyle = fill;
    context.lineWidth = width;
    context.beginPath();
    drawSymbol(context, group.symbol, half, half, group.radius);
    const below = order.startsWith("stroke");
    if (stroke !== "none" && below) context.stroke();
    if (fill !== "none") context.fill();
    if (stroke !== "none" && !below) context.stroke();
    return context.getImageData(0, 0, size, size);
  }

  /** A canvas does not know the style sheet: the look is read off an element that has the mark's class. */
  #look(group: MarkGroup): Look {
    const probe = vector("path", { class: classOf(group) });
    this.group.append(probe);
    const { fill, stroke, strokeWidth, paintOrder } = getComputedStyle(probe);
    probe.remove();
    return { fill, stroke, width: Number.parseFloat(strokeWidth), order: paintOrder };
  }
}

function classOf({ kind, symbol }: MarkGroup): string {
  return `mark ${isStroked(symbol) ? "mark-stroked" : "mark-filled"} mark-${kind}`;
}

function pathOf(group: MarkGroup): SVGElement {
  const path = new PathText();
  for (let i = 0; i < group.places.length; i += 2) {
    drawSymbol(path, group.symbol, group.places[i]!, group.places[i + 1]!, group.radius);
  }
  return vector("path", { class: classOf(group), d: String(path) });
}
