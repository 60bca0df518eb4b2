import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

interface Room {
  readonly folder: string;
  /** Folders of ours that it may import from. */
  readonly ours: readonly string[];
  /** Packages and modules from outside that it may import. */
  readonly packages: RegExp;
}

/** The most specific first: a file belongs to the first room that holds it. */
const rooms: readonly Room[] = [
  // A worker thread has no editor to talk to.
  {
    folder: "src/extension/worker",
    ours: [
      "src/core",
      "src/extension/worker",
      "src/extension/studies",
      "src/extension/l10n",
      "src/driver/control",
      "src/driver/journal",
      "src/driver/places",
    ],
    packages: /^node:/,
  },
  // What the editor and its worker thread both know of studies.
  {
    folder: "src/extension/studies",
    ours: ["src/core", "src/extension/studies", "src/extension/l10n"],
    packages: /^$/,
  },
  // What both of them say, which they are told the words of.
  { folder: "src/extension/l10n", ours: ["src/core"], packages: /^$/ },
  { folder: "src/core", ours: ["src/core"], packages: /^(ml-matrix|seedrandom\/lib\/alea\.js)$/ },
  { folder: "src/driver", ours: ["src/core", "src/driver"], packages: /^(node:|ignore$|papaparse$)/ },
  {
    folder: "src/extension",
    ours: ["src/core", "src/extension", "src/driver/journal", "src/driver/places"],
    packages: /^(vscode$|node:)/,
  },
  { folder: "src/runners", ours: ["src/runners"], packages: /^node:/ },
  { folder: "webview", ours: ["src/core", "webview"], packages: /^(d3-|@vscode\/webview-ui-toolkit)/ },
];

/** Files of a folder and below it; none where it does not exist. */
function sources(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|mjs)$/.test(name));
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function specifiers(text: string): string[] {
  return [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;"']*?\bfrom\s+["']([^"']+)["']/g),
    ...text.matchAll(/(?:^|\n)\s*import\s+["']([^"']+)["']/g),
    ...text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g),
    ...text.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g),
  ].map((match) => match[1]!);
}

function roomOf(file: string): Room | undefined {
  return rooms.find(({ folder }) => file.startsWith(`${folder}/`));
}

/** What a file imports and its room may not. */
function forbidden(file: string, text: string): string[] {
  const room = roomOf(file);
  if (!room) return [`${file} stands in no room`];
  return specifiers(text)
    .filter((specifier) => {
      if (!specifier.startsWith(".")) return !room.packages.test(specifier);
      const path = relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/");
      return !room.ours.some((allowed) => path.startsWith(`${allowed}/`));
    })
    .map((specifier) => `${file} imports ${specifier}`);
}

/** What of the clock and of unseeded randomness a text uses. */
function impurities(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  return code.match(/\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\./g) ?? [];
}

describe("the rooms", () => {
  it.each(rooms)("$folder imports only what its room may", ({ folder }) => {
    const files = sources(folder).filter((file) => roomOf(file)?.folder === folder);
    expect(files.flatMap((file) => forbidden(file, read(file)))).toEqual([]);
  });

  it("hold every source file", () => {
    const homeless = ["src", "webview"].flatMap(sources).filter((file) => !roomOf(file));
    expect(homeless).toEqual([]);
    expect(sources("src/core").length).toBeGreaterThan(10);
  });

  it("read no clock and no unseeded randomness in the core", () => {
    const wrong = sources("src/core").flatMap((file) => impurities(read(file)).map((what) => `${file}: ${what}`));
    expect(wrong).toEqual([]);
  });

  it("keep every source file below 400 lines", () => {
    const long = ["src", "webview"].flatMap(sources).filter((file) => read(file).split("\n").length > 401);
    expect(long).toEqual([]);
  });
});

describe("the check itself", () => {
  it.each([
    ["src/core/space/space.ts", 'import { readFileSync } from "node:fs";'],
    ["src/core/space/space.ts", 'export { run } from "../../driver/run.js";'],
    ["src/core/space/space.ts", 'import "../../../webview/panel.js";'],
    ["src/driver/cli.ts", 'import * as vscode from "vscode";'],
    ["src/driver/cli.ts", 'import type { Lens } from "../extension/lens/texts.js";'],
    ["src/extension/extension.ts", 'import { run } from "../driver/run/run.js";'],
    ["src/extension/worker/worker.ts", 'import {\n  window,\n} from "vscode";'],
    ["src/runners/runner.mjs", 'const it = await import("../core/index.js");'],
    ["webview/panel.ts", 'const path = require("node:path");'],
    ["src/other/file.ts", ""],
  ])("refuses, in %s, %s", (file, text) => {
    expect(forbidden(file, text)).toHaveLength(1);
  });

  it("lets allowed imports pass", () => {
    const text = 'import * as vscode from "vscode";\nimport { summarise } from "../core/study/summary.js";';
    expect(forbidden("src/extension/extension.ts", text)).toEqual([]);
  });

  it("sees a clock in code, and not in a comment", () => {
    expect(impurities("const now = Date.now();\nconst today = new Date();")).toHaveLength(2);
    expect(impurities("// Date.now\nconst then = new Date(0); /* Math.random */")).toEqual([]);
  });
});
