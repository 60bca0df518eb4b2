import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Scan } from "../../../src/extension/worker/scan.js";

const study = (name: string) =>
  `\n# @study ${name} minimize\ndef f(\n    x=1.0,  # @tune uniform(0, 2)\n):\n    return x\n`;

describe("the search for studies", () => {
  let folder = "";
  let found: Map<string, readonly (readonly [name: string, line: number])[]>;
  let scan: Scan;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperlens-scan-"));
    found = new Map();
    scan = new Scan((file, studies) =>
      found.set(
        file,
        studies.map((one) => [one.study.name, one.place.line] as const),
      ),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  it("tells what each file defines, and on which line", async () => {
    const a = write("a.py", study("a"));
    const b = write("models/b.py", `${study("b")}${study("c")}`);
    write("plain.py", "x = 1\n");
    expect(await scan.all([folder])).toMatchObject({ stopped: false });
    expect(Object.fromEntries(found)).toEqual({
      [a]: [["a", 1]],
      [b]: [
        ["b", 1],
        ["c", 7],
      ],
    });
  });

  it("tells when a file defines a study no more, or has gone", async () => {
    const a = write("a.py", study("a"));
    const b = write("b.py", study("b"));
    await scan.all([folder]);
    write("a.py", "x = 1\n");
    rmSync(b);
    await scan.changed([folder], [a, b]);
    expect(Object.fromEntries(found)).toEqual({ [a]: [], [b]: [] });
  });

  it("looks at a file that appears, unless a search would skip it", async () => {
    await scan.all([folder]);
    const a = write("a.py", study("a"));
    const hidden = write("node_modules/b.py", study("b"));
    await scan.changed([folder], [a, hidden]);
    expect([...found.keys()]).toEqual([a]);
  });

  it("forgets in a second search what the first has found and has gone", async () => {
    const a = write("a.py", study("a"));
    await scan.all([folder]);
    rmSync(a);
    await scan.all([folder]);
    expect(found.get(a)).toEqual([]);
  });
});
