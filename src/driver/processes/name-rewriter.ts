/** Writes one name in the place of another in a stream of output, also where the name stands across two chunks. */
export class NameRewriter {
  readonly #old: Buffer;
  readonly #new: Buffer;
  #rest: Buffer = Buffer.alloc(0);

  constructor(old: string, replacement: string) {
    this.#old = Buffer.from(old);
    this.#new = Buffer.from(replacement);
  }

  push(chunk: Buffer): Buffer {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const parts: Buffer[] = [];
    for (let at = data.indexOf(this.#old); at >= 0; at = data.indexOf(this.#old)) {
      parts.push(data.subarray(0, at), this.#new);
      data = data.subarray(at + this.#old.length);
    }
    const kept = beginningAtEnd(data, this.#old);
    this.#rest = data.subarray(kept);
    if (parts.length === 0) return data.subarray(0, kept);
    return Buffer.concat([...parts, data.subarray(0, kept)]);
  }

  /** What is held back because the name might have begun there. */
  end(): Buffer {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest;
  }
}

/** Where the beginning of a needle stands at the end of the data; its length where none does. */
export function beginningAtEnd(data: Buffer, needle: Buffer): number {
  const first = needle[0]!;
  for (let at = data.indexOf(first, Math.max(0, data.length - needle.length + 1)); at >= 0; ) {
    if (data.compare(needle, 0, data.length - at, at) === 0) return at;
    at = data.indexOf(first, at + 1);
  }
  return data.length;
}
