import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { JournalWriteError } from "./errors.js";

/** A lock that nobody touched for so long is taken to be left behind, as Optuna does (milliseconds). */
const GRACE = 30_000;
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 200;

/** The lock of a journal in our hands. */
export interface HeldLock {
  release(): void;
}

/**
 * Takes `<journal>.lock`, the lock that Optuna's writers take too. Where it is free it is taken before the first await,
 * so that `use` runs without delay.
 *
 * @param use What is done under the lock, all of it synchronously: other writers wait for it.
 * @throws {JournalWriteError} where the folder cannot be written.
 */
export async function underLock<T>(journal: string, use: () => T): Promise<T> {
  const path = `${journal}.lock`;
  const watch = new StaleWatch(path);
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    const lock = tryLock(path, journal);
    if (lock !== null) {
      try {
        return use();
      } finally {
        lock.release();
      }
    }
    if (watch.isStale()) breakLock(path);
    else await wait(pause);
  }
}

function tryLock(path: string, journal: string): HeldLock | null {
  const token = `${hostname()} ${process.pid} ${randomUUID()}`;
  try {
    const file = openSync(path, "wx");
    try {
      writeSync(file, token);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows says EPERM while another process is just removing the file.
    if (code === "EEXIST" || (code === "EPERM" && process.platform === "win32")) return null;
    throw new JournalWriteError(journal, error);
  }
  return { release: () => removeLock(path) };
}

/** The name is moved away first: a lock that others take meanwhile is not hit by our unlink. */
function removeLock(path: string): void {
  const aside = `${path}${randomUUID()}.rename`;
  try {
    renameSync(path, aside);
    unlinkSync(aside);
  } catch (error) {
    // Whoever found us too slow has broken the lock already.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function breakLock(path: string): void {
  removeLock(path);
}

/** Tells when a lock was left behind: its process is dead on this host, or it has not changed for the grace period. */
class StaleWatch {
  private seen: string | null = null;
  private since = 0;

  constructor(private readonly path: string) {}

  isStale(): boolean {
    const state = this.look();
    if (state === null) return false;
    if (isOwnerDead(state.text)) return true;
    const mark = `${state.changed} ${state.text}`;
    const now = performance.now();
    if (mark !== this.seen) {
      this.seen = mark;
      this.since = now;
      return false;
    }
    return now - this.since > GRACE;
  }

  private look(): { readonly changed: number; readonly text: string } | null {
    try {
      return { changed: statSync(this.path).mtimeMs, text: lockText(this.path) };
    } catch {
      return null;
    }
  }
}

/** Optuna's lock is a symbolic link to the journal itself: there is nothing to read in it. */
function lockText(path: string): string {
  const text = readFileSync(path, { encoding: "utf8", flag: "r" });
  return text.length > 400 ? "" : text;
}

function isOwnerDead(text: string): boolean {
  const [host, pid, id] = text.split(" ");
  if (host !== hostname() || id === undefined || !/^\d+$/.test(pid ?? "")) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
