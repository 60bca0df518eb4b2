// Writes dist/: the engine and the command line as ES modules, the extension and its worker as CommonJS, the panel for
// the browser, and the runners as they are.

import { existsSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const watch = process.argv.includes("--sourcemap");
await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });

const shared = {
  bundle: true,
  minify: true,
  sourcemap: watch,
  logLevel: "warning",
  legalComments: "none",
  charset: "utf8",
};
const node = { ...shared, platform: "node", target: "node20" };
// Bundled CommonJS dependencies may call require for Node's own modules.
const requireBanner =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';
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
  },
  { ...shared, entryPoints: ["webview/panel.css"], outfile: "dist/panel.css" },
];
await Promise.all(entries.filter((entry) => existsSync(entry.entryPoints[0])).map((entry) => build(entry)));
for (const runner of ["runner.py", "runner.mjs"]) {
  if (existsSync(`src/runners/${runner}`)) await cp(`src/runners/${runner}`, `dist/runners/${runner}`);
}
