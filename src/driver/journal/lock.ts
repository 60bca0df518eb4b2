import { randomUUID } from "node:crypto";
import {
  closeSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { JournalWriteError } from "./errors.js";

/** A lock that nobody touched for so long is taken to be left behind, as Optuna does (milliseconds). */
const GRACE = 30_000;
/** Nobody takes a lock for left behind that is no older than this (milliseconds). */
const SAFE = 1_000;
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 200;

/** No lock of ours has a longer text. */
const LONGEST_TEXT = 400;

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
    const age = stopwatch();
    const token = tryLock(path, journal);
    if (token !== null) {
      try {
        return use();
      } finally {
        release(path, token, age());
      }
    }
    const stale = watch.staleText();
    if (stale === null) await wait(pause);
    else removeLock(path, stale);
  }
}

/** Milliseconds from now on; the system's clock goes on while the machine sleeps, and the steady one where it is set. */
function stopwatch(): () => number {
  const [steady, system] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - steady, Date.now() - system);
}

/** Gives our lock back. Whoever found us too slow has broken it, and it may be another's by now. */
function release(path: string, token: string, age: number): void {
  // Windows keeps a name until the last who looks at the file has closed it, unless it is moved away first.
  if (age < SAFE && process.platform !== "win32") unlinkSync(path);
  else if (textOf(path) === token) removeLock(path, token);
}

/** The text in our lock; null where another holds it. */
function tryLock(path: string, journal: string): string | null {
  const token = `${hostname()} ${process.pid} ${randomUUID()}`;
  try {
    const file = openSync(path, "wx");
    try {
      writeSync(file, token);
    } catch (error) {
      // A full disk takes the name, but no text; others would wait for such a lock until it is old.
      unlinkSync(path);
      throw error;
    } finally {
      closeSync(file);
    }
    return token;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows says EPERM while another process is just removing the file.
    if (code === "EEXIST" || (code === "EPERM" && process.platform === "win32")) return null;
    throw new JournalWriteError(journal, error);
  }
}

/**
 * The name is moved away first, and what was moved is looked at: a lock that another has taken in the meantime is put
 * back.
 */
function removeLock(path: string, text: string): void {
  const aside = `${path}${randomUUID()}.rename`;
  try {
    renameSync(path, aside);
    if (textOf(aside) !== text) linkSync(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return;
    if (code !== "EEXIST") throw error;
  }
  unlinkSync(aside);
}

/** Tells when a lock was left behind: its process is dead on this host, or it has not changed for the grace period. */
class StaleWatch {
  private seen: string | null = null;
  private since = 0;

  constructor(private readonly path: string) {}

  /** The text of the lock that may be removed; null where its holder may live. */
  staleText(): string | null {
    const text = textOf(this.path);
    const changed = changeOf(this.path);
    if (text === null || changed === null) return null;
    if (isOwnerDead(text)) return text;
    const mark = `${changed} ${text}`;
    const now = performance.now();
    if (mark !== this.seen) {
      this.seen = mark;
      this.since = now;
      return null;
    }
    return now - this.since > GRACE ? text : null;
  }
}

/** Optuna's lock is a link to the journal, of which the journal's own changes count; the link may also lead nowhere. */
function changeOf(path: string): number | null {
  const changed = statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path, { throwIfNoEntry: false });
  return changed?.mtimeMs ?? null;
}

/** What stands in a lock: nothing in Optuna's, which are links to the journal or empty. null where there is no lock. */
function textOf(path: string): string | null {
  try {
    const lock = lstatSync(path);
    return lock.isSymbolicLink() || lock.size > LONGEST_TEXT ? "" : readFileSync(path, "utf8");
  } catch {
    return null;
  }
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
