/** Where the output of one trial goes. */
export interface Sink {
  write(data: Buffer): void;
  close(): void;
}

const LAST_WORDS = 4_000;

/**
 * Deals the output of one runner out to its trials: a runner serves them one after another, and says where each one's
 * output ends. What comes while none is running, from threads or children left behind, goes to `stray`.
 */
export class OutputQueue {
  readonly #sinks: Sink[] = [];
  #last = Buffer.alloc(0);

  constructor(private readonly stray: Sink) {}

  push(sink: Sink): void {
    this.#sinks.push(sink);
  }

  write(data: Buffer): void {
    (this.#sinks[0] ?? this.stray).write(data);
    const tail = data.length > LAST_WORDS ? data.subarray(data.length - LAST_WORDS) : data;
    this.#last = Buffer.concat([this.#last, tail]);
    if (this.#last.length > 2 * LAST_WORDS) this.#last = this.#last.subarray(-LAST_WORDS);
  }

  end(): void {
    this.#last = Buffer.alloc(0);
    this.#sinks.shift()?.close();
  }

  endAll(): void {
    for (const sink of this.#sinks.splice(0)) sink.close();
  }

  /** The end of the output since the last mark, for the message about a runner that died. */
  lastWords(): string {
    return this.#last.subarray(-LAST_WORDS).toString("utf8");
  }
}
