import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { LineDecoder } from "../../core/journal/decode.js";
import { JournalFormatError } from "../../core/journal/json.js";
import { JournalMissingError, JournalUnreadableError, JournalWriteError } from "./errors.js";
import { localOffset } from "./local-offset.js";

export interface Repaired {
  /** The mended copy. */
  readonly path: string;
  readonly kept: number;
  /** Lines that could not be understood, from 1, and why. */
  readonly dropped: readonly { readonly line: number; readonly message: string }[];
  /** Lines of which the end was saved: a record that was glued to the torn rest of another. */
  readonly saved: readonly number[];
}

/**
 * Writes a copy of a journal beside it that holds every record which can be read. Where a writer died in the middle of a
 * line and the next record was glued to the rest, that next record is kept. The journal itself is not touched.
 *
 * @throws {JournalMissingError | JournalUnreadableError | JournalWriteError}
 */
export function repairJournal(path: string): Repaired {
  const decoder = new LineDecoder(localOffset);
  const lines = readText(path).split("\n");
  // Without a newline at the end the last piece is a torn line or nothing; if it is a whole record it is worth keeping.
  if (lines.at(-1) === "") lines.pop();
  const kept: string[] = [];
  const dropped: { line: number; message: string }[] = [];
  const saved: number[] = [];
  for (const [index, raw] of lines.entries()) {
    const line = raw.replace(/^\uFEFF|\r$/g, "");
    const fault = faultOf(line, decoder);
    if (fault === null) {
      kept.push(line);
      continue;
    }
    const tail = lastRecordIn(line, decoder);
    if (tail === null) dropped.push({ line: index + 1, message: fault });
    else {
      kept.push(tail);
      saved.push(index + 1);
    }
  }
  const copy = freeName(path);
  write(copy, kept.map((line) => `${line}\n`).join(""));
  return { path: copy, kept: kept.length, dropped, saved };
}

function faultOf(line: string, decoder: LineDecoder): string | null {
  if (line.includes("\uFFFD")) return "The line is not UTF-8.";
  try {
    decoder.decode(line);
    return null;
  } catch (error) {
    if (error instanceof JournalFormatError) return error.message;
    throw error;
  }
}

/** The record at the end of a line, where something else stands before it. */
function lastRecordIn(line: string, decoder: LineDecoder): string | null {
  for (let at = line.indexOf("{", 1); at >= 0; at = line.indexOf("{", at + 1)) {
    const tail = line.slice(at);
    if (/^\{\s*"(op_code|worker_id)"/.test(tail) && faultOf(tail, decoder) === null) return tail;
  }
  return null;
}

/** `s.journal.log` becomes `s.repaired.journal.log`, and never overwrites an earlier copy. */
function freeName(path: string): string {
  const [, stem = path, suffix = ""] = /^(.*?)((?:\.journal)?\.[^./\\]+)?$/s.exec(path) ?? [];
  for (let count = 1; ; count++) {
    const name = `${stem}.repaired${count === 1 ? "" : `-${count}`}${suffix}`;
    if (!existsSync(name)) return name;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new JournalMissingError(path);
    throw new JournalUnreadableError(path, error);
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
    const file = openSync(path, "r+");
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    throw new JournalWriteError(path, error);
  }
}
