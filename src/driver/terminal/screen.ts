import type { Writable } from "node:stream";

/** How often the live line is drawn at most. */
const FRAME_MS = 100;

/** A terminal or a pipe that lines are written to. */
export interface Screen {
  readonly columns: number | null;
  line(text: string): void;
  /** Output of the user's code, as it is; false where the reader is slower than the writer. */
  raw(data: Buffer): boolean;
  /** Sets the line that stays at the bottom, where this is a terminal; null takes it away. */
  live(text: string | null): void;
  onDrain(listener: () => void): void;
  close(): void;
}

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** A terminal that was never told its size says that it has none. */
function widthOf(stream: Stream): number {
  return stream.columns || 80;
}

/** The screen on a stream; a stream that breaks, because the terminal was closed, swallows what follows. */
export function createScreen(stream: Stream): Screen {
  const terminal = stream.isTTY === true;
  let live: string | null = null;
  let drawn = false;
  let timer: NodeJS.Timeout | null = null;
  let atLineStart = true;
  stream.on("error", () => {});

  const write = (data: string | Buffer): boolean => (stream.writable ? stream.write(data) : true);
  const erase = () => {
    if (drawn) write("\r\u001b[2K");
    drawn = false;
  };
  const draw = () => {
    timer = null;
    if (live === null || !atLineStart) return;
    write(`\r\u001b[2K${clip(live, widthOf(stream) - 1)}`);
    drawn = true;
  };
  const later = () => {
    if (terminal && live !== null && timer === null) timer = setTimeout(draw, FRAME_MS).unref();
  };

  return {
    get columns() {
      return terminal ? widthOf(stream) : null;
    },
    line(text) {
      erase();
      write(atLineStart ? `${text}\n` : `\n${text}\n`);
      atLineStart = true;
      later();
    },
    raw(data) {
      if (data.length === 0) return true;
      erase();
      const flowing = write(data);
      atLineStart = data[data.length - 1] === 0x0a;
      later();
      return flowing;
    },
    live(text) {
      live = text;
      if (text === null) erase();
      else later();
    },
    onDrain(listener) {
      stream.on("drain", listener);
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      live = null;
      erase();
    },
  };
}

/** The beginning of a text that fits a line; colour codes take no room. */
export function clip(text: string, columns: number): string {
  let width = 0;
  let result = "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character.
  for (const part of text.match(/\u001b\[[0-9;]*m|./gsu) ?? []) {
    if (part.length > 1 && part.startsWith("\u001b")) result += part;
    else if (width < columns) {
      result += part;
      width++;
    }
  }
  return result;
}
