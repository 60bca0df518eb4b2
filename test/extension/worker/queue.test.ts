import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import { Journal } from "../../../src/driver/journal/journal.js";
import { queueAgain, queueByHand } from "../../../src/extension/worker/queue.js";
import { RecordedStudy } from "../recorded.js";

describe("a trial that the editor queues", () => {
  let folder = "";
  let journal: Journal;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperlens-queue-"));
    const recorded = new RecordedStudy();
    recorded.run();
    recorded.end(recorded.start(2.5), 0.9);
    writeFileSync(join(folder, "a.log"), recorded.events.map((event) => `${encodeEvent(event)}\n`).join(""));
    journal = Journal.open(join(folder, "a.log"), "existing");
  });
  afterEach(() => {
    journal.close();
    rmSync(folder, { recursive: true });
  });

  const ref = () => ({ journal: join(folder, "a.log"), study: "digits" });
  const last = () => journal.state.study("digits")?.trials.at(-1);

  it("waits with the values that were written, and tells how the queue stands", async () => {
    const outcome = await queueByHand(journal, ref(), { C: "0.5", kind: "a" }, () => false);
    expect(outcome).toEqual({ kind: "queued", trial: 1, alive: false, waiting: 1, finished: 1 });
    expect(last()?.outcome.kind).toBe("waiting");
    expect([last()?.params.get("C"), last()?.params.get("kind")]).toEqual([0.5, 0]);
    const again = await queueByHand(journal, ref(), { C: "5" }, () => true);
    expect(again).toMatchObject({ trial: 2, alive: true, waiting: 2 });
    expect(last()?.params.has("kind")).toBe(false);
  });

  it("has the values of another trial once more", async () => {
    expect(await queueAgain(journal, ref(), 0, () => false)).toMatchObject({ kind: "queued", trial: 1 });
    expect([last()?.params.get("C"), last()?.params.get("kind")]).toEqual([2.5, 1]);
  });

  it.each([
    [{ C: "0" }, /C cannot be 0/],
    [{ C: "1e9" }, /outside its range/],
    [{ D: "1" }, /has no parameter D/],
  ])("is none with %j", async (values, message) => {
    const outcome = await queueByHand(journal, ref(), values as Record<string, string>, () => false);
    expect(outcome).toEqual({ kind: "refused", message: expect.stringMatching(message) });
    expect(journal.state.study("digits")?.trials).toHaveLength(1);
  });

  it("is none where there is no such trial", async () => {
    expect(await queueAgain(journal, ref(), 9, () => false)).toMatchObject({ kind: "refused" });
  });
});
