import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { LOG_LIMITS } from "../../driver/places/log-limits.js";
import { logPath, trialFolder } from "../../driver/places/studies.js";

/** What a trial printed and left, looked at this often (milliseconds): nobody can watch a folder that is yet to come. */
const EVERY = 400;
/** Of a long log the end is sent, and no more at one go. */
const MOST_BYTES = 256 * 1024;
/** Files that are listed, and folders within folders that are looked into. */
const MOST_FILES = 200;
const DEEPEST = 4;

export interface TrialWatchListener {
  log(restart: boolean, skipped: number, text: string): void;
  files(files: readonly LeftFile[]): void;
}

/** A file of a trial's folder, by its path in there with slashes. */
export interface LeftFile {
  readonly name: string;
  readonly bytes: number;
}

/** Tells what a trial prints and leaves in its folder, live. */
export class TrialWatch {
  private readonly timer: NodeJS.Timeout;
  private decoder = new StringDecoder("utf8");
  /** Bytes of the log that were sent or skipped; null before the first look. */
  private position: number | null = null;
  private changed = 0;
  private listed: string | null = null;

  constructor(
    private readonly journal: string,
    private readonly trial: number,
    private readonly listener: TrialWatchListener,
  ) {
    this.timer = setInterval(() => this.look(), EVERY);
    this.timer.unref();
    this.look();
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.lookAtLog();
    const files = filesIn(this.journal, this.trial);
    const key = JSON.stringify(files);
    if (key === this.listed) return;
    this.listed = key;
    this.listener.files(files);
  }

  private lookAtLog(): void {
    const path = logPath(this.journal, this.trial);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) {
      if (this.position !== 0) this.listener.log(true, 0, "");
      this.position = 0;
      return;
    }
    const { size, mtimeMs } = stat;
    if (this.position === size && mtimeMs === this.changed) return;
    // A log that has reached its limit is written round about: it is read anew once its end has put it in order.
    const ring = size >= LOG_LIMITS.head + LOG_LIMITS.tail;
    if (ring && size === this.position) return;
    this.changed = mtimeMs;
    const restart = this.position === null || size < this.position || ring;
    const from = Math.max(restart ? 0 : (this.position ?? 0), size - MOST_BYTES);
    const again = restart || from !== this.position;
    if (again) this.decoder = new StringDecoder("utf8");
    this.position = size;
    if (again || from < size) this.listener.log(again, again ? from : 0, this.read(path, from, size));
  }

  private read(path: string, from: number, to: number): string {
    const bytes = Buffer.alloc(to - from);
    let file: number;
    try {
      file = openSync(path, "r");
    } catch {
      return "";
    }
    try {
      const count = readSync(file, bytes, 0, bytes.length, from);
      const text = this.decoder.write(bytes.subarray(0, count));
      // The middle of a character is none.
      return from > 0 ? text.replace(/^\uFFFD+/, "") : text;
    } finally {
      closeSync(file);
    }
  }
}

/** The files that a trial left beside its log, by name. */
export function filesIn(journal: string, trial: number): readonly LeftFile[] {
  const folder = trialFolder(journal, trial);
  const log = basename(logPath(journal, trial));
  const found: LeftFile[] = [];
  const walk = (path: string, prefix: string, depth: number): void => {
    for (const entry of entriesOf(path)) {
      if (found.length === MOST_FILES) return;
      const name = `${prefix}${entry.name}`;
      // Links could lead out of the folder.
      if (entry.isDirectory() && depth < DEEPEST) walk(join(path, entry.name), `${name}/`, depth + 1);
      else if (entry.isFile() && name !== log) {
        const stat = statSync(join(path, entry.name), { throwIfNoEntry: false });
        if (stat !== undefined) found.push({ name, bytes: stat.size });
      }
    }
  };
  walk(folder, "", 0);
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
