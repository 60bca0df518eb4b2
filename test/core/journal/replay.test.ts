import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import { UTC } from "../../../src/core/journal/instant.js";
import { JournalReplay } from "../../../src/core/journal/replay.js";

const vector = (name: string) => readFileSync(join(import.meta.dirname, "vectors", name), "utf8");
const study = (name: string) => encodeEvent({ worker: "w", kind: "createStudy", name, directions: ["minimize"] });
const names = (replay: JournalReplay) => replay.state.studies.map(({ name }) => name);

/** All that a replay knows, as one text. */
function known(replay: JournalReplay): string {
  const plain = (_key: string, value: unknown) => {
    if (value instanceof Map) return [...value];
    return typeof value === "number" ? String(value) : value;
  };
  const { lines, error, state } = replay;
  return JSON.stringify({ lines, error, studies: state.studies, next: [state.nextStudyId, state.nextTrialId] }, plain);
}

describe("replay", () => {
  it("is the same in whatever pieces the text comes", () => {
    const texts = ["12-unicode.log", "16-many-studies.log", "21-partial-tail.log", "25-broken-middle.log"].map(vector);
    const wholes = texts.map((text) => {
      const replay = new JournalReplay(UTC);
      replay.push(text);
      return known(replay);
    });
    fc.assert(
      fc.property(
        fc.nat(texts.length - 1),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 }),
        (which, sizes) => {
          const replay = new JournalReplay(UTC);
          const text = texts[which]!;
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            replay.push(text.slice(at, at + size));
            at += size;
          }
          expect(known(replay)).toBe(wholes[which]);
        },
      ),
    );
  });

  it("tells what each line changed, and why it did not", () => {
    const replay = new JournalReplay(UTC);
    expect(replay.push(`${study("a")}\n${study("a")}\n`).map(({ kind }) => kind)).toEqual(["study", "dropped"]);
  });

  it("takes a line only once its newline has come", () => {
    const replay = new JournalReplay(UTC);
    replay.push(study("a"));
    expect(names(replay)).toEqual([]);
    replay.push("\n");
    expect(names(replay)).toEqual(["a"]);
  });

  it("ignores a bad last line, until another line follows it", () => {
    const replay = new JournalReplay(UTC);
    replay.push(`${study("a")}\n{"op_code":0,"wor\n`);
    expect(replay.error).toBeNull();
    replay.push(`${study("b")}\n${study("c")}\n`);
    expect(replay.error).toEqual({ line: 2, message: expect.stringMatching(/^The line is not JSON: /) });
    expect(names(replay)).toEqual(["a"]);
    expect(replay.lines).toBe(4);
  });

  it("stops at once at a line that is JSON and no record", () => {
    const replay = new JournalReplay(UTC);
    replay.push(`${study("a")}\n{"op_code":12,"worker_id":"w"}\n`);
    expect(replay.error).toEqual({ line: 2, message: expect.stringContaining("12") });
  });

  it("reads a byte-order mark before any line as nothing", () => {
    const replay = new JournalReplay(UTC);
    replay.push(`\uFEFF${study("a")}\r\n\uFEFF${study("b")}\n`);
    expect(names(replay)).toEqual(["a", "b"]);
  });

  it("names the line that is not UTF-8, and keeps what stands before it", () => {
    const replay = new JournalReplay(UTC);
    replay.pushInvalid(`${study("a")}\n${study("\uFFFD")}\n${study("b")}\n`);
    expect(replay.error).toEqual({ line: 2, message: "The line is not UTF-8." });
    expect(names(replay)).toEqual(["a"]);
  });
});
