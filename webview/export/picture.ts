import type { PaintedLayer } from "../charts/figure.js";
import { vector } from "../ui/element.js";
import { fileColour } from "./colours.js";

export interface PictureParts {
  readonly title: string;
  readonly summary: string;
  readonly legend: HTMLElement;
  /** The first one lowest. */
  readonly layers: readonly SVGSVGElement[];
  readonly painted: readonly PaintedLayer[];
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  /** A whole SVG document that depends on nothing else. */
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels around everything, of the title, and of a line of the legend. */
const EDGE = 20;
const TITLE = 30;
const LEGEND = 20;

/** A chart as a picture of its own: with title and legend, on the colour of the page, its sentence as the description. */
export function pictureOf(parts: PictureParts): Picture {
  const style = getComputedStyle(document.body);
  const width = Math.max(320, parts.width + 2 * EDGE);
  const legend = legendOf(parts.legend, width - 2 * EDGE);
  const top = EDGE + TITLE + legend.height;
  const height = top + parts.height + EDGE;
  const title = vector("text", { x: EDGE, y: EDGE + 14, "font-size": 15, "font-weight": 600 });
  title.textContent = parts.title;
  const ink = fileColour(style.color).colour;
  title.setAttribute("fill", ink);
  legend.group.setAttribute("transform", `translate(${EDGE},${EDGE + TITLE})`);
  const description = vector("desc");
  description.textContent = parts.summary;
  const name = vector("title");
  name.textContent = parts.title;
  const plot = vector("g", { transform: `translate(${EDGE},${top})` });
  plot.append(
    ...parts.painted.flatMap((layer) => layer.vector() ?? []),
    ...parts.layers.flatMap((layer) => standalone(layer)),
  );
  const paper = vector("rect", { width, height, fill: fileColour(style.backgroundColor).colour });
  const root = vector(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": style.fontFamily.replaceAll('"', "'") },
    name,
    description,
    paper,
    title,
    legend.group,
    plot,
  );
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

/** The legend's entries one after the other, wrapped at the width. */
function legendOf(list: HTMLElement, width: number): { group: SVGGElement; height: number } {
  const group = vector("g");
  let [x, y] = [0, 0];
  for (const entry of list.children) {
    const { width: wide } = entry.getBoundingClientRect();
    if (x > 0 && x + wide > width) [x, y] = [0, y + LEGEND];
    const sign = entry.querySelector("svg");
    if (sign !== null) {
      const copy = vector("g", { transform: `translate(${x},${y + 2})` });
      copy.append(...standalone(sign));
      group.append(copy);
    }
    const text = vector("text", { x: x + 22, y: y + 12, "font-size": 11 });
    text.setAttribute("fill", fileColour(getComputedStyle(entry).color).colour);
    text.textContent = entry.textContent;
    group.append(text);
    x += wide + 16;
  }
  return { group, height: list.children.length === 0 ? 0 : y + LEGEND + 6 };
}

/** Copies of an element's children with their looks written into them; what is hidden is left away. */
function standalone(original: Element): SVGElement[] {
  return [...original.children].flatMap((child): SVGElement[] => {
    if (!(child instanceof SVGElement) || child.hasAttribute("hidden") || child.getAttribute("role") === "option") {
      return [];
    }
    const copy = child.cloneNode(false) as SVGElement;
    for (const name of ["class", "id", "tabindex", "role"]) copy.removeAttribute(name);
    for (const { name } of [...copy.attributes]) if (name.startsWith("aria-")) copy.removeAttribute(name);
    dress(copy, getComputedStyle(child));
    // A text may have its whole words as a title of its own, which is for the pointer alone.
    if (child instanceof SVGTextElement) copy.textContent = ownText(child);
    else copy.append(...standalone(child));
    return [copy];
  });
}

function ownText(element: Element): string {
  return [...element.childNodes].map((node) => (node instanceof Text ? node.data : "")).join("");
}

function dress(copy: SVGElement, style: CSSStyleDeclaration): void {
  if (copy instanceof SVGGElement) {
    if (style.opacity !== "1") copy.setAttribute("opacity", style.opacity);
    return;
  }
  for (const name of ["fill", "stroke"] as const) {
    const { colour, opacity } = fileColour(style[name]);
    copy.setAttribute(name, colour);
    if (opacity < 1) copy.setAttribute(`${name}-opacity`, String(opacity));
  }
  if (style.stroke !== "none") copy.setAttribute("stroke-width", style.strokeWidth);
  if (style.strokeDasharray !== "none") copy.setAttribute("stroke-dasharray", style.strokeDasharray);
  if (style.opacity !== "1") copy.setAttribute("opacity", style.opacity);
  if (style.paintOrder !== "normal") copy.setAttribute("paint-order", style.paintOrder);
  if (copy instanceof SVGTextElement) {
    copy.setAttribute("font-size", style.fontSize);
    copy.setAttribute("font-weight", style.fontWeight);
  }
}
