/** What a symbol is drawn into: a canvas, or the text of an SVG path. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, start: number, end: number): void;
  closePath(): void;
}

export type SymbolName = "dot" | "ring" | "diamond" | "cross" | "above" | "below" | "square";

/** What stands at the end of an upright axis for a value that lies beyond it. */
export const BEYOND = { low: "below", high: "above" } as const;

/** Symbols that are lines alone; the others are filled. */
const STROKED: ReadonlySet<SymbolName> = new Set(["ring", "diamond", "cross"]);

export function isStroked(symbol: SymbolName): boolean {
  return STROKED.has(symbol);
}

/** Adds one symbol around (x, y). State is told by shape as well as by colour, for eyes and themes without colours. */
export function drawSymbol(sink: PathSink, symbol: SymbolName, x: number, y: number, radius: number): void {
  switch (symbol) {
    case "dot":
    case "ring":
      sink.moveTo(x + radius, y);
      sink.arc(x, y, radius, 0, 2 * Math.PI);
      sink.closePath();
      return;
    case "diamond":
      polygon(sink, [x, y - radius * 1.25], [x + radius * 1.25, y], [x, y + radius * 1.25], [x - radius * 1.25, y]);
      return;
    case "above":
      polygon(sink, [x - radius, y + radius], [x, y - radius], [x + radius, y + radius]);
      return;
    case "below":
      polygon(sink, [x - radius, y - radius], [x, y + radius], [x + radius, y - radius]);
      return;
    case "square":
      polygon(
        sink,
        [x - radius, y - radius],
        [x + radius, y - radius],
        [x + radius, y + radius],
        [x - radius, y + radius],
      );
      return;
    case "cross":
      sink.moveTo(x - radius, y - radius);
      sink.lineTo(x + radius, y + radius);
      sink.moveTo(x + radius, y - radius);
      sink.lineTo(x - radius, y + radius);
      return;
    default:
      symbol satisfies never;
  }
}

type Corner = readonly [x: number, y: number];

function polygon(sink: PathSink, first: Corner, ...others: readonly Corner[]): void {
  sink.moveTo(...first);
  for (const corner of others) sink.lineTo(...corner);
  sink.closePath();
}

/** Collects the text of an SVG path. Arcs are whole circles, which is all that the symbols need. */
export class PathText implements PathSink {
  #text = "";

  moveTo(x: number, y: number): void {
    this.#text += `M${rounded(x)},${rounded(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#text += `L${rounded(x)},${rounded(y)}`;
  }

  arc(x: number, y: number, radius: number): void {
    const r = rounded(radius);
    const width = rounded(2 * radius);
    this.#text += `M${rounded(x - radius)},${rounded(y)}a${r},${r},0,1,0,${width},0a${r},${r},0,1,0,${-width},0`;
  }

  closePath(): void {
    this.#text += "Z";
  }

  toString(): string {
    return this.#text;
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
