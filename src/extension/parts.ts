import type { Chooser } from "./commands/choose.js";
import type { ResultsPanels } from "./panel/results-panels.js";
import type { Runs } from "./run/runs.js";
import type { RunTasks } from "./run/tasks.js";
import type { Insights } from "./store/insights.js";
import type { WorkspaceScan } from "./store/scan.js";
import type { Studies } from "./store/studies.js";
import type { WorkerClient } from "./store/worker-client.js";
import type { StudiesTree } from "./tree/studies-tree.js";

/** What the extension is made of, each thing once. */
export interface Parts {
  readonly worker: WorkerClient;
  readonly studies: Studies;
  readonly scan: WorkspaceScan;
  readonly runs: Runs;
  readonly panels: ResultsPanels;
  readonly tree: StudiesTree;
  readonly chooser: Chooser;
  readonly tasks: RunTasks;
  /** Where the extension is installed. */
  readonly extensionPath: string;
  readonly insights: Insights;
}
