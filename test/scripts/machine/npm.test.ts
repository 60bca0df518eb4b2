import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installDependencies } from "../../../scripts/machine/npm.mjs";

describe("installDependencies", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "hyperlens-root-"));
    await writeFile(join(root, "package-lock.json"), "{}");
    // Stands for npm: fails, so that a call is seen.
    await writeFile(join(root, "npm-cli.js"), "process.exit(3);");
    vi.stubEnv("npm_execpath", join(root, "npm-cli.js"));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(root, { recursive: true, force: true });
  });

  async function installed(secondsLater: number): Promise<void> {
    await mkdir(join(root, "node_modules"));
    const mark = join(root, "node_modules", ".package-lock.json");
    await writeFile(mark, "{}");
    const time = Date.now() / 1000 + secondsLater;
    await utimes(mark, time, time);
  }

  it("installs where there is no node_modules", async () => {
    await expect(installDependencies(root)).rejects.toThrow("npm ci failed");
  });

  it("installs where the lock file has changed since", async () => {
    await installed(-60);
    await expect(installDependencies(root)).rejects.toThrow("npm ci failed");
  });

  it("does nothing where all is installed", async () => {
    await installed(60);
    await expect(installDependencies(root)).resolves.toBeUndefined();
  });
});
