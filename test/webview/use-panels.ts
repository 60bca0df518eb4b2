import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type PanelHost, type PanelOptions, startPanelHost, type TestPanel } from "./harness.js";

export interface Panels {
  /** Size of the page's script. */
  readonly bytes: number;
  open(options?: PanelOptions): Promise<TestPanel>;
}

/** A browser for all tests of a file. The panel that a test opened last must have had no faults. */
export function usePanels(): Panels {
  let started: PanelHost | undefined;
  let last: TestPanel | undefined;
  const host = (): PanelHost => {
    if (started === undefined)
      throw new Error("The browser is started before the first test, not while they are read.");
    return started;
  };
  beforeAll(async () => {
    started = await startPanelHost();
  }, 300_000);
  afterAll(() => started?.close());
  afterEach(() => {
    const panel = last;
    last = undefined;
    if (panel === undefined) return;
    expect(panel.faults).toEqual([]);
  });
  return {
    get bytes() {
      return host().bytes;
    },
    async open(options) {
      last = await host().open(options);
      return last;
    },
  };
}
