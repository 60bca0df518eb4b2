import { element, vector } from "../ui/element.js";
import { drawSymbol, isStroked, PathText, type SymbolName } from "./symbols.js";

export interface LegendEntry {
  readonly kind: string;
  readonly text: string;
  readonly sign: { readonly symbol: SymbolName } | { readonly line: "solid" | "dashed" | "bar" | "flat" };
}

/** What the signs of a chart stand for, drawn with the chart's own signs. */
export class Legend {
  readonly element = element("ul", { class: "legend" });
  #shown = "";

  draw(entries: readonly LegendEntry[]): void {
    const key = JSON.stringify(entries);
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.replaceChildren(
      ...entries.map((entry) => element("li", {}, sign(entry), element("span", { text: entry.text }))),
    );
  }
}

const LINES = {
  solid: "M0,6H16",
  dashed: "M0,6H16",
  bar: "M8,1V11M5.5,1H10.5M5.5,11H10.5",
  flat: "M1,6H15M1,3.5V8.5M15,3.5V8.5",
} as const;

function sign(entry: LegendEntry): SVGElement {
  const frame = vector("svg", { class: "legend-sign", viewBox: "0 0 16 12", "aria-hidden": "true" });
  if ("line" in entry.sign) {
    frame.append(vector("path", { class: `line line-${entry.kind}`, d: LINES[entry.sign.line] }));
    return frame;
  }
  const { symbol } = entry.sign;
  const path = new PathText();
  drawSymbol(path, symbol, 8, 6, 3.5);
  const look = isStroked(symbol) ? "mark-stroked" : "mark-filled";
  frame.append(vector("path", { class: `mark ${look} mark-${entry.kind}`, d: String(path) }));
  return frame;
}
