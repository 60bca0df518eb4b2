import { type HostMessage, type PanelMessage, parseHostMessage } from "../../src/core/protocol/panel.js";

/** The window that shows the page: it takes messages, and keeps one value over a reload. */
export interface Host {
  post(message: PanelMessage): void;
  readonly kept: unknown;
  keep(state: unknown): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Connects with the window; messages of an unknown shape are dropped. */
export function connectHost(listener: (message: HostMessage) => void): Host {
  const api = acquireVsCodeApi();
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = parseHostMessage(event.data);
    if (message) listener(message);
  });
  return {
    post: (message) => api.postMessage(message),
    kept: api.getState(),
    keep: (state) => api.setState(state),
  };
}
