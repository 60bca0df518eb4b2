import { beginningAtEnd } from "./name-rewriter.js";

const SEPARATOR = 0x1e;
const NEWLINE = 0x0a;
/** A message longer than this is none: something else is printing. */
const LONGEST = 16 * 1024 * 1024;

export type Piece =
  | { readonly kind: "message"; readonly text: string }
  /** What stood between the messages. */
  | { readonly kind: "text"; readonly data: Buffer };

/** Cuts a stream into JSON texts that stand between a record separator and a newline, and everything else. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): readonly Piece[] {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const pieces: Piece[] = [];
    while (data.length > 0) {
      const start = data.indexOf(SEPARATOR);
      if (start !== 0) {
        pieces.push({ kind: "text", data: start < 0 ? data : data.subarray(0, start) });
        data = start < 0 ? Buffer.alloc(0) : data.subarray(start);
        continue;
      }
      const end = data.indexOf(NEWLINE);
      if (end < 0 && data.length <= LONGEST) break;
      if (end < 0) {
        pieces.push({ kind: "text", data });
        data = Buffer.alloc(0);
        break;
      }
      pieces.push({ kind: "message", text: data.toString("utf8", 1, end) });
      data = data.subarray(end + 1);
    }
    this.#rest = data;
    return pieces;
  }
}

export type OutputPart = { readonly kind: "text"; readonly data: Buffer } | { readonly kind: "mark" };

/** Cuts a stream of output at each line that is the marker, wherever it stands in a line. */
export class MarkerReader {
  readonly #marker: Buffer;
  #rest: Buffer = Buffer.alloc(0);

  constructor(marker: string) {
    this.#marker = Buffer.from(`${marker}\n`);
  }

  push(chunk: Buffer): readonly OutputPart[] {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const parts: OutputPart[] = [];
    for (let at = data.indexOf(this.#marker); at >= 0; at = data.indexOf(this.#marker)) {
      if (at > 0) parts.push({ kind: "text", data: data.subarray(0, at) });
      parts.push({ kind: "mark" });
      data = data.subarray(at + this.#marker.length);
    }
    const kept = beginningAtEnd(data, this.#marker);
    if (kept > 0) parts.push({ kind: "text", data: data.subarray(0, kept) });
    this.#rest = data.subarray(kept);
    return parts;
  }

  /** What is held back because a marker might have begun there; to be asked for when the stream has ended. */
  end(): Buffer {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest;
  }
}
