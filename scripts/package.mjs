// npm run package: writes hyperlens.vsix. With --built it takes dist/ as it stands.

import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./machine/command.mjs";
import { main } from "./machine/main.mjs";
import { installDependencies } from "./machine/npm.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const FILE = "hyperlens.vsix";
const LIMIT = 2_000_000;
const README = "dist/readme.md";

/**
 * The README as the editor's page of the extension can show it: pictures only from the web, so that those of the repository
 * would be torn there.
 */
async function writeReadme() {
  const text = await readFile("README.md", "utf8");
  await writeFile(README, text.replace(/^!\[[^\]]*\]\((?!https:)[^)]+\)\n\n/gm, ""));
}

await main(async () => {
  process.chdir(root);
  await installDependencies(root);
  if (!process.argv.includes("--built") && (await run(process.execPath, ["scripts/build.mjs"])) !== 0) return 1;
  const { createVSIX } = await import("@vscode/vsce");
  await writeReadme();
  // Everything is bundled, so no dependency goes along; links in the README stay as they are.
  await createVSIX({
    cwd: root,
    packagePath: FILE,
    dependencies: false,
    readmePath: README,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  const { size } = await stat(join(root, FILE));
  if (size > LIMIT) throw new Error(`${FILE} has ${size} bytes, and at most ${LIMIT} are allowed; see .vscodeignore.`);
  process.stdout.write(`${FILE}: ${Math.ceil(size / 1000)} kB\n`);
  return 0;
});
