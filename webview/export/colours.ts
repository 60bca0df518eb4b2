/** A colour as files understand it: everywhere, and not only in the newest browsers. */
export interface FileColour {
  /** `#rrggbb`, or `none`. */
  readonly colour: string;
  /** From 0 to 1. */
  readonly opacity: number;
}

const known = new Map<string, FileColour>();
let context: CanvasRenderingContext2D | null = null;

/** Reads a computed colour, in whatever way it is written, by painting with it. */
export function fileColour(computed: string): FileColour {
  if (computed === "" || computed === "none") return { colour: "none", opacity: 1 };
  const found = known.get(computed) ?? painted(computed);
  known.set(computed, found);
  return found;
}

function painted(computed: string): FileColour {
  context ??= smallest();
  if (context === null) return { colour: computed, opacity: 1 };
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = computed;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, opacity = 0] = context.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("");
  return opacity === 0 ? { colour: "none", opacity: 1 } : { colour: `#${hex}`, opacity: round(opacity / 255) };
}

function smallest(): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  return canvas.getContext("2d", { willReadFrequently: true });
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
