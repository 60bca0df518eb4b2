import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findPython } from "../../../scripts/machine/python.mjs";

describe.skipIf(process.platform === "win32")("findPython", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hyperlens-path-"));
    vi.stubEnv("PATH", folder);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  async function interpreter(name: string, version: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\necho ${version}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it("prefers python3", async () => {
    await interpreter("python", "3 12");
    const python3 = await interpreter("python3", "3 11");
    expect(findPython()).toBe(python3);
  });

  it("takes python where python3 is too old", async () => {
    await interpreter("python3", "3 8");
    const python = await interpreter("python", "3 9");
    expect(findPython()).toBe(python);
  });

  it("names the remedy where there is none", () => {
    expect(findPython).toThrow(/No Python was found on the PATH\. Install Python 3\.9 or newer/);
  });

  it("names what it found where all are too old", async () => {
    const old = await interpreter("python", "2 7");
    expect(findPython).toThrow(`${old} cannot be used: Python 3.9 or newer is needed. Install Python 3.9`);
  });
});
