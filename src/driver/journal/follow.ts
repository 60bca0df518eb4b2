import { closeSync, existsSync, type FSWatcher, fstatSync, openSync, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { LineReader } from "./line-reader.js";

/** The file system forgets to tell now and then, above all over a network (milliseconds). */
const POLL = 2_000;

export interface Follower {
  /** Looks at the file soon, whether the file system told of a change or not. */
  look(): void;
  dispose(): void;
}

export interface FollowListener {
  /** Whole lines, in order. `restart`: the file is another one than before, or was cut; forget all lines so far. */
  lines(text: string, restart: boolean): void;
  /** Everything that stands in the file was told. Comes after each look that found something, and after the first. */
  settled(): void;
  failed(error: Error): void;
}

/**
 * Tells the lines of a journal, and from then on each line that is appended. The file may come into being later, be
 * replaced, or vanish. Listeners are called one piece after the other, never from within this call.
 */
export function followJournal(path: string, listener: FollowListener): Follower {
  let open: OpenFile | null = null;
  let disposed = false;
  let scheduled = false;
  let watcher: FSWatcher | null = null;
  let first = true;

  const schedule = () => {
    if (scheduled || disposed) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (!disposed) look();
    });
  };

  /** One piece a turn, so that a large journal does not keep the thread from other work. */
  const look = () => {
    try {
      watcher ??= watchFolder(path, schedule);
      const present = identityOf(path);
      const restart =
        open !== null && (present === null || present.inode !== open.inode || present.size < open.reader.whole);
      if (restart && open !== null) {
        closeSync(open.file);
        open = null;
        listener.lines("", true);
        if (disposed) return;
      }
      if (present === null) {
        // A watcher of a folder that has gone would never tell of the folder that takes its place.
        if (watcher !== null && !existsSync(dirname(path))) {
          watcher.close();
          watcher = null;
        }
        return settle(restart);
      }
      open ??= openFile(path);
      const next = open.reader.read();
      if (next === null) return settle(restart);
      listener.lines(next.text, false);
      told = true;
      schedule();
    } catch (error) {
      listener.failed(error instanceof Error ? error : new Error(String(error)));
    }
  };

  let told = false;
  const settle = (restarted: boolean) => {
    if (told || first || restarted) listener.settled();
    told = false;
    first = false;
  };

  const poll = setInterval(schedule, POLL);
  poll.unref();
  schedule();
  return {
    look: schedule,
    dispose() {
      disposed = true;
      clearInterval(poll);
      watcher?.close();
      if (open !== null) closeSync(open.file);
      open = null;
    },
  };
}

interface OpenFile {
  readonly file: number;
  readonly inode: number;
  readonly reader: LineReader;
}

function openFile(path: string): OpenFile {
  const file = openSync(path, "r");
  return { file, inode: fstatSync(file).ino, reader: new LineReader(file) };
}

function identityOf(path: string): { readonly inode: number; readonly size: number } | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : { inode: stat.ino, size: stat.size };
}

/** Watches the folder, not the file: the file may come and go. Null where there is no folder yet; the poll tries again. */
function watchFolder(path: string, changed: () => void): FSWatcher | null {
  const name = basename(path);
  try {
    const watcher = watch(dirname(path), (_event, file) => {
      if (file === null || file === name) changed();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
