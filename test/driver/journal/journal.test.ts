import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { JournalBrokenError, JournalMissingError } from "../../../src/driver/journal/errors.js";
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

  it("waits for a lock that another process holds, and breaks one whose process is dead", async () => {
    const path = join(folder, "s.log");
    const journal = Journal.open(path, "create");
    const { hostname } = await import("node:os");
    // No process has the largest number there is.
    writeFileSync(`${journal.path}.lock`, `${hostname()} 4194303 00000000-0000-0000-0000-000000000000`);
    await journal.append(() => [study("one")]);
    expect(journal.state.study("one")).toBeDefined();
  });
});
