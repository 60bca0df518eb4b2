import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import { JournalMissingError, JournalUnreadableError } from "../../../src/driver/journal/errors.js";
import { Journal } from "../../../src/driver/journal/journal.js";
import { repairJournal } from "../../../src/driver/journal/repair.js";

const vectors = resolve(import.meta.dirname, "../../core/journal/vectors");
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperlens-repair-"));
  path = join(folder, "s.journal.log");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const study = (name: string) => encodeEvent({ worker: "w", kind: "createStudy", name, directions: ["minimize"] });

function namesIn(copy: string): readonly string[] {
  const journal = Journal.open(copy, "read");
  expect(journal.error).toBeNull();
  const names = journal.state.studies.map(({ name }) => name);
  journal.close();
  return names;
}

describe("repair", () => {
  it("writes a copy beside the journal without what cannot be read, and leaves the journal alone", () => {
    const text = `${study("a")}\nrubbish\n\n{"op_code":99,"worker_id":"w"}\n${study("b")}\n`;
    writeFileSync(path, text);
    const repaired = repairJournal(path);
    expect(repaired).toMatchObject({ path: join(folder, "s.repaired.journal.log"), kept: 2, saved: [] });
    expect(repaired.dropped.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(namesIn(repaired.path)).toEqual(["a", "b"]);
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("saves the record that was glued to the rest of a line whose writer died", () => {
    writeFileSync(path, `${study("a")}\n{"op_code":0,"worker_id":"dead","study_na${study("b")}\n${study("c")}\n`);
    const repaired = repairJournal(path);
    expect(repaired).toMatchObject({ kept: 3, dropped: [], saved: [2] });
    expect(namesIn(repaired.path)).toEqual(["a", "b", "c"]);
  });

  it("does without the unfinished last line, and without lines that are not UTF-8", () => {
    const bad = Buffer.from([0x22, 0xff, 0x22, 0x0a]);
    writeFileSync(path, Buffer.concat([Buffer.from(`${study("a")}\n`), bad, Buffer.from(`${study("b")}\n{"op_co`)]));
    const repaired = repairJournal(path);
    expect(repaired.dropped.map(({ line }) => line)).toEqual([2, 4]);
    expect(namesIn(repaired.path)).toEqual(["a", "b"]);
  });

  it("never writes over an earlier copy", () => {
    writeFileSync(path, `${study("a")}\n`);
    expect([repairJournal(path).path, repairJournal(path).path]).toEqual([
      join(folder, "s.repaired.journal.log"),
      join(folder, "s.repaired-2.journal.log"),
    ]);
  });

  it.each(["25-broken-middle", "26-blank-line"])("mends a journal that Optuna refuses: %s", (name) => {
    const text = readFileSync(join(vectors, `${name}.log`), "utf8");
    writeFileSync(path, text);
    const { path: copy } = repairJournal(path);
    expect(namesIn(copy)).toEqual(["simple"]);
    const lines = readFileSync(copy, "utf8").split("\n");
    expect(lines.pop()).toBe("");
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  it("of what is not there or no file says so", () => {
    expect(() => repairJournal(path)).toThrow(JournalMissingError);
    expect(() => repairJournal(folder)).toThrow(JournalUnreadableError);
    expect(existsSync(join(folder, "s.repaired.journal.log"))).toBe(false);
  });
});
