import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Feed, pieces, WINDOW } from "../../../src/extension/worker/feed.js";

describe("pieces of a text", () => {
  const lines = fc
    .array(fc.stringMatching(/^[a-z]{0,12}$/), { maxLength: 40 })
    .map((words) => words.map((w) => `${w}\n`).join(""));

  it("are the text again, each of whole lines", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 50 }), (text, size) => {
        const found = pieces(text, size);
        expect(found.join("")).toBe(text);
        for (const piece of found) expect(piece === "" || piece.endsWith("\n")).toBe(true);
      }),
    );
  });

  it("are no longer than asked for, but for a single long line", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 50 }), (text, size) => {
        for (const piece of pieces(text, size)) {
          expect(piece.length <= size || piece.indexOf("\n") === piece.length - 1).toBe(true);
        }
      }),
    );
  });
});

describe("a feed", () => {
  let folder = "";
  let feed: Feed | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperlens-feed-"));
  });
  afterEach(() => {
    feed?.dispose();
    rmSync(folder, { recursive: true });
  });

  /** What has come so far, and a promise of a text that holds the given words. */
  function started(path: string, take: "taking" | "waiting", kinds: string[] = []) {
    const got: { restart: boolean; text: string }[] = [];
    let look = () => {};
    let last = false;
    const opened = new Feed(path, {
      piece({ restart, more, text }) {
        kinds.push(typeof text);
        last = !more;
        got.push({ restart, text: typeof text === "string" ? text : inflateRawSync(text).toString() });
        if (take === "taking") queueMicrotask(() => opened.taken());
        look();
      },
      failed: (message) => expect.fail(message),
    });
    feed = opened;
    const until = (holds: () => boolean) =>
      new Promise<void>((done) => {
        look = () => {
          if (holds()) done();
        };
        look();
      });
    return { got, until, isWhole: () => last, text: () => got.map((piece) => piece.text).join("") };
  }

  it("tells what stands in a journal, and what is appended", async () => {
    const path = join(folder, "a.journal.log");
    writeFileSync(path, "one\ntwo\n");
    const { until, text } = started(path, "taking");
    await until(() => text() === "one\ntwo\n");
    appendFileSync(path, "three\n");
    await until(() => text() === "one\ntwo\nthree\n");
  });

  it("sends only a few pieces to somebody who takes none", async () => {
    const path = join(folder, "a.journal.log");
    writeFileSync(path, `${"x".repeat(99)}\n`.repeat(200_000));
    const { got, until } = started(path, "waiting");
    await until(() => got.length === WINDOW);
    feed?.taken();
    await until(() => got.length === WINDOW + 1);
    expect(got.length).toBe(WINDOW + 1);
  });

  it("packs much text, and leaves little as it is", async () => {
    const path = join(folder, "a.journal.log");
    const much = Array.from({ length: 3_000 }, (_, i) => `{"op_code":${i},"text":"é"}\n`).join("");
    writeFileSync(path, much);
    const kinds: string[] = [];
    const { until, text } = started(path, "taking", kinds);
    await until(() => text() === much);
    expect(kinds[0]).toBe("object");
    appendFileSync(path, "little\n");
    await until(() => text() === `${much}little\n`);
    expect(kinds.at(-1)).toBe("string");
  });

  it("says of all pieces but the last that others follow", async () => {
    const path = join(folder, "a.journal.log");
    const much = `${"x".repeat(99)}\n`.repeat(40_000);
    writeFileSync(path, much);
    const { got, until, text, isWhole } = started(path, "taking");
    await until(isWhole);
    expect(got.length).toBeGreaterThan(1);
    expect(text()).toBe(much);
    appendFileSync(path, "one\n");
    await until(() => text() === `${much}one\n`);
    expect(isWhole()).toBe(true);
  });

  it("says so when a journal begins anew", async () => {
    const path = join(folder, "a.journal.log");
    writeFileSync(path, "one\ntwo\nthree\n");
    const { got, until, text } = started(path, "taking");
    await until(() => text() === "one\ntwo\nthree\n");
    writeFileSync(path, "new\n");
    await until(() => got.some(({ restart }) => restart) && text().endsWith("new\n"));
  });
});
