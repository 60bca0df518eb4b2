import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { logPath, trialFolder } from "../../../src/driver/places/studies.js";
import { filesIn, type LeftFile, TrialWatch } from "../../../src/extension/worker/trial-watch.js";

let folder: string;
let journal: string;
let watch: TrialWatch | null = null;
let heard: { restart: boolean; skipped: number; text: string }[] = [];
let listed: (readonly LeftFile[])[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperlens-watch-"));
  journal = join(folder, ".hyperlens", "s.journal.log");
  heard = [];
  listed = [];
});

afterEach(() => {
  watch?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function begin(): void {
  watch = new TrialWatch(journal, 3, {
    log: (restart, skipped, text) => heard.push({ restart, skipped, text }),
    files: (files) => listed.push(files),
  });
}

function print(text: string | Buffer): void {
  mkdirSync(dirname(logPath(journal, 3)), { recursive: true });
  appendFileSync(logPath(journal, 3), text);
}

const said = (): string => heard.map(({ text }) => text).join("");

describe("what a trial prints", () => {
  it("is told from the start, then as it comes, whole characters at a time", async () => {
    begin();
    const euro = Buffer.from("€");
    print(Buffer.concat([Buffer.from("one "), euro.subarray(0, 1)]));
    await vi.waitFor(() => expect(said()).toBe("one "), { timeout: 20_000 });
    print(Buffer.concat([euro.subarray(1), Buffer.from(" two")]));
    await vi.waitFor(() => expect(said()).toBe("one € two"), { timeout: 20_000 });
    expect(heard.at(-1)).toMatchObject({ restart: false, skipped: 0 });
  });

  it("is told from its end where there is much of it, and how much is left out", () => {
    print("x".repeat(400_000));
    begin();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ restart: true, skipped: 400_000 - 256 * 1024 });
    expect(heard[0]!.text).toHaveLength(256 * 1024);
  });

  it("is told anew where it was put in order", async () => {
    print("a long log");
    begin();
    writeFileSync(logPath(journal, 3), "short");
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ restart: true, skipped: 0, text: "short" }), {
      timeout: 20_000,
    });
  });
});

describe("what a trial leaves", () => {
  it("is listed with folders and sizes, without the log, and again when it changes", async () => {
    print("log");
    mkdirSync(join(trialFolder(journal, 3), "plots"));
    writeFileSync(join(trialFolder(journal, 3), "plots", "a.png"), "12345");
    begin();
    expect(listed).toEqual([[{ name: "plots/a.png", bytes: 5 }]]);
    writeFileSync(join(trialFolder(journal, 3), "model.bin"), "1");
    await vi.waitFor(() => expect(listed.at(-1)).toHaveLength(2), { timeout: 20_000 });
  });

  it("never leads out of its folder", () => {
    print("log");
    symlinkSync("/", join(trialFolder(journal, 3), "root"));
    expect(filesIn(journal, 3)).toEqual([]);
  });
});
