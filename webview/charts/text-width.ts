/** Measures without a layout of the page. */
let context: CanvasRenderingContext2D | null = null;

/** Pixels of the texts in a chart: of marks on axes, unless another size is said. */
const SIZE = 11;

/** Pixels that a text takes in a chart, in the window's font. */
export function textWidth(text: string, size = SIZE): number {
  context ??= document.createElement("canvas").getContext("2d");
  // Without a canvas, letters are taken to be as wide as they are in most fonts.
  if (context === null) return text.length * size * 0.6;
  const font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  if (context.font !== font) context.font = font;
  return context.measureText(text).width;
}

/** The share of a text that is cut which stands before what is left away. */
const BEFORE = 2 / 3;

/**
 * A text that fits into so many pixels. Where it is too long, something in its middle is left away: names are often told apart
 * by their ends, such as `block.1.dropout` and `block.2.dropout`.
 */
export function cut(text: string, pixels: number, size = SIZE): string {
  if (textWidth(text, size) <= pixels) return text;
  const kept = (count: number): string => {
    const before = Math.ceil(count * BEFORE);
    return `${text.slice(0, before)}…${before < count ? text.slice(before - count) : ""}`;
  };
  let [least, most] = [1, Math.max(1, text.length - 1)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (textWidth(kept(middle), size) <= pixels) least = middle;
    else most = middle - 1;
  }
  return kept(least);
}
