import type { Picture } from "./picture.js";

/** Pixels of the file for one of the page: sharp in print and on fine screens. */
const SCALE = 2;

/** The bytes of a PNG of the picture. */
export async function rasterised({ text, width, height }: Picture): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * SCALE);
  canvas.height = Math.round(height * SCALE);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The browser has no canvas to draw the picture on.");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The browser could not write the picture.");
  return new Uint8Array(await blob.arrayBuffer());
}
