/** As much of the end of each stream is kept. */
const KEPT = 16 * 1024;
const LINES = 20;
const PYTHON = "Traceback (most recent call last):";

/** The end of what a program has printed, by stream: why it failed stands there. */
export class LastLines {
  readonly #kept = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };

  push(stream: "stdout" | "stderr", data: Buffer): void {
    const tail = data.length > KEPT ? data.subarray(data.length - KEPT) : data;
    const all = Buffer.concat([this.#kept[stream], tail]);
    this.#kept[stream] = all.length > 2 * KEPT ? Buffer.from(all.subarray(-KEPT)) : all;
  }

  /** The traceback that a stream ends in, or its last lines. */
  text(stream: "stdout" | "stderr"): string {
    const text = this.#kept[stream].subarray(-KEPT).toString("utf8");
    const traceback = text.lastIndexOf(PYTHON);
    if (traceback >= 0) return text.slice(chainStart(text, traceback)).trimEnd();
    return text.trimEnd().split("\n").slice(-LINES).join("\n");
  }
}

/** Python prints the cause of an error before it, with a sentence between the two. */
function chainStart(text: string, at: number): number {
  const before = text.lastIndexOf(PYTHON, at - 1);
  if (at === 0 || before < 0) return at;
  const between = text.slice(before, at);
  return /\n\n(?:During handling of|The above exception was)/.test(between) ? chainStart(text, before) : at;
}
