const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Puts a prefix before each line of a stream of output, so that the lines of trials that run side by side can be told
 * apart. Whole lines are passed on; a carriage return that redraws a line ends it, so that progress bars show as lines.
 */
export class LinePrefix {
  #rest: Buffer = Buffer.alloc(0);

  constructor(private readonly prefix: Buffer) {}

  push(chunk: Buffer): Buffer {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const parts: Buffer[] = [];
    let start = 0;
    for (let at = 0; at < data.length; at++) {
      if (data[at] !== NEWLINE && (data[at] !== RETURN || at + 1 === data.length || data[at + 1] === NEWLINE)) continue;
      const end = data[at] === NEWLINE && at > start && data[at - 1] === RETURN ? at - 1 : at;
      if (end > start || data[at] === NEWLINE) parts.push(this.prefix, data.subarray(start, end), LINE_END);
      start = at + 1;
    }
    this.#rest = data.subarray(start);
    if (this.#rest.length > LONGEST) parts.push(this.prefix, this.end(), LINE_END);
    return Buffer.concat(parts);
  }

  /** What is left of an unfinished line. */
  end(): Buffer {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest;
  }
}

const LINE_END = Buffer.from("\n");
const LONGEST = 64 * 1024;
