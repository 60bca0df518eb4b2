import { readFileSync } from "node:fs";
import { confirmCommand } from "./commands/confirm.js";
import { verbCommand } from "./commands/control.js";
import { exportCommand } from "./commands/export.js";
import { importCommand } from "./commands/import.js";
import { listCommand } from "./commands/list.js";
import { queueCommand } from "./commands/queue.js";
import { renameCommand } from "./commands/rename.js";
import { repairCommand } from "./commands/repair.js";
import { runCommand } from "./commands/run.js";
import { showCommand } from "./commands/show.js";
import { AnnotationError } from "./commands/target.js";
import { tryCommand } from "./commands/try.js";
import { helpText, UsageError } from "./commands/usage.js";

const COMMANDS: { readonly [name: string]: (words: readonly string[]) => number | Promise<number> } = {
  run: runCommand,
  confirm: confirmCommand,
  list: listCommand,
  show: showCommand,
  export: exportCommand,
  import: importCommand,
  rename: renameCommand,
  repair: repairCommand,
  stop: verbCommand("stop"),
  pause: verbCommand("pause"),
  resume: verbCommand("resume"),
  queue: queueCommand,
  kill: verbCommand("kill"),
  skip: verbCommand("skip"),
  set: verbCommand("set"),
  try: tryCommand,
};

async function main(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    process.stdout.write(helpText(null));
    return first === undefined ? 2 : 0;
  }
  if (first === "--version" || first === "-v") {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  try {
    if (command === undefined)
      throw new UsageError(`There is no command ${first}; there are ${Object.keys(COMMANDS).join(", ")}.`);
    return await command(rest);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof AnnotationError)) throw error;
    process.stderr.write(`hyperlens: ${error.message}\n`);
    return 2;
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "?";
}

process.stdout.on("error", () => {});
process.stderr.on("error", () => {});
process.exitCode = await main(process.argv.slice(2));
