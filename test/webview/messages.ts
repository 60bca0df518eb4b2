// What the window sends to the page when a study is opened.

import type { HostMessage, PanelStatus } from "../../src/core/protocol/panel.js";

export const JOURNAL = "/studies/digits.journal.log";
export const IDLE: PanelStatus = { running: false, annotated: true, note: null };
export const RUNNING: PanelStatus = { ...IDLE, running: true };

/** A study is opened: "digits" where none is named. */
export function opening(status: PanelStatus = IDLE, study = "digits"): HostMessage {
  return { type: "open", version: 1, journal: JOURNAL, study, status };
}

/** Lines of its journal; `restart` where they are its first. */
export function lines(text: string, restart = false): HostMessage {
  return { type: "lines", restart, more: false, text };
}
