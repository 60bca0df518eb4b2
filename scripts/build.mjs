// Writes dist/: the engine and the command line as ES modules, the extension and its worker as CommonJS, the panel for
// the browser with the list of its texts, the runners as they are, and the engine's types.

import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { textsInBundle } from "./l10n/texts.mjs";
import { leanMatrix } from "./lean-matrix.mjs";
import { run } from "./machine/command.mjs";

process.chdir(new URL("..", import.meta.url).pathname);
await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });

/** @satisfies {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: true,
  sourcemap: process.argv.includes("--sourcemap"),
  logLevel: "warning",
  legalComments: "none",
  charset: "utf8",
  plugins: [leanMatrix],
};
/** @satisfies {import("esbuild").BuildOptions} */
const node = { ...shared, platform: "node", target: "node20" };
// Bundled CommonJS dependencies may call require for Node's own modules.
const requireBanner =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

/** @type {(import("esbuild").BuildOptions & { entryPoints: [string] })[]} */
const entries = [
  {
    ...shared,
    platform: "neutral",
    target: "es2022",
    format: "esm",
    entryPoints: ["src/core/index.ts"],
    outfile: "dist/engine.js",
    mainFields: ["module", "main"],
  },
  {
    ...node,
    format: "esm",
    entryPoints: ["src/driver/cli.ts"],
    outfile: "dist/cli.js",
    banner: { js: `#!/usr/bin/env node\n${requireBanner}` },
  },
  { ...node, format: "esm", entryPoints: ["src/driver/guard.ts"], outfile: "dist/guard.js" },
  {
    ...node,
    format: "cjs",
    entryPoints: ["src/extension/extension.ts"],
    outfile: "dist/extension.cjs",
    external: ["vscode"],
  },
  { ...node, format: "cjs", entryPoints: ["src/extension/worker/worker.ts"], outfile: "dist/worker.cjs" },
  {
    ...shared,
    platform: "browser",
    target: "es2022",
    format: "iife",
    entryPoints: ["webview/panel.ts"],
    outfile: "dist/panel.js",
    metafile: true,
  },
  {
    ...shared,
    platform: "browser",
    target: "es2022",
    format: "iife",
    entryPoints: ["webview/analysis.ts"],
    outfile: "dist/analysis.js",
  },
  { ...shared, entryPoints: ["webview/panel.css"], outfile: "dist/panel.css" },
];
const built = await Promise.all(entries.map((entry) => build(entry)));
// Of a translation the page is given the words that it says: those of the editor are twice as many.
const page = built.find(({ metafile }) => metafile !== undefined)?.metafile;
if (page === undefined) throw new Error("esbuild has not told what went into the panel.");
await writeFile("dist/panel-texts.json", JSON.stringify(textsInBundle(".", page)));
await cp("src/runners", "dist/runners", {
  recursive: true,
  filter: (source) => !source.endsWith("__pycache__"),
});

const types = ["-p", "src/core", "--outDir", "dist/types", "--composite", "false", "--incremental", "false"];
process.exitCode = await run(process.execPath, ["node_modules/typescript/bin/tsc", ...types]);
