import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { JournalWriteError } from "../../../src/driver/journal/errors.js";
import { underLock } from "../../../src/driver/journal/lock.js";

let folder: string;
let journal: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperlens-lock-"));
  journal = join(folder, "s.log");
  lock = `${journal}.lock`;
  writeFileSync(journal, "");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets the clock go 31 s on each time that it is read. */
function hurry(): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 31_000;
    return now;
  });
}

const ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("the lock of a journal", () => {
  it("names host, process and a fresh identifier while it is held, and leaves nothing behind", async () => {
    const texts: string[] = [];
    for (let i = 0; i < 2; i++) await underLock(journal, () => texts.push(readFileSync(lock, "utf8")));
    for (const text of texts) expect(text).toMatch(new RegExp(`^${hostname()} ${process.pid} [0-9a-f-]{36}$`));
    expect(texts[0]).not.toBe(texts[1]);
    expect(readdirSync(folder)).toEqual(["s.log"]);
  });

  it("is given back where what is done under it fails", async () => {
    await expect(
      underLock(journal, () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual(["s.log"]);
  });

  it("is waited for while its holder lives", async () => {
    writeFileSync(lock, `${hostname()} ${process.pid} ${ID}`);
    let done = false;
    const waiting = underLock(journal, () => {
      done = true;
    });
    expect(done).toBe(false);
    unlinkSync(lock);
    await waiting;
    expect(done).toBe(true);
  });

  it("is broken at once where its process is dead on this host", async () => {
    // No system gives so large a number to a process.
    writeFileSync(lock, `${hostname()} 99999999 ${ID}`);
    await expect(underLock(journal, () => "mine")).resolves.toBe("mine");
  });

  it.each<[string, () => void]>([
    ["another host's", () => writeFileSync(lock, `elsewhere 99999999 ${ID}`)],
    ["Optuna's empty file", () => writeFileSync(lock, "")],
    ["Optuna's link to the journal", () => symlinkSync(journal, lock)],
    ["Optuna's link that leads nowhere", () => symlinkSync("relative/s.log", lock)],
  ])("that is left behind is broken once it has not changed for 30 s: %s", async (_, leave) => {
    leave();
    hurry();
    await expect(underLock(journal, () => "mine")).resolves.toBe("mine");
    expect(readdirSync(folder)).toEqual(["s.log"]);
  });

  it("is not broken while it changes", async () => {
    writeFileSync(lock, "");
    let now = 0;
    let looks = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      looks++;
      // Whoever holds it is seen to work on each look but the last two.
      if (looks < 6) utimesSync(lock, looks, looks);
      now += 31_000;
      return now;
    });
    await underLock(journal, () => {});
    expect(looks).toBeGreaterThanOrEqual(6);
  });

  it("that another took over from us, who were too slow, stays the other's", async () => {
    hurry();
    await underLock(journal, () => {
      unlinkSync(lock);
      writeFileSync(lock, `elsewhere 1 ${ID}`);
    });
    expect(readFileSync(lock, "utf8")).toBe(`elsewhere 1 ${ID}`);
  });

  it("that cannot be made is an error that names the journal", async () => {
    const path = join(folder, "s.log", "inside.log");
    await expect(underLock(path, () => {})).rejects.toThrow(JournalWriteError);
    expect(existsSync(lock)).toBe(false);
  });
});
