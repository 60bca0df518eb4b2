import { placeIn } from "../../core/notebooks/source-text.js";
import type { Target } from "./owner.js";

/** Says which cells of a notebook run though they stand below the function; null where none does. */
export function cellsBelow(target: Target): string | null {
  const { cells, study } = target;
  const own = placeIn(target, study.annotation.start).cell;
  if (cells === null || own === null || study.objective.kind !== "function") return null;
  const below = cells.map(({ number }) => number).filter((number) => number > own);
  if (below.length === 0) return null;
  return below.length === 1
    ? `Cell ${below[0]} stands below the function and runs, too: it defines what is called above.`
    : `Cells ${below.join(", ")} stand below the function and run, too: they define what is called above.`;
}
