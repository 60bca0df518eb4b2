import { t } from "../l10n/translation.js";
import type { History, HistoryPoint } from "../model/history.js";
import type { PointPlace } from "./history-chart.js";
import type { LegendEntry } from "./legend.js";
import type { SymbolName } from "./symbols.js";
import { FAINT, shrinkOf, type TrialPoint } from "./trial-points.js";

interface Look {
  readonly symbol: SymbolName;
  readonly radius: number;
  readonly text: string;
}

/** The looks of a trial in the history, from the back to the front. */
const LOOKS = {
  failed: { symbol: "cross", radius: 3, text: t("Failed") },
  pruned: { symbol: "diamond", radius: 3.2, text: t("Pruned") },
  infeasible: { symbol: "ring", radius: 2.6, text: t("Infeasible") },
  complete: { symbol: "dot", radius: 3, text: t("Complete") },
  running: { symbol: "ring", radius: 3.4, text: t("Running") },
  front: { symbol: "dot", radius: 4, text: t("Pareto front") },
  best: { symbol: "dot", radius: 4.5, text: t("Best") },
} as const satisfies Record<string, Look>;

type Kind = keyof typeof LOOKS;
const KINDS = Object.keys(LOOKS) as readonly Kind[];

/** How a trial stands, for a table: in small letters. */
export function lookName(kind: HistoryPoint["kind"]): string {
  return LOOKS[kind].text.toLowerCase();
}

/** Looks from the back to the front. */
export const LOOK_ORDER: readonly string[] = [FAINT, ...KINDS];

/** All trials as marks; faint where the filters leave them out. */
export function historyPoints(
  history: History,
  placed: readonly { readonly point: HistoryPoint; readonly place: PointPlace }[],
  matching: ReadonlySet<number> | null,
): readonly TrialPoint[] {
  const best = bestOf(history);
  const shrink = shrinkOf(placed.length);
  return placed.map(({ point, place }) => {
    const look = kindOf(point, history, best);
    const size = LOOKS[look].radius;
    const radius = look === "best" || look === "front" ? size : size * shrink;
    const kind = matching === null || matching.has(point.trial) ? look : FAINT;
    return { trial: point.trial, x: place.x, y: place.y, kind, symbol: place.beyond ?? LOOKS[look].symbol, radius };
  });
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
    ...(history.records.length > 0 ? [lineEntry("best", t("Best so far"), "solid")] : []),
    ...(history.baseline === null ? [] : [lineEntry("baseline", t("Baseline"), "dashed")]),
    ...(bars ? [lineEntry("bars", t("± fold deviation"), "bar")] : []),
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
