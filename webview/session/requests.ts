import type { ExportFormat } from "../../src/core/export/formats.js";
import type { TrialAction } from "../../src/core/protocol/trial-messages.js";
import type { MarkChange } from "../../src/core/study/marks.js";
import type { Host } from "./host.js";

/** What parts of the page ask of the window, in their own words. */
export interface Requests {
  apply(trial: number): void;
  copy(text: string): void;
  reveal(): void;
  /** `other` is the second trial of a comparison. */
  act(action: TrialAction, trial: number, other?: number): void;
  mark(trial: number, change: MarkChange): void;
  exportAs(format: ExportFormat): void;
  watch(trial: number | null): void;
  openFile(trial: number, name: string): void;
  openSource(trial: number, file: string, line: number): void;
}

export function requestsTo(host: Host): Requests {
  return {
    apply: (trial) => host.post({ type: "apply", trial }),
    copy: (text) => host.post({ type: "copy", text }),
    reveal: () => host.post({ type: "action", action: "reveal" }),
    act: (action, trial, other) =>
      host.post({ type: "trial", action, trial, ...(other === undefined ? {} : { other }) }),
    mark: (trial, change) => host.post({ type: "mark", trial, change }),
    exportAs: (format) => host.post({ type: "export", format }),
    watch: (trial) => host.post({ type: "watch", trial }),
    openFile: (trial, name) => host.post({ type: "openFile", trial, name }),
    openSource: (trial, file, line) => host.post({ type: "openSource", trial, file, line }),
  };
}
