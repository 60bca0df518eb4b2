import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import { driversFolder } from "./studies.js";

/** How long the sign of life of a driver on another machine may stay unchanged before the driver counts as dead. */
const SILENCE_MS = 60_000;

export interface WorkerIdentity {
  readonly host: string;
  readonly pid: number;
  readonly id: string;
}

/** Who wrote a record: `hyperlens/<host>/<pid>/<uuid>`; null for other programs' workers. */
export function workerIdentity(worker: string): WorkerIdentity | null {
  const [program, host, pid, id, more] = worker.split("/");
  if (program !== "hyperlens" || !host || !id || more !== undefined || !/^\d+$/.test(pid ?? "")) return null;
  return { host, pid: Number(pid), id };
}

/** What a driver writes into its file of life, to be told apart from a later process with the same number. */
export interface SignOfLife {
  readonly pid: number;
  /** When the system started the process, in the system's own terms; null where it does not tell. */
  readonly birth: string | null;
  /** The machine that it runs on; null in files of earlier versions. */
  readonly host: string | null;
}

export function signOfLifePath(journal: string, identity: WorkerIdentity): string {
  return join(driversFolder(journal), identity.id);
}

/** When a process was started: boot and clock tick, where the system has /proc. */
export function birthOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, may hold anything; the start is the 20th field after it.
    const start = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${start}`;
  } catch {
    return null;
  }
}

/** The driver that works on a study now; null where none does. */
export function liveDriver(study: StudyState, isAlive: (worker: string) => boolean): string | null {
  const { run } = summarise(study);
  if (run !== null && run.ended === null && isAlive(run.worker)) return run.worker;
  return null;
}

/** Tells which drivers live; it remembers what it has seen of those on other machines. */
export class DriverWatch {
  readonly #seen = new Map<string, { readonly mark: string; readonly since: number }>();

  /** `now` is a monotonic clock in milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  isAlive(worker: string, journal: string): boolean {
    const identity = workerIdentity(worker);
    if (identity === null) return false;
    const path = signOfLifePath(journal, identity);
    return identity.host === hostname() ? this.#livesHere(identity.pid, path) : this.#livesElsewhere(worker, path);
  }

  #livesHere(pid: number, path: string): boolean {
    if (!exists(pid)) return false;
    const sign = readSign(path);
    // A driver removes its file when it ends, so a process without one has only inherited the number.
    if (sign === null || sign.pid !== pid) return false;
    return sign.birth === null || sign.birth === birthOf(pid);
  }

  #livesElsewhere(worker: string, path: string): boolean {
    const mark = changeOf(path);
    if (mark === null) return false;
    const seen = this.#seen.get(worker);
    if (seen === undefined || seen.mark !== mark) {
      this.#seen.set(worker, { mark, since: this.now() });
      return true;
    }
    return this.now() - seen.since < SILENCE_MS;
  }
}

/** Removes the signs of life of drivers on this machine that have died without doing so. */
export function sweepSigns(journal: string): void {
  const folder = driversFolder(journal);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, name);
    const sign = readSign(path);
    if (sign === null || sign.host !== hostname()) continue;
    const alive = exists(sign.pid) && (sign.birth === null || sign.birth === birthOf(sign.pid));
    if (!alive) rmSync(path, { force: true });
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function readSign(path: string): SignOfLife | null {
  try {
    const sign: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof sign !== "object" || sign === null || !("pid" in sign) || typeof sign.pid !== "number") return null;
    const text = (value: unknown) => (typeof value === "string" ? value : null);
    return {
      pid: sign.pid,
      birth: text("birth" in sign ? sign.birth : null),
      host: text("host" in sign ? sign.host : null),
    };
  } catch {
    return null;
  }
}

function changeOf(path: string): string | null {
  try {
    const { mtimeMs, size } = statSync(path);
    return `${mtimeMs}/${size}`;
  } catch {
    return null;
  }
}
