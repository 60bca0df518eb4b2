import { closeSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { LOG_LIMITS, type LogLimits } from "../places/log-limits.js";

/**
 * The raw output of one trial in a file: its first and its last bytes, up to a limit each. While the trial runs, what
 * follows the head is a ring within the file; closing puts it in order. A trial that prints nothing leaves no file, and
 * a disk that is full costs the log, not the trial.
 */
export class TrialLog {
  #file: number | null = null;
  #written = 0;
  #broken = false;

  constructor(
    private readonly path: string,
    private readonly limits: LogLimits = LOG_LIMITS,
  ) {}

  write(data: Buffer): void {
    if (this.#broken || data.length === 0) return;
    try {
      this.#file ??= this.#open();
      let rest = data;
      while (rest.length > 0) rest = rest.subarray(this.#writePart(this.#file, rest));
    } catch {
      this.#broken = true;
    }
  }

  close(): void {
    const file = this.#file;
    this.#file = null;
    if (file === null) return;
    try {
      this.#order(file);
    } catch {
      this.#broken = true;
    } finally {
      closeSync(file);
    }
  }

  #open(): number {
    mkdirSync(dirname(this.path), { recursive: true });
    return openSync(this.path, "w+");
  }

  #writePart(file: number, data: Buffer): number {
    const { head, tail } = this.limits;
    const ring = (this.#written - head) % tail;
    const [position, room] = this.#written < head ? [this.#written, head - this.#written] : [head + ring, tail - ring];
    const count = writeSync(file, data, 0, Math.min(data.length, room), position);
    this.#written += count;
    return count;
  }

  #order(file: number): void {
    const { head, tail } = this.limits;
    const excess = this.#written - head - tail;
    if (excess <= 0) return;
    const ring = Buffer.alloc(tail);
    for (let read = 0; read < tail; ) {
      const count = readSync(file, ring, read, tail - read, head + read);
      if (count === 0) break;
      read += count;
    }
    const start = (this.#written - head) % tail;
    const note = Buffer.from(`\n… ${excess} bytes left out …\n`);
    const ordered = Buffer.concat([note, ring.subarray(start), ring.subarray(0, start)]);
    for (let written = 0; written < ordered.length; ) {
      written += writeSync(file, ordered, written, ordered.length - written, head + written);
    }
  }
}
