import { isUtf8 } from "node:buffer";
import { readSync } from "node:fs";

const NEWLINE = 0x0a;
const CHUNK = 1 << 22;
/** What a journal that is followed grows by between two looks: room that is kept, since they are many. */
const SMALL = 1 << 15;

/**
 * Reads a growing file as text of whole lines. What stands behind the last newline is looked at anew each time: its
 * writer may go on, or have died, and then another writer cuts it off and puts its own lines in its place.
 */
export class LineReader {
  private position = 0;
  private torn = false;
  private readonly small = Buffer.allocUnsafeSlow(SMALL);
  private buffer: Buffer = this.small;

  constructor(private readonly file: number) {}

  /** Bytes read, up to and with the last newline. */
  get whole(): number {
    return this.position;
  }

  /** Whether something stood behind the last newline when the file was last read to its end. */
  get isTorn(): boolean {
    return this.torn;
  }

  /**
   * The next whole lines, a few megabytes at most unless one line is longer; null at the end of the file. Bytes that are
   * not UTF-8 are read as replacement characters, and `valid` says so.
   */
  read(): { readonly text: string; readonly valid: boolean } | null {
    for (;;) {
      const filled = this.fill();
      const piece = this.buffer.subarray(0, filled);
      const end = piece.lastIndexOf(NEWLINE) + 1;
      if (end === 0 && filled === this.buffer.length) {
        this.buffer = Buffer.allocUnsafeSlow(Math.max(CHUNK, 2 * filled));
        continue;
      }
      this.torn = end < filled;
      if (end === 0) {
        // A journal that is followed for hours should not hold on to a large buffer.
        this.buffer = this.small;
        return null;
      }
      this.position += end;
      const lines = piece.subarray(0, end);
      const next = { text: lines.toString("utf8"), valid: isUtf8(lines) };
      if (filled === SMALL) this.buffer = Buffer.allocUnsafeSlow(CHUNK);
      return next;
    }
  }

  /** Reads on from the last newline until the buffer is full or the file ends; a read may return less than is there. */
  private fill(): number {
    const { buffer, file, position } = this;
    let filled = 0;
    while (filled < buffer.length) {
      const count = readSync(file, buffer, filled, buffer.length - filled, position + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }
}
