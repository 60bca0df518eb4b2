import { type ExportFormat, isExportFormat } from "../export/formats.js";
import { type ChartsView, DEFAULT_CHARTS, parseCharts } from "./charts-view.js";
import {
  type ComparisonHostMessage,
  type ComparisonPanelMessage,
  parseComparisonHostMessage,
  parseComparisonPanelMessage,
} from "./comparison-messages.js";
import { isCount, isRecord } from "./shape.js";
import { DEFAULT_LAYOUT, parseTableLayout, type TableLayout } from "./table-layout.js";
import {
  parseTrialHostMessage,
  parseTrialPanelMessage,
  type TrialHostMessage,
  type TrialPanelMessage,
} from "./trial-messages.js";

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
  /** What that driver was asked, where it was. */
  readonly control?: "paused" | "stopping";
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
  /** Whole lines of the journal, in order. `restart`: forget the lines before. `more`: others are on their way. */
  | { readonly type: "lines"; readonly restart: boolean; readonly more: boolean; readonly text: PackedText }
  | { readonly type: "status"; readonly status: PanelStatus }
  /** Open the form that queues a trial, with the values of this one; of the best where it is null. */
  | { readonly type: "form"; readonly trial: number | null }
  /** Nothing can be shown, and why. */
  | { readonly type: "unreadable"; readonly message: string }
  | TrialHostMessage
  | ComparisonHostMessage;

export type PanelMessage =
  /** Sent once the page listens, and again to start over: nothing is sent to it before. */
  | { readonly type: "ready"; readonly version: number }
  | { readonly type: "action"; readonly action: PanelAction }
  | { readonly type: "apply"; readonly trial: number }
  | { readonly type: "copy"; readonly text: string }
  /** A file for the person, who chooses its place. `name` proposes one, without a folder; bytes for pictures, else text. */
  | { readonly type: "save"; readonly name: string; readonly mime: string; readonly data: string | Uint8Array }
  /** All trials are to be written into a file, or the best values, in a format. */
  | { readonly type: "export"; readonly format: ExportFormat }
  /** Queue a trial with these values, by parameter as the study's language spells them. */
  | { readonly type: "form"; readonly values: Readonly<Record<string, string>> }
  | TrialPanelMessage
  | ComparisonPanelMessage;

/** What can be asked for a study as a whole: the commands of these names. */
export const PANEL_ACTIONS = [
  "run",
  "pause",
  "resume",
  "stop",
  "stopNow",
  "changeRun",
  "queueTrial",
  "confirm",
  "reveal",
] as const;

export type PanelAction = (typeof PANEL_ACTIONS)[number];

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
  /** Only trials that pass all of these are listed; at most one for each column, and one text. */
  readonly filters: readonly TrialFilter[];
  /** The number of the selected trial. */
  readonly selected: number | null;
  /** Numbers of the trials that were chosen to be compared, in that order. */
  readonly compared: readonly number[];
  /** Whether the chosen trials stand side by side in place of the table. */
  readonly comparing: boolean;
  /** Whether of these only what differs is shown. */
  readonly differing: boolean;
  readonly layout: TableLayout;
  readonly logScale: boolean;
  /** Which direction the history shows, from 0. */
  readonly objective: number;
  /** Pixels from the top of the trials table. */
  readonly scroll: number;
  /** Pixels from the top of the page. */
  readonly top: number;
  readonly tab: PanelTab;
  readonly charts: ChartsView;
  /** The parts of a trial's detail that were opened, or closed, by their names. */
  readonly folds: Readonly<Record<string, boolean>>;
  /** What stands in the form that queues a trial; null while it is closed. */
  readonly form: FormView | null;
}

/** The form as it was left. */
export interface FormView {
  /** The trial that it was opened for; null for none in particular. */
  readonly trial: number | null;
  /** The text of each parameter's field. */
  readonly draft: Readonly<Record<string, string>>;
}

export const PANEL_TABS = ["overview", "charts", "trials"] as const;

export type PanelTab = (typeof PANEL_TABS)[number];

export interface ColumnOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Which trials are listed. Columns are named by their ids, as in webview/model/columns.ts. */
export type TrialFilter =
  /** Both ends included, in the numbers that the column sorts by. */
  | { readonly kind: "range"; readonly column: string; readonly low: number; readonly high: number }
  /** Values spelled as the column shows them; the empty one stands for "not set". */
  | { readonly kind: "values"; readonly column: string; readonly values: readonly string[] }
  /** Words that stand in any column. */
  | { readonly kind: "text"; readonly text: string };

export const DEFAULT_VIEW: PanelView = {
  sort: [{ column: "number", descending: true }],
  filters: [],
  selected: null,
  compared: [],
  comparing: false,
  differing: false,
  layout: DEFAULT_LAYOUT,
  logScale: false,
  objective: 0,
  scroll: 0,
  top: 0,
  tab: "overview",
  charts: DEFAULT_CHARTS,
  folds: {},
  form: null,
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
      if (typeof data.restart !== "boolean" || typeof data.more !== "boolean" || !isPackedText(data.text)) return null;
      return { type: "lines", restart: data.restart, more: data.more, text: data.text };
    case "status": {
      const status = parseStatus(data.status);
      return status && { type: "status", status };
    }
    case "form":
      return data.trial === null || isCount(data.trial) ? { type: "form", trial: data.trial } : null;
    case "unreadable":
      return typeof data.message === "string" ? { type: "unreadable", message: data.message } : null;
    default:
      return parseTrialHostMessage(data) ?? parseComparisonHostMessage(data);
  }
}

