import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { Window } from "./editor/window.js";
import type { Host } from "./host.js";
import type { Workspace } from "./workspace/workspace.js";

export interface Bench {
  readonly workspace: Workspace;
  readonly window: Window;
}

/**
 * Opens one window on one workspace for all tests of a file, which are then steps of one story, and keeps a picture of
 * the window where a step fails.
 * @param create Makes the workspace.
 * @param host Names the server where that is not the one of all files.
 */
export function useWindow(create: () => Promise<Workspace>, host = (): Host => inject("host")): Bench {
  let workspace: Workspace | undefined;
  let window: Window | undefined;
  beforeAll(async () => {
    workspace = await create();
    window = await Window.open(host(), workspace.target);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await window?.picture(`failed ${task.name}`.replace(/\W+/g, "-").slice(0, 80));
  });
  afterAll(async () => {
    await window?.close();
    await workspace?.remove();
  });
  return {
    get workspace() {
      return present(workspace);
    },
    get window() {
      return present(window);
    },
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined)
    throw new Error("The window is opened before the first test, not while tests are collected.");
  return value;
}
