// How long the results panel takes to show a study of 10,000 trials, from the click to the table with all of them.
// Bar: 1 s.

import { Window } from "../e2e/editor/window.js";
import { startHost } from "../e2e/host.js";
import { run } from "../e2e/workspace/cli.js";
import { Workspace } from "../e2e/workspace/workspace.js";

const TRIALS = 10_000;
const RUNS = 5;

const SOURCE = `# @study many minimize  sampler=random seed=1 trials=${TRIALS}
def objective(
    x=1.0,  # @tune uniform(-5, 5)
    y=2,  # @tune int(1, 10)
    z="a",  # @tune choice("a", "b", "c")
):
    return x * x + y
`;

const workspace = await Workspace.create({ "many.py": SOURCE });
console.log(`Running ${TRIALS} trials first`);
await run("many.py", workspace.folder);
const { host, stop } = await startHost(process.cwd());
try {
  const window = await Window.open(host, workspace.folder);
  const times: number[] = [];
  for (let count = 0; count < RUNS; count++) times.push(await opening(window));
  times.sort((a, b) => a - b);
  console.log(`panel with ${TRIALS} trials: median ${times[RUNS >> 1]} ms of ${times.join(", ")} ms; bar 1000 ms`);
  await window.close();
} finally {
  await stop();
  await workspace.remove();
}

/** Milliseconds from the click on the lens until the table holds every trial; the panel is closed afterwards. */
async function opening(window: Window): Promise<number> {
  await window.editor.open("many.py");
  await window.editor.lens("Results").waitFor({ timeout: 60_000 });
  const began = performance.now();
  await window.editor.clickLens("Results");
  await window.panel.locator(`[role="grid"][aria-rowcount="${TRIALS + 1}"]`).waitFor();
  const took = Math.round(performance.now() - began);
  await window.palette.run("View: Close All Editors");
  await window.page.locator("iframe.webview.ready").waitFor({ state: "detached" });
  return took;
}
