import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Journal } from "../../../src/driver/journal/journal.js";

const program = resolve(import.meta.dirname, "../../../.cache", `writer-${process.pid}.mjs`);
let folder: string;
let path: string;

beforeAll(async () => {
  const entry = join(import.meta.dirname, "writer.ts");
  await build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  folder = mkdtempSync(join(tmpdir(), "hyperlens-writers-"));
});
afterAll(() => {
  rmSync(program, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
beforeEach(async () => {
  path = join(folder, `${count++}.log`);
  const journal = Journal.open(path, "create");
  await journal.append(() => [{ worker: "test", kind: "createStudy", name: "s", directions: ["minimize"] }]);
  journal.close();
});

interface Writer {
  /** Resolves once the writer has printed so many lines, or has ended. */
  wrote(lines: number): Promise<void>;
  kill(): void;
  /** What the writer printed: the numbers of the trials that it took for written, and its error. */
  readonly ended: Promise<readonly string[]>;
}

function writer(name: string, trials: number, { bytes = 0, kilobytesOfFile = 0 } = {}): Writer {
  const args = [program, path, name, String(trials), String(bytes)];
  const child =
    kilobytesOfFile === 0
      ? spawn(process.execPath, args)
      : spawn("bash", ["-c", `ulimit -f ${kilobytesOfFile} && exec "$0" "$@"`, process.execPath, ...args]);
  let text = "";
  let told = () => {};
  child.stderr.pipe(process.stderr);
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    told();
  });
  const lines = () => text.split("\n").slice(0, -1);
  const ended = new Promise<readonly string[]>((done) => child.once("close", () => done(lines())));
  return {
    wrote: (least) =>
      Promise.race([
        ended.then(() => {}),
        new Promise<void>((done) => {
          told = () => {
            if (lines().length >= least) done();
          };
          told();
        }),
      ]),
    kill: () => child.kill("SIGKILL"),
    ended,
  };
}

/** Which turns of a writer the journal holds, in order. */
function turnsOf(name: string): readonly unknown[] {
  const journal = Journal.open(path, "read");
  expect(journal.error).toBeNull();
  const trials = journal.state.study("s")!.trials;
  // Each writer saw, under the lock, the trials of all others.
  expect(trials.map(({ outcome }) => outcome)).toEqual(trials.map(({ id }) => ({ kind: "complete", values: [id] })));
  journal.close();
  return trials
    .filter(({ userAttributes }) => userAttributes.get("by") === name)
    .map(({ userAttributes }) => userAttributes.get("turn"));
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("writers of one journal", { timeout: 120_000 }, () => {
  it("lose nothing to each other, and none decides on an old state", async () => {
    const names = ["a", "b", "c", "d"];
    const printed = await Promise.all(names.map((name) => writer(name, 60).ended));
    for (const [i, name] of names.entries()) {
      expect(printed[i]).toEqual(upTo(60).map(String));
      expect(turnsOf(name)).toEqual(upTo(60));
    }
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it("go on when one of them is killed at any moment, and what it had written stays", async () => {
    const survivor = writer("survivor", 150);
    const killed: string[] = [];
    for (let i = 0; i < 6; i++) {
      const victim = writer(`victim ${i}`, 100_000, { bytes: 5_000 });
      await victim.wrote(1 + 3 * i);
      victim.kill();
      const written = await victim.ended;
      killed.push(...written);
      // The last one may have reached the disk without having been told.
      expect(turnsOf(`victim ${i}`).slice(0, written.length)).toEqual(written.map(Number));
      expect(turnsOf(`victim ${i}`).length).toBeLessThanOrEqual(written.length + 1);
    }
    expect(killed.length).toBeGreaterThan(10);
    expect(await survivor.ended).toEqual(upTo(150).map(String));
    expect(turnsOf("survivor")).toEqual(upTo(150));
  });

  it.skipIf(process.platform === "win32")(
    "leave the journal whole where the disk takes only part of a write",
    async () => {
      const printed = await writer("limited", 1000, { bytes: 3_000, kilobytesOfFile: 64 }).ended;
      const written = printed.slice(0, -1);
      expect(printed.at(-1)).toMatch(
        /^JournalWriteError: The journal .* cannot be written: EFBIG.* run the study again/,
      );
      expect(written.length).toBeGreaterThan(10);
      expect(readFileSync(path, "utf8").endsWith("\n")).toBe(true);
      expect(turnsOf("limited")).toEqual(written.map(Number));
      expect(existsSync(`${path}.lock`)).toBe(false);
      expect(await writer("next", 1).ended).toEqual(["0"]);
      expect(turnsOf("limited")).toEqual(written.map(Number));
    },
  );
});
