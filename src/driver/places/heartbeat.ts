import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { birthOf, type SignOfLife, signOfLifePath, sweepSigns, workerIdentity } from "./alive.js";
import { keeping } from "./studies.js";

const EVERY_MS = 5_000;

/** The sign of life of this driver: a file beside the journal, touched every five seconds until it is disposed of. */
export class Heartbeat {
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;

  constructor(journal: string, worker: string) {
    const identity = workerIdentity(worker);
    if (identity === null) throw new RangeError(`${worker} is not the name of a driver.`);
    this.#path = signOfLifePath(journal, identity);
    sweepSigns(journal);
    keeping(dirname(this.#path), () => this.#write(identity.pid));
    this.#timer = setInterval(() => this.#touch(identity.pid), EVERY_MS).unref();
  }

  #write(pid: number): void {
    const sign: SignOfLife = { pid, birth: birthOf(pid), host: hostname() };
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, `${JSON.stringify(sign)}\n`);
  }

  #touch(pid: number): void {
    try {
      const now = new Date();
      utimesSync(this.#path, now, now);
    } catch {
      // Somebody has cleaned the folder up, or the disk is full; the next beat tries again.
      try {
        this.#write(pid);
      } catch {}
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
    rmSync(this.#path, { force: true });
  }
}
