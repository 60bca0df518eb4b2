// Runs the search benchmark: node test/bench/search/run.mjs [main FLAG…|speed SAMPLER…].

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = import.meta.dirname;
const named = ["main", "speed"].includes(process.argv[2] ?? "");
const program = named ? process.argv[2] : "main";
const rest = process.argv.slice(named ? 3 : 2);
const folder = await mkdtemp(join(tmpdir(), "hyperlens-bench-"));
const options = { bundle: true, format: "esm", platform: "node" };
try {
  const outfile = join(folder, "bench.mjs");
  await build({ ...options, entryPoints: [join(here, `${program}.ts`)], outfile });
  // Our own results are kept by what makes them.
  const engine = join(folder, "engine.mjs");
  await build({ ...options, entryPoints: [join(here, "run-problem.ts")], outfile: engine });
  process.argv.splice(2, process.argv.length, ...(program === "main" ? [here, engine] : [here]), ...rest);
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(folder, { recursive: true, force: true });
}
