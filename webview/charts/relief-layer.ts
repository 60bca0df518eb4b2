import { fileColour } from "../export/colours.js";
import { BANDS, NOWHERE, type ReliefAxis, reliefOf } from "../model/relief.js";
import { vector } from "../ui/element.js";
import type { PaintedLayer } from "./figure.js";

/** A model's predictions over two parameters as a map with bands of colour, which the style sheet has (`.band-0`: best). */
export class ReliefLayer implements PaintedLayer {
  readonly canvas = document.createElement("canvas");
  readonly #probe = vector("g");
  #corner: { left: number; top: number; width: number; height: number } | null = null;

  constructor(plot: SVGGElement) {
    this.canvas.className = "chart-canvas";
    this.canvas.setAttribute("aria-hidden", "true");
    plot.prepend(this.#probe);
  }

  clear(): void {
    this.canvas.hidden = true;
    this.#corner = null;
  }

  draw(
    heights: readonly (readonly number[])[],
    x: ReliefAxis,
    y: ReliefAxis,
    plot: { readonly width: number; readonly height: number },
    corner: { readonly left: number; readonly top: number },
  ): void {
    const ratio = window.devicePixelRatio;
    const size = { width: Math.round(plot.width * ratio), height: Math.round(plot.height * ratio) };
    this.canvas.hidden = false;
    this.canvas.width = size.width;
    this.canvas.height = size.height;
    this.#corner = { ...corner, ...plot };
    for (const [name, value] of Object.entries(this.#corner)) this.canvas.style.setProperty(name, `${value}px`);
    const context = this.canvas.getContext("2d");
    if (context === null || size.width === 0 || size.height === 0) return;
    const relief = reliefOf(heights, scaled(x, ratio), scaled(y, ratio), size);
    const colours = this.#colours();
    const image = new ImageData(size.width, size.height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < relief.length; i++) if (relief[i] !== NOWHERE) pixels[i] = colours[relief[i]!]!;
    context.putImageData(image, 0, 0);
  }

  vector(): SVGElement | null {
    if (this.#corner === null) return null;
    const { left, top, width, height } = this.#corner;
    return vector("image", { x: left, y: top, width, height, href: this.canvas.toDataURL("image/png") });
  }

  /** The bands' colours as whole pixels, whatever the order of bytes in this machine. */
  #colours(): readonly number[] {
    return Array.from({ length: BANDS }, (_, band) => {
      const probe = vector("path", { class: `band-${band}` });
      this.#probe.append(probe);
      const { colour } = fileColour(getComputedStyle(probe).fill);
      probe.remove();
      const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      return new Uint32Array(Uint8Array.of(...parts, 255).buffer)[0]!;
    });
  }
}

function scaled({ places, half }: ReliefAxis, ratio: number): ReliefAxis {
  return { places: places.map((place) => place * ratio), half: half * ratio };
}
