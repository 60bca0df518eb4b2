/**
 * Messages between the extension and the results panel. The panel receives the journal's own lines and applies the same
 * reducer as everybody else; it asks for actions by name and decides nothing.
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

export type HostMessage =
  /** The answer to `ready`: forget everything. */
  | { readonly type: "open"; readonly version: number; readonly study: string; readonly status: PanelStatus }
  /** Whole lines of the journal, in order. `restart`: forget the lines before. */
  | { readonly type: "lines"; readonly restart: boolean; readonly text: string }
  | { readonly type: "status"; readonly status: PanelStatus }
  /** Nothing can be shown, and why. */
  | { readonly type: "unreadable"; readonly message: string };

export type PanelMessage =
  /** Sent once the page listens: nothing is sent to it before. */
  | { readonly type: "ready"; readonly version: number }
  | { readonly type: "action"; readonly action: "run" | "stop" | "reveal" }
  | { readonly type: "apply"; readonly trial: number }
  | { readonly type: "copy"; readonly text: string };

/** What a panel keeps over a window reload (`setState`); the extension reads `journal` and `study` to restore it. */
export interface PanelState {
  readonly journal: string;
  readonly study: string;
  readonly view: { readonly sort: readonly { readonly column: string; readonly descending: boolean }[] };
}
