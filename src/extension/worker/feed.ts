import { deflateRawSync } from "node:zlib";
import type { PackedText } from "../../core/protocol/panel.js";
import { type Follower, followJournal } from "../../driver/journal/follow.js";

/** Pieces of about this many characters keep the receiver responsive. */
const PIECE = 1_000_000;
/**
 * Pieces longer than this are packed: between a remote extension and its page lies a connection that takes ten times as
 * long for a large journal as the page does to read it.
 */
const PLAIN = 16_000;
/** So many pieces may be on their way at once. */
export const WINDOW = 16;

interface Piece {
  readonly restart: boolean;
  readonly text: string;
}

export interface PackedPiece {
  readonly restart: boolean;
  /** Whether others follow that are there already. */
  readonly more: boolean;
  readonly text: PackedText;
}

export interface FeedListener {
  piece(piece: PackedPiece): void;
  failed(message: string): void;
}

/** Hands out the lines of a journal, live, no faster than they are taken. */
export class Feed {
  private readonly follower: Follower;
  private queue: Piece[] = [];
  private under = 0;
  /** Everything that stands in the journal is in the queue, or was sent. */
  private whole = false;

  constructor(
    journal: string,
    private readonly listener: FeedListener,
  ) {
    this.follower = followJournal(journal, {
      lines: (text, restart) => {
        if (restart) this.queue = [];
        this.whole = false;
        this.add(text, restart);
        this.send();
      },
      settled: () => this.settle(),
      failed: (error) => {
        this.settle();
        listener.failed(error.message);
      },
    });
  }

  /** A piece has been dealt with. */
  taken(): void {
    this.under = Math.max(0, this.under - 1);
    this.send();
  }

  dispose(): void {
    this.queue = [];
    this.follower.dispose();
  }

  private add(text: string, restart: boolean): void {
    for (const [i, piece] of pieces(text).entries()) this.queue.push({ restart: restart && i === 0, text: piece });
    // What piles up while the receiver is busy becomes fewer, larger pieces.
    const last = this.queue.at(-1);
    const before = this.queue.at(-2);
    if (last && before && !last.restart && last.text.length + before.text.length <= PIECE) {
      this.queue.splice(-2, 2, { restart: before.restart, text: before.text + last.text });
    }
  }

  private settle(): void {
    this.whole = true;
    this.send();
  }

  private send(): void {
    // Of the last piece nobody knows whether others follow, before the journal was read to its end.
    const least = this.whole ? 1 : 2;
    while (this.under < WINDOW && this.queue.length >= least) {
      const { restart, text } = this.queue.shift()!;
      this.under++;
      this.listener.piece({ restart, more: this.queue.length > 0, text: packed(text) });
    }
  }
}

function packed(text: string): PackedText {
  return text.length > PLAIN ? new Uint8Array(deflateRawSync(text, { level: 1 })) : text;
}

/** Cuts text behind newlines into pieces of moderate size; one empty piece for an empty text. */
export function pieces(text: string, size = PIECE): readonly string[] {
  const found: string[] = [];
  let start = 0;
  while (text.length - start > size) {
    const within = text.lastIndexOf("\n", start + size - 1);
    // A single line that is longer than a piece stays whole.
    const end = within >= start ? within : text.indexOf("\n", start + size);
    if (end < 0) break;
    found.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length || found.length === 0) found.push(text.slice(start));
  return found;
}
