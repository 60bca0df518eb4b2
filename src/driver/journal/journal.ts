import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { encodeEvent } from "../../core/journal/encode.js";
import type { JournalEvent } from "../../core/journal/event.js";
import { type JournalError, JournalReplay } from "../../core/journal/replay.js";
import type { Applied, JournalState } from "../../core/study/journal-state.js";
import {
  JournalBrokenError,
  JournalMissingError,
  JournalReplacedError,
  JournalUnreadableError,
  JournalWriteError,
} from "./errors.js";
import { LineReader } from "./line-reader.js";
import { localOffset } from "./local-offset.js";
import { underLock } from "./lock.js";

/**
 * A journal that is read and written by this process and, at the same time, by others. What is read is the state at the
 * last `refresh` or `append`. All file work is synchronous: an append with its sync takes a fraction of a millisecond.
 */
export class Journal {
  private readonly replay = new JournalReplay(localOffset);
  private readonly reader: LineReader;

  private constructor(
    /** The real path: by another name the file would have another lock. */
    readonly path: string,
    private readonly file: number,
    private readonly writable: boolean,
  ) {
    this.reader = new LineReader(file);
  }

  /**
   * Opens a journal and reads it.
   *
   * @param mode `create`: the file and its folders are made where they are missing. `existing`: to read and append.
   *   `read`: only to read.
   * @throws {JournalMissingError | JournalUnreadableError | JournalWriteError}
   */
  static open(path: string, mode: "create" | "existing" | "read"): Journal {
    const real = mode === "create" ? createdPath(path) : existingPath(path);
    let file: number;
    try {
      file = openSync(real, mode === "read" ? "r" : "a+");
    } catch (error) {
      throw mode === "read" ? new JournalUnreadableError(path, error) : new JournalWriteError(path, error);
    }
    const journal = new Journal(real, file, mode !== "read");
    try {
      journal.refresh();
    } catch (error) {
      closeSync(file);
      throw error instanceof Error && "code" in error ? new JournalUnreadableError(path, error) : error;
    }
    return journal;
  }

  get state(): JournalState {
    return this.replay.state;
  }

  /** Where the journal cannot be read on; null where all is well. */
  get error(): JournalError | null {
    return this.replay.error;
  }

  /** Reads what others have appended. */
  refresh(): readonly Applied[] {
    const applied: Applied[] = [];
    for (let next = this.reader.read(); next !== null; next = this.reader.read()) {
      for (const one of next.valid ? this.replay.push(next.text) : this.replay.pushInvalid(next.text))
        applied.push(one);
    }
    return applied;
  }

  /**
   * Appends what `decide` makes of the newest state, as one write that reaches the disk, and applies it. Other writers
   * are locked out from the reading to the writing, so what `decide` saw still holds. Where the lock is free all of this
   * happens before the returned promise exists. A line that a writer left unfinished when it died is cut off first.
   *
   * @param written What can be done while the disk is at work: the events are in the file and in the state by then.
   * @returns What the events changed, those of others that were read meanwhile not included.
   * @throws {JournalBrokenError | JournalReplacedError | JournalWriteError} The journal is then as it was.
   */
  append(
    decide: (state: JournalState) => readonly JournalEvent[],
    written: () => void = () => {},
  ): Promise<readonly Applied[]> {
    return underLock(this.path, () => {
      if (this.size() > this.reader.whole) this.refresh();
      if (this.error !== null) throw new JournalBrokenError(this.path, this.error.line, this.error.message);
      const events = decide(this.state);
      if (events.length === 0) return [];
      if (!this.writable) throw new Error(`The journal ${this.path} was opened only to read.`);
      return this.write(Buffer.from(events.map((event) => `${encodeEvent(event)}\n`).join("")), written);
    });
  }

  close(): void {
    closeSync(this.file);
  }

  private write(bytes: Buffer, written: () => void): readonly Applied[] {
    const end = this.reader.whole;
    try {
      // The part of a line that its writer did not live to finish would spoil ours.
      if (this.reader.isTorn) ftruncateSync(this.file, end);
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done);
        const applied = this.refresh();
        written();
        fdatasyncSync(this.file);
        return applied;
      } catch (error) {
        ftruncateSync(this.file, end);
        throw error;
      }
    } catch (error) {
      throw new JournalWriteError(this.path, error);
    }
  }

  /**
   * The bytes of the file. Nothing is written to one that is no longer the one that was read: what was decided might not
   * hold there.
   */
  private size(): number {
    const present = statSync(this.path, { throwIfNoEntry: false });
    const { ino, size } = fstatSync(this.file);
    if (present?.ino !== ino || size < this.reader.whole) throw new JournalReplacedError(this.path);
    return size;
  }
}

function existingPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new JournalMissingError(path);
    throw new JournalUnreadableError(path, error);
  }
}

function createdPath(path: string): string {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // The file itself may be a link, whose lock lies beside what it points to.
    try {
      return realpathSync(path);
    } catch {
      return join(realpathSync(dirname(path)), basename(path));
    }
  } catch (error) {
    throw new JournalWriteError(path, error);
  }
}
