// npm start: installs, builds, tunes the first example on this terminal, then opens VS Code on the examples.
// Until the dependencies are there, nothing but Node's own modules may be imported.

import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openExamples } from "./editor/open.mjs";
import { run } from "./machine/command.mjs";
import { main } from "./machine/main.mjs";
import { requireNode } from "./machine/node.mjs";
import { installDependencies } from "./machine/npm.mjs";
import { findPython } from "./machine/python.mjs";

const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const EXAMPLE = "digits.py";

await main(async () => {
  const options = process.argv.slice(2);
  const unknown = options.filter((option) => option !== "--no-editor");
  if (unknown.length > 0) throw new Error(`npm start does not know ${unknown.join(" ")}; it takes -- --no-editor.`);
  requireNode();
  const python = findPython();
  process.chdir(root);
  await installDependencies(root);
  process.stdout.write("Building Hyperlens\n");
  const built = await run(process.execPath, ["scripts/build.mjs"]);
  if (built !== 0) return built;

  const { status, interrupted } = await tune(python);
  if (status !== 0 || interrupted) return status;
  const reason = whyNoEditor(options);
  if (reason === null) return openExamples({ root, folder: join(root, "examples"), file: EXAMPLE });
  process.stdout.write(`${reason}\n`);
  return 0;
});

/**
 * Runs the driver on this terminal. A Ctrl-C reaches the driver by itself, since it belongs to the same terminal: it
 * finishes the running trials and ends, or ends at once after a second one. We only wait for that.
 * @param {string} python
 * @returns {Promise<{ status: number, interrupted: boolean }>}
 */
async function tune(python) {
  let interrupted = false;
  const remember = () => {
    interrupted = true;
  };
  process.on("SIGINT", remember);
  try {
    const words = ["dist/cli.js", "run", `examples/${EXAMPLE}`, "--python", python];
    const status = await run(process.execPath, words);
    return { status, interrupted };
  } finally {
    process.removeListener("SIGINT", remember);
  }
}

/**
 * @param {readonly string[]} options
 * @returns {string | null} A sentence; null where an editor is wanted.
 */
function whyNoEditor(options) {
  const later = "npm start on a terminal opens the results in VS Code.";
  if (options.includes("--no-editor")) return later;
  if (process.env.CI) return `No editor is opened, since CI is set. ${later}`;
  if (process.stdin.isTTY && process.stdout.isTTY) return null;
  return `No editor is opened without a terminal. ${later}`;
}
