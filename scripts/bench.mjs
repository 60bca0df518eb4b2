// npm run bench [-- NAME…]: runs the benchmarks in test/bench, each a TypeScript file of its own that prints its figures.
// They run from the repository's root, against dist/ as just built. Names are those of the files; without any, all run.

import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./machine/command.mjs";
import { main } from "./machine/main.mjs";
import { requireNode } from "./machine/node.mjs";
import { installDependencies } from "./machine/npm.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = "test/bench";

await main(async () => {
  requireNode();
  process.chdir(root);
  await installDependencies(root);
  const files = existsSync(folder) ? await readdir(folder) : [];
  const names = files.filter((file) => file.endsWith(".ts")).map((file) => basename(file, ".ts"));
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  if ((await run(process.execPath, ["scripts/build.mjs"])) !== 0) return 1;
  const { build } = await import("esbuild");
  let failed = 0;
  for (const name of names) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    // Within the repository, so that its packages are found.
    const outfile = join(root, ".cache", "bench", `${name}.mjs`);
    const entryPoints = [join(folder, `${name}.ts`)];
    await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", packages: "external" });
    process.stdout.write(`\n── ${name} ──\n`);
    if ((await run(process.execPath, [outfile])) !== 0) failed++;
  }
  return failed === 0 ? 0 : 1;
});
