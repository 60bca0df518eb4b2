// npm run bench [-- NAME…]: runs the benchmarks in test/bench, each a TypeScript file, or a folder with a run.mjs, that
// prints its figures.
// They run from the repository's root, against dist/ as just built. Names are those of the files; without any, all run.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { run } from "./machine/command.mjs";
import { main } from "./machine/main.mjs";
import { requireNode } from "./machine/node.mjs";
import { installDependencies } from "./machine/npm.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = "test/bench";

/**
 * In a bundle every source file would take the bundle's place for its own.
 * @type {import("esbuild").Plugin}
 */
const ownPlaces = {
  name: "own-places",
  setup(build) {
    build.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: path.endsWith(".ts") ? "ts" : "js" };
    });
  },
};

await main(async () => {
  requireNode();
  process.chdir(root);
  await installDependencies(root);
  const entries = await readdir(folder);
  const names = entries
    .filter((entry) => entry.endsWith(".ts") || existsSync(join(folder, entry, "run.mjs")))
    .map((entry) => basename(entry, ".ts"));
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  if ((await run(process.execPath, ["scripts/build.mjs"])) !== 0) return 1;
  let failed = 0;
  for (const name of names) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stdout.write(`\n── ${name} ──\n`);
    if ((await run(process.execPath, [await script(name)])) !== 0) failed++;
  }
  return failed === 0 ? 0 : 1;
});

/**
 * @param {string} name
 * @returns {Promise<string>} What Node runs: the folder's own script, or the TypeScript file in one piece.
 */
async function script(name) {
  const own = join(folder, name, "run.mjs");
  if (existsSync(own)) return own;
  const { build } = await import("esbuild");
  // Within the repository, so that its packages are found.
  const outfile = join(root, ".cache", "bench", `${name}.mjs`);
  await build({
    ...{ entryPoints: [join(folder, `${name}.ts`)], outfile, bundle: true, platform: "node", format: "esm" },
    packages: "external",
    plugins: [ownPlaces],
  });
  return outfile;
}
