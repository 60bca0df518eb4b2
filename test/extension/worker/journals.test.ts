import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import type { JournalEvent } from "../../../src/core/journal/event.js";
import { runRecord } from "../../../src/core/study/records.js";
import { Journal } from "../../../src/driver/journal/journal.js";
import { Heartbeat } from "../../../src/driver/places/heartbeat.js";
import type { StudyDigest } from "../../../src/extension/studies/digest.js";
import { Journals } from "../../../src/extension/worker/journals.js";
import { RecordedStudy } from "../recorded.js";

describe("journals that are followed", () => {
  let folder = "";
  let path = "";
  let told: (readonly StudyDigest[])[] = [];
  let look = () => {};
  let journals: Journals;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperlens-journals-"));
    path = join(folder, ".hyperlens", "digits.journal.log");
    told = [];
    journals = new Journals((_journal, digests) => {
      told.push(digests);
      look();
    });
  });
  afterEach(() => {
    journals.dispose();
    rmSync(folder, { recursive: true });
  });

  const until = (holds: (digests: readonly StudyDigest[]) => boolean) =>
    new Promise<void>((done) => {
      look = () => {
        const last = told.at(-1);
        if (last !== undefined && holds(last)) done();
      };
      look();
    });

  function write(events: readonly JournalEvent[]): void {
    mkdirSync(join(folder, ".hyperlens"), { recursive: true });
    writeFileSync(path, events.map((event) => `${encodeEvent(event)}\n`).join(""));
  }

  it("are told as empty where they do not exist", async () => {
    journals.follow([path]);
    await until((digests) => digests.length === 0);
  });

  it("are told with their studies, and again when something is appended", async () => {
    const recorded = new RecordedStudy();
    recorded.end(recorded.start(2), 0.5);
    write(recorded.events);
    journals.follow([path]);
    await until(([study]) => study?.finished === 1);
    const before = recorded.events.length;
    recorded.end(recorded.start(3), 0.7);
    const journal = Journal.open(path, "existing");
    await journal.append(() => recorded.events.slice(before));
    journal.close();
    await until(([study]) => study?.finished === 2 && study.best?.values[0] === 0.7);
  });

  it("are found soon after they come into being, where that is expected", async () => {
    journals.follow([path]);
    await until((digests) => digests.length === 0);
    journals.journal(path).expect();
    write(new RecordedStudy().events);
    await until(([study]) => study?.ref.study === "digits");
  });

  it("tell of a driver that dies without a word", async () => {
    const worker = `hyperlens/${hostname()}/${process.pid}/0000-1111`;
    const recorded = new RecordedStudy();
    recorded.write(runRecord(worker, 0, { worker, started: 1, ended: null, total: 5, reason: null }));
    write(recorded.events);
    const heartbeat = new Heartbeat(path, worker);
    journals.follow([path]);
    await until(([study]) => study?.activity.kind === "running");
    heartbeat.dispose();
    await until(([study]) => study?.activity.kind === "interrupted");
  });

  it("say which line is broken, and show what stands before it", async () => {
    const recorded = new RecordedStudy();
    recorded.end(recorded.start(2), 0.5);
    write(recorded.events);
    writeFileSync(path, "nonsense\n{}\n", { flag: "a" });
    journals.follow([path]);
    await until(([study]) => study?.finished === 1 && study.error !== null);
    expect(told.at(-1)?.[0]?.error).toContain(`Line ${recorded.events.length + 1}`);
  });

  it("are let go when they are not wanted any more", async () => {
    write(new RecordedStudy().events);
    journals.follow([path]);
    await until((digests) => digests.length === 1);
    journals.follow([]);
    expect(journals.size).toBe(0);
  });
});
