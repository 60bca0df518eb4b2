import type { ChartHost } from "./chart.js";
import type { Exhibit } from "./gallery.js";

/** The charts of the gallery, in the order in which they are shown. */
export function exhibits(_host: ChartHost): readonly Exhibit[] {
  return [];
}
