import type { TrialFilter } from "../../src/core/protocol/panel.js";
import type { BrushScale, Stretch } from "./brush-scale.js";

/** One step of a brush: what of it moves, and by how many edges of its axis; infinitely many lead to the axis's end. */
export interface BrushStep {
  readonly moves: "all" | "low" | "high";
  readonly by: number;
}

/** The places of a brush among the edges of its axis. */
type Span = readonly [from: number, to: number];

/** Edges of a large step, as a share of the axis; and of the brush that the first step makes. */
const LARGE = 1 / 8;
const FIRST = 1 / 4;

/** The step that a key stands for; null where it stands for none. */
export function brushStepOf(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">,
  { edges }: BrushScale,
): BrushStep | null {
  if (event.altKey) return null;
  const large = Math.max(1, Math.round((edges.length - 1) * LARGE));
  const by = {
    ArrowUp: 1,
    ArrowRight: 1,
    ArrowDown: -1,
    ArrowLeft: -1,
    PageUp: large,
    PageDown: -large,
    End: Number.POSITIVE_INFINITY,
    Home: Number.NEGATIVE_INFINITY,
  }[event.key];
  if (by === undefined) return null;
  return { by, moves: event.shiftKey ? "high" : event.ctrlKey || event.metaKey ? "low" : "all" };
}

/**
 * What the brush lets pass after a step: the first one makes a brush at the end of the axis to which it goes, the next ones move
 * it or one of its ends, which never cross. Below the low end lies the slot of trials without a value.
 *
 * @returns null where there is nothing to which it could move.
 */
export function stepped(scale: BrushScale, filter: TrialFilter | undefined, step: BrushStep): TrialFilter | null {
  const { edges, slot } = scale;
  const last = edges.length - 1;
  const first = Math.max(1, Math.round(last * FIRST));
  const over = (from: number, to: number): TrialFilter | null => scale.filter(edges[from]!, edges[to]!);
  const present = filter === undefined ? [] : scale.stretches(filter);
  if (present.length === 0) return step.by > 0 ? over(last - first, last) : over(0, first);
  if (present[0] === slot) return step.by > 0 ? over(0, first) : null;
  const [from, to] = spanOf(edges, present);
  const { by } = step;
  switch (step.moves) {
    case "low":
      return over(clamp(from + by, 0, to - 1), to);
    case "high":
      return over(from, clamp(to + by, from + 1, last));
    case "all": {
      if (by < 0 && from === 0 && slot !== null) return scale.filter(...slot);
      const start = clamp(from + by, 0, last - (to - from));
      return over(start, start + to - from);
    }
    default:
      return step.moves satisfies never;
  }
}

/** The edges nearest to the ends of what is brushed, which has at least one step between them. */
function spanOf(edges: readonly number[], stretches: readonly Stretch[]): Span {
  const forward = Math.sign(edges.at(-1)! - edges[0]!);
  const places = stretches.flat().map((place) => place * forward);
  const [low, high] = [Math.min(...places) * forward, Math.max(...places) * forward];
  const nearest = (place: number): number =>
    edges.reduce((best, edge, i) => (Math.abs(edge - place) < Math.abs(edges[best]! - place) ? i : best), 0);
  const from = Math.min(nearest(low), edges.length - 2);
  return [from, Math.max(from + 1, nearest(high))];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
