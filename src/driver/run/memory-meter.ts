import { formatBytes } from "../../core/format/bytes.js";
import type { Failure } from "../../core/study/failure.js";
import { GRACE_MS } from "../processes/group.js";
import { readProcesses } from "../processes/tree-memory.js";
import type { TrialSlot } from "./trial-slot.js";

const EVERY_MS = 200;
/** A look at the processes takes no more than this share of the driver's time. */
const SHARE = 1 / 20;

/** A trial whose memory is watched. */
export interface Measured {
  /** The most that it held at any look, in bytes; null where it was never looked at. */
  readonly peak: number | null;
}

interface Watched {
  readonly slot: TrialSlot;
  peak: number | null;
  ended: boolean;
}

/**
 * Looks at how much memory the running trials hold, each with all its processes, and ends one that holds more than it
 * may. A trial that is shorter than the time between two looks is not measured.
 */
export class MemoryMeter {
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | null = null;

  /** `limit`: bytes that one trial may hold; null for any number. */
  constructor(private readonly limit: number | null) {}

  /** Whether memory can be measured on this system. */
  static get isAvailable(): boolean {
    return readProcesses() !== null;
  }

  begin(slot: TrialSlot): Measured {
    const watched: Watched = { slot, peak: null, ended: false };
    this.#watched.add(watched);
    this.#timer ??= setTimeout(() => this.#look(), EVERY_MS).unref();
    return watched;
  }

  end(measured: Measured): void {
    for (const watched of this.#watched) if (watched === measured) this.#watched.delete(watched);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #look(): void {
    this.#timer = null;
    if (this.#watched.size === 0) return;
    const begun = performance.now();
    const processes = readProcesses();
    if (processes === null) return;
    for (const watched of this.#watched) {
      const { pid } = watched.slot;
      if (pid === null) continue;
      const bytes = processes.memoryOf(pid);
      watched.peak = Math.max(watched.peak ?? 0, bytes);
      if (this.limit === null || bytes <= this.limit || watched.ended) continue;
      watched.ended = true;
      void watched.slot.interrupt(tooLarge(bytes, this.limit), GRACE_MS);
    }
    const pause = Math.max(EVERY_MS, (performance.now() - begun) / SHARE);
    this.#timer = setTimeout(() => this.#look(), pause).unref();
  }
}

function tooLarge(bytes: number, limit: number): Failure {
  const message = `The trial held ${formatBytes(bytes)}, more than the ${formatBytes(limit)} that it may (memory).`;
  return { kind: "memory", message, traceback: null };
}
