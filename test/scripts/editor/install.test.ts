import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installEditorServer, whyNoEditorServer } from "../../../scripts/editor/install.mjs";

describe.runIf(whyNoEditorServer() === null)("installEditorServer", () => {
  let cache: string;
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "hyperlens-cache-"));
  });
  afterEach(() => rm(cache, { recursive: true, force: true }));

  /** Counts its calls, and leaves behind what the real one would. */
  function fakeNpm(status = 0) {
    const calls: string[] = [];
    const npm = async (args: readonly string[], options?: { readonly cwd?: string }): Promise<number> => {
      calls.push(args.join(" "));
      const folder = options?.cwd ?? "";
      if (status !== 0) return status;
      const server = join(folder, "node_modules/code-server/lib/vscode");
      await mkdir(join(server, "extensions"), { recursive: true });
      await mkdir(join(server, "node_modules/@vscode/spdlog"), { recursive: true });
      const node = join(folder, `node_modules/node-linux-${process.arch}/bin/node`);
      await mkdir(dirname(node), { recursive: true });
      await writeFile(node, "");
      return 0;
    };
    return { npm, calls };
  }

  it("says how large the download is before it begins", async () => {
    const { npm, calls } = fakeNpm();
    const said: string[] = [];
    const say = (line: string) => {
      expect(calls).toEqual([]);
      said.push(line);
    };
    await installEditorServer({ cache, say, npm });
    expect(said).toEqual([expect.stringMatching(/about \d+ MB to fetch, \d+ MB on disk/)]);
  });

  it("runs no install script", async () => {
    const { npm, calls } = fakeNpm();
    await installEditorServer({ cache, say: () => {}, npm });
    expect(calls).toHaveLength(3);
    expect(calls.filter((call) => !call.includes("--ignore-scripts"))).toEqual([]);
  });

  it("installs once, however many ask at a time", async () => {
    const { npm, calls } = fakeNpm();
    const all = await Promise.all([1, 2, 3].map(() => installEditorServer({ cache, say: () => {}, npm })));
    expect(new Set(all.map((installation) => installation.entry)).size).toBe(1);
    await installEditorServer({ cache, say: () => {}, npm });
    expect(calls).toHaveLength(3);
  });

  it("takes over from an installer that died", async () => {
    const { npm } = fakeNpm();
    const { entry } = await installEditorServer({ cache, say: () => {}, npm });
    const folder = dirname(dirname(dirname(dirname(dirname(entry)))));
    await rm(folder, { recursive: true });
    // No process has this number: the largest one Linux gives out is four million.
    await symlink("99999999", `${folder}.lock`);
    await installEditorServer({ cache, say: () => {}, npm });
    expect(existsSync(folder)).toBe(true);
    expect(await readdir(cache)).toEqual([expect.stringMatching(/^code-server-[\d.]+$/)]);
  });

  it("leaves nothing behind where a step fails, and names the step", async () => {
    const installing = installEditorServer({ cache, say: () => {}, npm: fakeNpm(1).npm });
    await expect(installing).rejects.toThrow(/npm could not install code-server@/);
    expect(await readdir(cache)).toEqual([]);
    const { npm, calls } = fakeNpm();
    await installEditorServer({ cache, say: () => {}, npm });
    expect(calls).toHaveLength(3);
  });
});
