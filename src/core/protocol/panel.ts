/**
 * Messages between the extension and the results panel. The panel receives the journal's own lines and applies the same
 * reducer as everybody else; it asks for actions by name and decides nothing. Each end parses what arrives: a message
 * of another shape is null, and ignored.
 */
export const PANEL_PROTOCOL = 1;

/** How a study stands, as the extension can tell and the journal alone cannot. */
export interface PanelStatus {
  /** A live driver works on the study. */
  readonly running: boolean;
  /** The annotation was found and is valid: the study can run, and values can be applied. */
  readonly annotated: boolean;
  /** What one can know about a run on another host, or why the study cannot run; for people. */
  readonly note: string | null;
}

/** Text as it is, or, where there is much of it, its UTF-8 deflated without a header (RFC 1951). */
export type PackedText = string | Uint8Array;

export type HostMessage =
  /** The answer to `ready`: forget everything. `journal` names the file, as the extension wants it back on a restore. */
  | {
      readonly type: "open";
      readonly version: number;
      readonly journal: string;
      readonly study: string;
      readonly status: PanelStatus;
    }
  /** Whole lines of the journal, in order. `restart`: forget the lines before. */
  | { readonly type: "lines"; readonly restart: boolean; readonly text: PackedText }
  | { readonly type: "status"; readonly status: PanelStatus }
  /** Nothing can be shown, and why. */
  | { readonly type: "unreadable"; readonly message: string };

export type PanelMessage =
  /** Sent once the page listens, and again to start over: nothing is sent to it before. */
  | { readonly type: "ready"; readonly version: number }
  | { readonly type: "action"; readonly action: PanelAction }
  | { readonly type: "apply"; readonly trial: number }
  | { readonly type: "copy"; readonly text: string };

export type PanelAction = "run" | "stop" | "reveal";

/** What a panel keeps over a window reload (`setState`); the extension reads `journal` and `study` to restore it. */
export interface PanelState {
  readonly journal: string;
  readonly study: string;
  readonly view: PanelView;
}

/** What a person has set in the panel. */
export interface PanelView {
  /** Columns of the trials table by id, the first one leading. */
  readonly sort: readonly ColumnOrder[];
  /** The number of the selected trial. */
  readonly selected: number | null;
  readonly logScale: boolean;
  /** Which direction the history shows, from 0. */
  readonly objective: number;
  /** Pixels from the top of the trials table. */
  readonly scroll: number;
}

export interface ColumnOrder {
  readonly column: string;
  readonly descending: boolean;
}

export const DEFAULT_VIEW: PanelView = {
  sort: [{ column: "number", descending: true }],
  selected: null,
  logScale: false,
  objective: 0,
  scroll: 0,
};

/** A message of the extension, or null where the data is none. */
export function parseHostMessage(data: unknown): HostMessage | null {
  if (!isRecord(data)) return null;
  switch (data.type) {
    case "open": {
      const { version, journal, study } = data;
      const status = parseStatus(data.status);
      if (typeof version !== "number" || typeof journal !== "string" || typeof study !== "string") return null;
      return status && { type: "open", version, journal, study, status };
    }
    case "lines":
      if (typeof data.restart !== "boolean" || !isPackedText(data.text)) return null;
      return { type: "lines", restart: data.restart, text: data.text };
    case "status": {
      const status = parseStatus(data.status);
      return status && { type: "status", status };
    }
    case "unreadable":
      return typeof data.message === "string" ? { type: "unreadable", message: data.message } : null;
    default:
      return null;
  }
}

/** A message of the panel, or null where the data is none. */
export function parsePanelMessage(data: unknown): PanelMessage | null {
  if (!isRecord(data)) return null;
  switch (data.type) {
    case "ready":
      return typeof data.version === "number" ? { type: "ready", version: data.version } : null;
    case "action": {
      const { action } = data;
      return action === "run" || action === "stop" || action === "reveal" ? { type: "action", action } : null;
    }
    case "apply":
      return isCount(data.trial) ? { type: "apply", trial: data.trial } : null;
    case "copy":
      return typeof data.text === "string" ? { type: "copy", text: data.text } : null;
    default:
      return null;
  }
}

/** A kept state, or null where journal or study are missing; a part of the view that is not understood is the default. */
export function parsePanelState(data: unknown): PanelState | null {
  if (!isRecord(data) || typeof data.journal !== "string" || typeof data.study !== "string") return null;
  return { journal: data.journal, study: data.study, view: parseView(data.view) };
}

function parseView(data: unknown): PanelView {
  if (!isRecord(data)) return DEFAULT_VIEW;
  const { sort, selected, logScale, objective, scroll } = data;
  return {
    sort: Array.isArray(sort) && sort.every(isColumnOrder) ? sort : DEFAULT_VIEW.sort,
    selected: isCount(selected) ? selected : null,
    logScale: logScale === true,
    objective: isCount(objective) ? objective : 0,
    scroll: typeof scroll === "number" && scroll >= 0 ? scroll : 0,
  };
}

function parseStatus(data: unknown): PanelStatus | null {
  if (!isRecord(data)) return null;
  const { running, annotated, note } = data;
  if (typeof running !== "boolean" || typeof annotated !== "boolean") return null;
  return note === null || typeof note === "string" ? { running, annotated, note } : null;
}

function isPackedText(data: unknown): data is PackedText {
  return typeof data === "string" || data instanceof Uint8Array;
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function isCount(data: unknown): data is number {
  return Number.isSafeInteger(data) && (data as number) >= 0;
}

function isColumnOrder(data: unknown): data is ColumnOrder {
  return isRecord(data) && typeof data.column === "string" && typeof data.descending === "boolean";
}
