import { isUtf8 } from "node:buffer";
import { readSync } from "node:fs";

const NEWLINE = 0x0a;
const CHUNK = 1 << 22;
/** What a journal that is followed grows by between two looks: room that is kept, since they are many. */
const SMALL = 1 << 15;
const NOTHING = Buffer.alloc(0);

/** Reads a growing file as text of whole lines; the rest after the last newline waits for its own. */
export class LineReader {
  private rest: Buffer = NOTHING;
  private position = 0;
  private readonly small = Buffer.allocUnsafeSlow(SMALL);
  private buffer: Buffer = this.small;

  constructor(private readonly file: number) {}

  /** Bytes read, up to and with the last newline. */
  get whole(): number {
    return this.position - this.rest.length;
  }

  /** Whether something stands behind the last newline. */
  get isTorn(): boolean {
    return this.rest.length > 0;
  }

  /**
   * The next whole lines, a few megabytes at most; null at the end of the file. Bytes that are not UTF-8 are read as
   * replacement characters, and `valid` says so.
   */
  read(): { readonly text: string; readonly valid: boolean } | null {
    for (;;) {
      const { buffer } = this;
      const count = readSync(this.file, buffer, 0, buffer.length, this.position);
      if (count === 0) {
        // A journal that is followed for hours should not hold on to a large buffer.
        this.buffer = this.small;
        return null;
      }
      if (count === SMALL) this.buffer = Buffer.allocUnsafeSlow(CHUNK);
      this.position += count;
      const piece = buffer.subarray(0, count);
      const end = piece.lastIndexOf(NEWLINE) + 1;
      const lines = this.rest.length > 0 ? Buffer.concat([this.rest, piece.subarray(0, end)]) : piece.subarray(0, end);
      if (end === 0) {
        this.rest = Buffer.concat([this.rest, piece]);
        continue;
      }
      const text = lines.toString("utf8");
      const valid = isUtf8(lines);
      this.rest = end < count ? Buffer.from(piece.subarray(end)) : NOTHING;
      return { text, valid };
    }
  }

  /** Forgets what stands behind the last newline, which was cut off the file. */
  dropRest(): void {
    this.position = this.whole;
    this.rest = NOTHING;
  }
}
