// Sizes of what is shipped, beside their bars.

import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";

const packaged = spawnSync(process.execPath, ["scripts/package.mjs", "--built"], { stdio: "inherit" });
if (packaged.status !== 0) process.exit(1);

const bars: readonly (readonly [file: string, bar: number | null])[] = [
  ["hyperlens.vsix", 2_000_000],
  ["dist/extension.cjs", null],
  ["dist/worker.cjs", null],
  ["dist/panel.js", 600_000],
  ["dist/analysis.js", null],
  ["dist/panel.css", null],
  ["dist/cli.js", null],
  ["dist/engine.js", null],
];
for (const [file, bar] of bars) {
  const { size } = statSync(file);
  const zipped = gzipSync(readFileSync(file)).length;
  const limit = bar === null ? "" : `, bar ${kilobytes(bar)}`;
  console.log(`${file.padEnd(20)} ${kilobytes(size).padStart(10)}, ${kilobytes(zipped)} compressed${limit}`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