/** A name without a folder in it, that does not begin with a dot. */
const FILE_NAME = /^[^./\\:][^/\\:]{0,199}$/;

/** A message of the panel, or null where the data is none. */
export function parsePanelMessage(data: unknown): PanelMessage | null {
  if (!isRecord(data)) return null;
  switch (data.type) {
    case "ready":
      return typeof data.version === "number" ? { type: "ready", version: data.version } : null;
    case "action": {
      const action = PANEL_ACTIONS.find((known) => known === data.action);
      return action === undefined ? null : { type: "action", action };
    }
    case "apply":
      return isCount(data.trial) ? { type: "apply", trial: data.trial } : null;
    case "copy":
      return typeof data.text === "string" ? { type: "copy", text: data.text } : null;
    case "save": {
      const { name, mime, data: content } = data;
      if (typeof name !== "string" || !FILE_NAME.test(name) || typeof mime !== "string") return null;
      if (typeof content !== "string" && !(content instanceof Uint8Array)) return null;
      return { type: "save", name, mime, data: content };
    }
    case "export":
      return isExportFormat(data.format) ? { type: "export", format: data.format } : null;
    case "form":
      return isTexts(data.values) ? { type: "form", values: data.values } : null;
    default:
      return parseTrialPanelMessage(data) ?? parseComparisonPanelMessage(data);
  }
}

/** A kept state, or null where journal or study are missing; a part of the view that is not understood is the default. */
export function parsePanelState(data: unknown): PanelState | null {
  if (!isRecord(data) || typeof data.journal !== "string" || typeof data.study !== "string") return null;
  return { journal: data.journal, study: data.study, view: parseView(data.view) };
}

function parseView(data: unknown): PanelView {
  if (!isRecord(data)) return DEFAULT_VIEW;
  const { sort, filters, selected, compared, comparing, differing, layout, logScale, objective } = data;
  const { scroll, top, tab, charts, folds, form } = data;
  return {
    sort: Array.isArray(sort) && sort.every(isColumnOrder) ? sort : DEFAULT_VIEW.sort,
    filters: Array.isArray(filters) && filters.every(isTrialFilter) ? filters : DEFAULT_VIEW.filters,
    compared: Array.isArray(compared) && compared.every(isCount) ? compared : DEFAULT_VIEW.compared,
    comparing: comparing === true,
    differing: differing === true,
    layout: parseTableLayout(layout),
    selected: isCount(selected) ? selected : null,
    logScale: logScale === true,
    objective: isCount(objective) ? objective : 0,
    scroll: isLength(scroll) ? scroll : 0,
    top: isLength(top) ? top : 0,
    tab: PANEL_TABS.find((each) => each === tab) ?? DEFAULT_VIEW.tab,
    charts: parseCharts(charts),
    folds: isFolds(folds) ? folds : DEFAULT_VIEW.folds,
    form: parseForm(form),
  };
}

function parseForm(data: unknown): FormView | null {
  if (!isRecord(data) || !isTexts(data.draft)) return null;
  return data.trial === null || isCount(data.trial) ? { trial: data.trial, draft: data.draft } : null;
}

function parseStatus(data: unknown): PanelStatus | null {
  if (!isRecord(data)) return null;
  const { running, annotated, note, control } = data;
  if (typeof running !== "boolean" || typeof annotated !== "boolean") return null;
  if (note !== null && typeof note !== "string") return null;
  return { running, annotated, note, ...(control === "paused" || control === "stopping" ? { control } : {}) };
}

function isPackedText(data: unknown): data is PackedText {
  return typeof data === "string" || data instanceof Uint8Array;
}

function isTexts(data: unknown): data is Readonly<Record<string, string>> {
  return isRecord(data) && Object.values(data).every((text) => typeof text === "string");
}

function isFolds(data: unknown): data is Readonly<Record<string, boolean>> {
  return isRecord(data) && Object.values(data).every((open) => typeof open === "boolean");
}

function isLength(data: unknown): data is number {
  return isNumber(data) && data >= 0;
}

function isColumnOrder(data: unknown): data is ColumnOrder {
  return isRecord(data) && typeof data.column === "string" && typeof data.descending === "boolean";
}

function isTrialFilter(data: unknown): data is TrialFilter {
  if (!isRecord(data)) return false;
  if (data.kind === "text") return typeof data.text === "string";
  if (typeof data.column !== "string") return false;
  if (data.kind === "range") return isNumber(data.low) && isNumber(data.high);
  return data.kind === "values" && Array.isArray(data.values) && data.values.every((each) => typeof each === "string");
}

function isNumber(data: unknown): data is number {
  return Number.isFinite(data);
}
