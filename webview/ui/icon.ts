import { vector } from "./element.js";

/** Line icons on a grid of 16, drawn for this panel; they take the colour of the text around them. */
const PATHS = {
  apply: "M3 13 10 6M9 2.5v2M13.5 7h-2M12.5 3.5l-1.4 1.4M5.5 3.5l1 1M12.5 10.5l-1-1",
  confirm: "M2.5 8.5 6 12l7.5-8",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  reveal: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
  run: "M4.5 2.8v10.4L13 8z",
  stop: "M4 4h8v8H4z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  settings: "M2 5h6M11 5h3M2 11h3M8 11h6M8 3.2v3.6M5 9.2v3.6",
  queue: "M2.5 4h8M2.5 8h5M2.5 12h5M11.5 8v6M8.5 11h6",
  close: "M4 4l8 8M12 4l-8 8",
  up: "M8 13V3.5M4 7l4-4 4 4",
  down: "M8 3v9.5M4 9l4 4 4-4",
  warning: "M8 2.5 14.2 13.5H1.8zM8 6.5v3.2M8 11.4v.6",
  filter: "M2.5 3.5h11L9.5 8.5v4l-3 1.5V8.5z",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
  compare: "M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z",
  more: "M2.8 8h.9M7.55 8h.9M12.3 8h.9M2.8 7.6h.9M7.55 7.6h.9M12.3 7.6h.9",
  export: "M8 9.5V2.5M5 5l3-3 3 3M3 9v4h10V9",
  star: "M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z",
  file: "M4 2h5.5L12.5 5v9H4zM9.2 2v3.3h3.3",
  folder: "M2 4h4l1.5 1.5H14V13H2z",
  table: "M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6",
  retry: "M13 8a5 5 0 1 1-1.6-3.7M13.2 2.2v2.6h-2.6",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon without meaning of its own: the text beside it, or its button's name, says what it stands for. */
export function icon(name: IconName): SVGElement {
  const path = vector("path", { d: PATHS[name] });
  return vector("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" }, path);
}
