import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  JournalBrokenError,
  JournalMissingError,
  JournalReplacedError,
  JournalUnreadableError,
  JournalWriteError,
} from "../../../src/driver/journal/errors.js";
import { Journal } from "../../../src/driver/journal/journal.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperlens-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const worker = "test";
const study = (name: string) => ({ worker, kind: "createStudy", name, directions: ["minimize"] }) as const;

describe("a journal on disk", () => {
  it("is made with its folders, and holds what was appended", async () => {
    const path = join(folder, "a", "b", "s.journal.log");
    const journal = Journal.open(path, "create");
    await journal.append((state) => (state.studies.length === 0 ? [study("one")] : []));
    expect(Journal.open(path, "read").state.studies.map(({ name }) => name)).toEqual(["one"]);
    expect(existsSync(`${journal.path}.lock`)).toBe(false);
  });

  it("writes before the first await where the lock is free", () => {
    const journal = Journal.open(join(folder, "s.log"), "create");
    void journal.append(() => [study("at once")]);
    expect(journal.state.study("at once")).toBeDefined();
  });

  it("shows each writer what the other has appended, before it decides", async () => {
    const path = join(folder, "s.log");
    const [ours, theirs] = [Journal.open(path, "create"), Journal.open(path, "existing")];
    await ours.append(() => [study("first")]);
    await theirs.append((state) => (state.study("first") ? [study("second")] : []));
    ours.refresh();
    expect(ours.state.studies.map(({ name }) => name)).toEqual(["first", "second"]);
  });

  it("cuts off a line that its writer did not finish", async () => {
    const path = join(folder, "s.log");
    const journal = Journal.open(path, "create");
    await journal.append(() => [study("one")]);
    appendFileSync(path, '{"op_code":0,"worker_id":"dead","study_na');
    await journal.append(() => [study("two")]);
    const lines = readFileSync(path, "utf8").split("\n");
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toBe("");
    expect(Journal.open(path, "read").state.studies.map(({ name }) => name)).toEqual(["one", "two"]);
  });

  it("is not written to where a line is broken, and the error names the line", async () => {
    const path = join(folder, "s.log");
    writeFileSync(
      path,
      '{"op_code":0,"worker_id":"w","study_name":"a","directions":[1]}\nrubbish\n{"op_code":10,"worker_id":"w"}\n',
    );
    const journal = Journal.open(path, "existing");
    const before = readFileSync(path, "utf8");
    await expect(journal.append(() => [study("b")])).rejects.toThrow(JournalBrokenError);
    await expect(journal.append(() => [study("b")])).rejects.toThrow(/Line 2 /);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(existsSync(`${journal.path}.lock`)).toBe(false);
  });

  it("that does not exist is an error that says so", () => {
    expect(() => Journal.open(join(folder, "none.log"), "existing")).toThrow(JournalMissingError);
  });

  it("reads the line that another writer puts in the place of an unfinished one that it has seen", async () => {
    const path = join(folder, "s.log");
    const [ours, theirs] = [Journal.open(path, "create"), Journal.open(path, "existing")];
    await ours.append(() => [study("one")]);
    appendFileSync(path, '{"op_code":0,"worker_id":"dead","study_name":"long enough to hide a whole line of its own');
    ours.refresh();
    await theirs.append(() => [study("two")]);
    ours.refresh();
    expect(ours.error).toBeNull();
    expect(ours.state.studies.map(({ name }) => name)).toEqual(["one", "two"]);
  });

  it("writes nothing where nothing is decided", async () => {
    const path = join(folder, "s.log");
    const journal = Journal.open(path, "create");
    appendFileSync(path, "torn");
    expect(await journal.append(() => [])).toEqual([]);
    expect(readFileSync(path, "utf8")).toBe("torn");
  });

  it("has one lock under all of its names", async () => {
    const path = join(folder, "s.log");
    writeFileSync(path, "");
    symlinkSync(path, join(folder, "alias.log"));
    expect(Journal.open(join(folder, "alias.log"), "existing").path).toBe(Journal.open(path, "create").path);
    symlinkSync(folder, join(folder, "round"));
    expect(Journal.open(join(folder, "round", "new.log"), "create").path).toBe(
      join(Journal.open(path, "read").path, "..", "new.log"),
    );
  });

  it.each<[string, (path: string) => void]>([
    ["removed", (path) => rmSync(path)],
    ["cut", (path) => truncateSync(path, 10)],
    [
      "replaced",
      (path) => {
        copyFileSync(path, `${path}.new`);
        renameSync(`${path}.new`, path);
      },
    ],
  ])("is not written to where it was %s meanwhile", async (_, meddle) => {
    const path = join(folder, "s.log");
    const journal = Journal.open(path, "create");
    await journal.append(() => [study("one")]);
    meddle(path);
    const before = existsSync(path) ? readFileSync(path, "utf8") : null;
    await expect(journal.append(() => [study("two")])).rejects.toThrow(JournalReplacedError);
    expect(existsSync(path) ? readFileSync(path, "utf8") : null).toBe(before);
    expect(existsSync(`${journal.path}.lock`)).toBe(false);
  });

  it("that cannot be made or read is an error that names the remedy", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => Journal.open(join(file, "s.log"), "create")).toThrow(JournalWriteError);
    expect(() => Journal.open(folder, "read")).toThrow(JournalUnreadableError);
    expect(() => Journal.open(folder, "read")).toThrow(/Check that it is a file/);
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    expect(new JournalWriteError("/s.log", full).message).toMatch(/no space left.*Free some space/);
    const readOnly = Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
    expect(new JournalWriteError("/s.log", readOnly).message).toMatch(/writable, or choose another one with --studies/);
  });

  it("is read as broken where a line is not UTF-8", () => {
    const path = join(folder, "s.log");
    const line = Buffer.from(`${JSON.stringify({ op_code: 0, worker_id: "w", study_name: "é", directions: [1] })}\n`);
    writeFileSync(path, Buffer.concat([line, Buffer.from(line).fill(0xff, 50, 51)]));
    const journal = Journal.open(path, "read");
    expect(journal.error).toEqual({ line: 2, message: "The line is not UTF-8." });
    expect(journal.state.studies.map(({ name }) => name)).toEqual(["é"]);
  });
});
