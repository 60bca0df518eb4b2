// Runs the search benchmark: node test/bench/search/run.mjs [main|speed] [SEEDS] [SAMPLER…]; of `speed`, samplers alone.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = import.meta.dirname;
const [program = "main", ...rest] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "hyperlens-bench-"));
try {
  const outfile = join(folder, "bench.mjs");
  await build({ entryPoints: [join(here, `${program}.ts`)], outfile, bundle: true, format: "esm", platform: "node" });
  process.argv.splice(2, process.argv.length, ...(program === "main" ? [here] : []), ...rest);
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(folder, { recursive: true, force: true });
}
