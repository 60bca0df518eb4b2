import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MarkerReader, MessageReader } from "../../../src/driver/processes/messages.js";

/** A text as a stream would bring it: cut at any bytes. */
const cuts = (data: Buffer) =>
  fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }).map((lengths) => {
    const pieces: Buffer[] = [];
    let at = 0;
    for (let i = 0; at < data.length; i++) {
      const length = lengths[i % lengths.length]!;
      pieces.push(data.subarray(at, at + length));
      at += length;
    }
    return pieces;
  });

describe("messages in a stream", () => {
  it("are found wherever the stream is cut, and everything else is passed on in order", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary" }).map((text) => ({ kind: "message" as const, text: JSON.stringify(text) })),
      fc
        .string({ unit: "grapheme", minLength: 1 })
        .filter((text) => !text.includes("\u001e"))
        .map((text) => ({ kind: "text" as const, text })),
    );
    const streams = fc.array(part).chain((parts) => {
      const data = Buffer.from(parts.map(({ kind, text }) => (kind === "message" ? `\u001e${text}\n` : text)).join(""));
      return cuts(data).map((pieces) => ({ parts, pieces }));
    });
    fc.assert(
      fc.property(streams, ({ parts, pieces }) => {
        const reader = new MessageReader();
        const read = pieces.flatMap((piece) => [...reader.push(piece)]);
        expect(read.flatMap((one) => (one.kind === "message" ? [one.text] : []))).toEqual(
          parts.flatMap((one) => (one.kind === "message" ? [one.text] : [])),
        );
        const text = Buffer.concat(read.flatMap((one) => (one.kind === "text" ? [one.data] : []))).toString();
        expect(text).toBe(parts.flatMap((one) => (one.kind === "text" ? [one.text] : [])).join(""));
      }),
    );
  }, 60_000);
});

describe("the marker in a stream of output", () => {
  it("is found wherever the stream is cut, and nothing but the marker is taken out", () => {
    const text = fc
      .array(fc.constantFrom("#", "#e", "#en", "end", "\n", "x"), { maxLength: 8 })
      .map((parts) => parts.join(""));
    const streams = fc
      .array(text, { minLength: 1, maxLength: 5 })
      .chain((texts) => cuts(Buffer.from(texts.join("#end\n"))).map((pieces) => ({ texts, pieces })));
    fc.assert(
      fc.property(streams, ({ texts, pieces }) => {
        const reader = new MarkerReader("#end");
        let heard = "";
        for (const piece of pieces) {
          for (const part of reader.push(piece)) heard += part.kind === "mark" ? "|" : part.data.toString();
        }
        heard += reader.end().toString();
        expect(heard).toBe(texts.join("#end\n").replaceAll("#end\n", "|"));
      }),
    );
  });
});
