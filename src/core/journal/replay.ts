import { type Applied, JournalState } from "../study/journal-state.js";
import { LineDecoder } from "./decode.js";
import type { LocalOffset } from "./instant.js";
import { JournalFormatError, NotJsonError } from "./json.js";

/** Where a journal cannot be read on: its line, from 1, and what is wrong with it. */
export interface JournalError {
  readonly line: number;
  readonly message: string;
}

/** Reads the text of a journal, in any pieces, into its state. Driver, extension and panel all read with this. */
export class JournalReplay {
  readonly state = new JournalState();
  private readonly decoder: LineDecoder;
  private tail = "";
  private count = 0;
  /** A bad last line is ignored, as Optuna does: its writer may have died. It is an error once another line follows. */
  private suspect: JournalError | null = null;
  private failure: JournalError | null = null;

  constructor(localOffset: LocalOffset) {
    this.decoder = new LineDecoder(localOffset);
  }

  /** Complete lines read so far. */
  get lines(): number {
    return this.count;
  }

  /** Once set, nothing more is applied. */
  get error(): JournalError | null {
    return this.failure;
  }

  /** Takes the next piece of text; what follows its last newline waits for the rest of the line. */
  push(text: string): readonly Applied[] {
    const applied: Applied[] = [];
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      const line = this.tail + text.slice(start, end);
      this.tail = "";
      start = end + 1;
      this.line(line, applied);
    }
    this.tail += text.slice(start);
    return applied;
  }

  /** Takes whole lines of which one or more were not UTF-8 and hold replacement characters where they were not. */
  pushInvalid(text: string): readonly Applied[] {
    const applied: Applied[] = [];
    for (const line of text.split("\n").slice(0, -1)) {
      if (line.includes("\uFFFD") && this.failure === null) {
        this.count++;
        this.failure = { line: this.count, message: "The line is not UTF-8." };
      } else this.line(line, applied);
    }
    return applied;
  }

  private line(line: string, applied: Applied[]): void {
    this.count++;
    if (this.failure !== null) return;
    if (this.suspect !== null) {
      this.failure = this.suspect;
      return;
    }
    try {
      const event = this.decoder.decode(line.startsWith("\uFEFF") ? line.slice(1) : line);
      applied.push(this.state.apply(event));
    } catch (error) {
      if (!(error instanceof JournalFormatError)) throw error;
      const found = { line: this.count, message: error.message };
      if (error instanceof NotJsonError) this.suspect = found;
      else this.failure = found;
    }
  }
}
