import type { LocalOffset } from "../../src/core/journal/instant.js";
import { JournalReplay } from "../../src/core/journal/replay.js";
import type { PackedText } from "../../src/core/protocol/panel.js";

/** Milliseconds of reading at one go, below half a frame; and characters between two looks at the clock. */
const SLICE = 8;
const PIECE = 1 << 15;

/** Times without an offset, as Optuna before 5 wrote them, are the reader's own: minutes west of UTC. */
const localOffset: LocalOffset = (wall) => new Date(wall).getTimezoneOffset();

export interface FeedListener {
  /** Lines were applied, and more are waiting. */
  changed(): void;
  /** All lines that came were applied. */
  settled(): void;
  /** A piece cannot be unpacked, so that those behind it are worth nothing. */
  spoilt(): void;
}

/** Reads the journal's text as it comes, in slices, so that a large journal never freezes the page. */
export class JournalFeed {
  #replay = new JournalReplay(localOffset);
  /** null: the text is being unpacked. */
  readonly #queue: { text: string | null }[] = [];
  #more = false;
  #position = 0;
  #scheduled = false;
  readonly #listener: FeedListener;

  constructor(listener: FeedListener) {
    this.#listener = listener;
  }

  get replay(): JournalReplay {
    return this.#replay;
  }

  get busy(): boolean {
    return this.#queue.length > 0 || this.#more;
  }

  /** Forgets everything that was read or waits to be read. */
  restart(): void {
    this.#replay = new JournalReplay(localOffset);
    this.#queue.length = 0;
    this.#more = false;
    this.#position = 0;
  }

  /** @param more whether other pieces are on their way. */
  push(packed: PackedText, more: boolean): void {
    this.#more = more;
    if (typeof packed === "string") {
      this.#queue.push({ text: packed });
      this.#schedule();
      return;
    }
    const piece: { text: string | null } = { text: null };
    this.#queue.push(piece);
    unpack(packed).then(
      (text) => {
        piece.text = text;
        if (this.#queue.includes(piece)) this.#schedule();
      },
      () => {
        if (this.#queue.includes(piece)) this.#listener.spoilt();
      },
    );
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // A message is the shortest way round the event loop; timers are held back by the browser.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      this.#scheduled = false;
      this.#read();
    };
    channel.port2.postMessage(null);
  }

  #read(): void {
    const end = performance.now() + SLICE;
    for (;;) {
      const text = this.#queue[0]?.text ?? null;
      if (text === null || performance.now() >= end) break;
      this.#replay.push(text.slice(this.#position, this.#position + PIECE));
      this.#position += PIECE;
      if (this.#position < text.length) continue;
      this.#queue.shift();
      this.#position = 0;
    }
    if (this.busy) {
      if (typeof this.#queue[0]?.text === "string") this.#schedule();
      this.#listener.changed();
    } else {
      this.#listener.settled();
    }
  }
}

function unpack(packed: Uint8Array): Promise<string> {
  // A copy, since the type of a view does not say that no other thread writes under it.
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}
