import type { History, HistoryPoint } from "../model/history.js";
import type { PointPlace } from "./history-chart.js";
import type { LegendEntry } from "./legend.js";
import type { MarkGroup } from "./marks.js";
import type { SymbolName } from "./symbols.js";

interface Look {
  readonly symbol: SymbolName;
  readonly radius: number;
  readonly text: string;
}

/** The looks of a trial in the history, from the back to the front. */
const LOOKS = {
  failed: { symbol: "cross", radius: 3, text: "Failed" },
  pruned: { symbol: "diamond", radius: 3.2, text: "Pruned" },
  infeasible: { symbol: "ring", radius: 2.6, text: "Infeasible" },
  complete: { symbol: "dot", radius: 3, text: "Complete" },
  running: { symbol: "ring", radius: 3.4, text: "Running" },
  front: { symbol: "dot", radius: 4, text: "Pareto front" },
  best: { symbol: "dot", radius: 4.5, text: "Best" },
} as const satisfies Record<string, Look>;

type Kind = keyof typeof LOOKS;
const KINDS = Object.keys(LOOKS) as readonly Kind[];

/** The marks of all trials, gathered by look. */
export function historyGroups(
  history: History,
  placed: readonly { readonly point: HistoryPoint; readonly place: PointPlace }[],
): readonly MarkGroup[] {
  const best = bestOf(history);
  // Many marks are drawn smaller, so that they stay apart for longer.
  const shrink = placed.length > 2000 ? 0.6 : placed.length > 500 ? 0.8 : 1;
  const groups = new Map<string, { kind: string; symbol: SymbolName; radius: number; places: number[] }>();
  for (const { point, place } of placed) {
    const kind = kindOf(point, history, best);
    const symbol = place.beyond ?? LOOKS[kind].symbol;
    const key = `${kind} ${symbol}`;
    const radius = kind === "best" || kind === "front" ? LOOKS[kind].radius : LOOKS[kind].radius * shrink;
    const group = groups.get(key) ?? { kind, symbol, radius, places: [] };
    groups.set(key, group);
    group.places.push(place.x, place.y);
  }
  return [...groups.values()].sort((a, b) => KINDS.indexOf(a.kind as Kind) - KINDS.indexOf(b.kind as Kind));
}

/** Only what occurs, with how often. */
export function historyLegend(history: History, bars: boolean): readonly LegendEntry[] {
  const counts = new Map<Kind, number>();
  for (const point of history.points) {
    // The best trial is a complete one too; the line explains its mark.
    const kind = kindOf(point, history, null);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const order: readonly Kind[] = ["front", "complete", "infeasible", "pruned", "failed", "running"];
  const marks = order.flatMap((kind): LegendEntry[] => {
    const count = counts.get(kind);
    return count === undefined
      ? []
      : [{ kind, text: `${LOOKS[kind].text} ${count}`, sign: { symbol: LOOKS[kind].symbol } }];
  });
  return [
    ...marks,
    ...(history.records.length > 0 ? [lineEntry("best", "Best so far", "solid")] : []),
    ...(history.baseline === null ? [] : [lineEntry("baseline", "Baseline", "dashed")]),
    ...(bars ? [lineEntry("bars", "± fold deviation", "bar")] : []),
  ];
}

function lineEntry(kind: string, text: string, line: "solid" | "dashed" | "bar"): LegendEntry {
  return { kind, text, sign: { line } };
}

/** The number of the best trial, where there is one direction. */
function bestOf(history: History): number | null {
  return history.front.size > 0 ? null : (history.records.at(-1)?.trial ?? null);
}

function kindOf(point: HistoryPoint, history: History, best: number | null): Kind {
  if (point.trial === best) return "best";
  return point.kind === "complete" && history.front.has(point.trial) ? "front" : point.kind;
}
