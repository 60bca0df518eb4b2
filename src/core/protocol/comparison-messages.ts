import { parsePlace, type StudyPlace } from "./charts-view.js";
import type { PackedText } from "./panel.js";

/** To the panel, about the studies that are compared with its own. */
export type ComparisonHostMessage =
  /** What the person has chosen. */
  | { readonly type: "compared"; readonly studies: readonly StudyPlace[] }
  /** Lines of another journal, as `lines` has those of the panel's own. */
  | { readonly type: "other"; readonly journal: string; readonly restart: boolean; readonly text: PackedText }
  /** Another journal cannot be read, and why. */
  | { readonly type: "otherUnreadable"; readonly journal: string; readonly message: string };

export type ComparisonPanelMessage =
  /** Asks the person which studies shall be compared; `chosen` are the present ones. */
  | { readonly type: "compare"; readonly chosen: readonly StudyPlace[] }
  /** The other journals whose lines are wanted from now on. */
  | { readonly type: "follow"; readonly journals: readonly string[] };

/** More studies than these are a tangle. */
export const MOST_COMPARED = 8;

type Data = Readonly<Record<string, unknown>>;

/** A message of this kind, or null where the data is none. */
export function parseComparisonHostMessage(data: Data): ComparisonHostMessage | null {
  const { type, journal, restart, text, message } = data;
  if (type === "compared") {
    const studies = parsePlaces(data.studies);
    return studies && { type, studies };
  }
  if (typeof journal !== "string") return null;
  if (type === "other" && typeof restart === "boolean" && (typeof text === "string" || text instanceof Uint8Array)) {
    return { type, journal, restart, text };
  }
  return type === "otherUnreadable" && typeof message === "string" ? { type, journal, message } : null;
}

/** A message of this kind, or null where the data is none. */
export function parseComparisonPanelMessage(data: Data): ComparisonPanelMessage | null {
  const { type, journals } = data;
  if (type === "compare") {
    const chosen = parsePlaces(data.chosen);
    return chosen && { type, chosen };
  }
  if (type !== "follow" || !Array.isArray(journals) || journals.length > MOST_COMPARED) return null;
  return journals.every((journal) => typeof journal === "string") ? { type, journals } : null;
}

function parsePlaces(data: unknown): readonly StudyPlace[] | null {
  if (!Array.isArray(data) || data.length > MOST_COMPARED) return null;
  const places = data.map(parsePlace);
  return places.every((place) => place !== null) ? places : null;
}
