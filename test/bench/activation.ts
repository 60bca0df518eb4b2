// How long the extension's own code takes to load and to activate, as VS Code itself counts it. Bar: 50 ms.

import { Window } from "../e2e/editor/window.js";
import { startHost } from "../e2e/host.js";
import { GATED } from "../e2e/workspace/gated.js";
import { Workspace } from "../e2e/workspace/workspace.js";

const RUNS = 5;

const { host, stop } = await startHost(process.cwd());
const workspace = await Workspace.create({ "gated.py": GATED });
try {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const window = await Window.open(host, workspace.folder);
    await window.editor.open("gated.py");
    await window.editor.lenses.first().waitFor();
    await window.palette.run("Developer: Show Running Extensions");
    const text = await activationOf(window, "Hyperlens");
    times.push(Number(/(\d+)\s*ms/.exec(text)?.[1]));
    await window.close();
  }
  times.sort((a, b) => a - b);
  console.log(`activation: median ${times[RUNS >> 1]} ms of ${times.join(", ")} ms; bar 50 ms`);
} finally {
  await workspace.remove();
  await stop();
}

/** The row's time in the list of running extensions, of which only a part is drawn at once. */
async function activationOf(window: Window, extension: string): Promise<string> {
  const rows = window.page.locator(".editor-instance .monaco-list-row:has(.activation-time)");
  const row = rows.filter({ has: window.page.getByText(extension, { exact: true }) });
  await rows.first().click();
  for (let step = 0; step < 200 && (await row.count()) === 0; step++) await window.page.keyboard.press("ArrowDown");
  return row.first().locator(".activation-time").innerText();
}
