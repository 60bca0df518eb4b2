/** Lines that are kept, so that a trial that prints without end does not fill the page's memory. */
export const MOST_LINES = 5_000;
/** A longer line is cut: nobody reads it, and laying it out is dear. */
const LONGEST = 4_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal codes begin with one.
const CODES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they have no picture.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A log as a terminal would leave it: carriage returns write over their line, colours and other codes are left out. */
export class LogText {
  #lines: string[] = [];
  /** The last line, as it came: its end is yet to come. */
  #open = "";
  #dropped = 0;

  /** Finished lines, then the one that is being written. */
  get lines(): readonly string[] {
    return this.#open === "" ? this.#lines : [...this.#lines, shown(this.#open)];
  }

  /** How many lines from the start were let go. */
  get dropped(): number {
    return this.#dropped;
  }

  clear(): void {
    this.#lines = [];
    this.#open = "";
    this.#dropped = 0;
  }

  push(text: string): void {
    const parts = (this.#open + text).split("\n");
    this.#open = compact(parts.pop() ?? "");
    for (const part of parts) this.#lines.push(shown(part));
    const excess = this.#lines.length - MOST_LINES;
    if (excess <= 0) return;
    this.#lines = this.#lines.slice(excess);
    this.#dropped += excess;
  }
}

/** A progress bar that is drawn a thousand times is one line; what was overwritten goes. */
function compact(line: string): string {
  const last = line.lastIndexOf("\r");
  if (last <= 0 || line.length < LONGEST) return line;
  const before = line.lastIndexOf("\r", last - 1);
  return line.slice(before + 1);
}

function shown(line: string): string {
  let text = "";
  for (const part of line.replace(CODES, "").replace(/\r+$/, "").split("\r")) {
    // What is shorter leaves the rest of what stood there.
    text = part.length >= text.length ? part : part + text.slice(part.length);
  }
  const clean = text.replace(CONTROLS, "");
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)} …` : clean;
}
