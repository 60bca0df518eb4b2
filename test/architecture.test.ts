import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Rooms, most specific first, with what each may import: rooms of ours, and packages from outside. */
const rooms: readonly { room: string; ours: readonly string[]; packages: RegExp }[] = [
  { room: "src/core", ours: ["src/core"], packages: /^(ml-matrix|seedrandom\/lib\/alea\.js)$/ },
  { room: "src/driver", ours: ["src/core", "src/driver"], packages: /^(node:|ignore$)/ },
  {
    room: "src/extension",
    ours: ["src/core", "src/extension", "src/driver/journal", "src/driver/places"],
    packages: /^(vscode$|node:)/,
  },
  { room: "src/runners", ours: [], packages: /^node:/ },
  { room: "webview", ours: ["src/core", "webview"], packages: /^(d3-|@vscode\/webview-ui-toolkit)/ },
];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|mjs)$/.test(name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;"']*?\bfrom\s+["']([^"']+)["']/g),
    ...text.matchAll(/(?:^|\n)\s*import\s+["']([^"']+)["']/g),
    ...text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g),
    ...text.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g),
  ];
  return found.map((match) => ({ file, specifier: match[1]! }));
}

function target(entry: Import): string {
  return relative(root, resolve(root, dirname(entry.file), entry.specifier)).replaceAll("\\", "/");
}

describe("the rooms", () => {
  for (const { room, ours, packages } of rooms) {
    const files = sources(room);

    it(`${room} imports only what its room may`, () => {
      const wrong = files.flatMap(importsOf).filter((entry) => {
        if (!entry.specifier.startsWith(".")) return !packages.test(entry.specifier);
        const path = target(entry);
        return !ours.some((allowed) => path === allowed || path.startsWith(`${allowed}/`) || path === `${allowed}.js`);
      });
      expect(wrong).toEqual([]);
    });
  }

  it("reads no clock and no unseeded randomness in the core", () => {
    const wrong = sources("src/core").filter((file) =>
      /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\./.test(
        withoutComments(readFileSync(join(root, file), "utf8")),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("imports vscode nowhere but in the extension", () => {
    const wrong = ["src/core", "src/driver", "src/runners", "webview", "scripts"]
      .flatMap(sources)
      .flatMap(importsOf)
      .filter((entry) => entry.specifier === "vscode");
    expect(wrong).toEqual([]);
  });

  it("keeps every source file below 400 lines", () => {
    const long = ["src", "webview"]
      .flatMap(sources)
      .filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 401);
    expect(long).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
