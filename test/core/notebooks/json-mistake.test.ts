import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonMistake } from "../../../src/core/notebooks/json-mistake.js";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("the place where a text stops being JSON", () => {
  it.for([
    '{"a" «1}',
    '{"a": [1, 2«}',
    "[1, «]",
    '{"a": 1, «}',
    "{\"a\": «'b'}",
    "[«",
    "[1«",
    "[1] «2",
    "«",
    '["a«',
    "{«a: 1}",
    "[0«1]",
  ])("is marked in %s", (marked) => {
    // A text in quotes that does not end begins at its quote.
    const offset = marked === '["a«' ? 1 : marked.indexOf("«");
    expect(jsonMistake(marked.replace("«", ""))).toBe(offset);
  });

  it("is found exactly where the engine refuses the text", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      "1",
      "-0.5e3",
      "01",
      "null",
      " ",
      "\n",
    );
    const text = fc.oneof(
      fc.json(),
      fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join("")),
      fc.tuple(fc.json(), fc.nat(), pieces).map(([json, at, piece]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + piece + json.slice(cut);
      }),
    );
    fc.assert(
      fc.property(text, (json) => {
        expect(jsonMistake(json) === null).toBe(isJson(json));
      }),
      { numRuns: 2_000 },
    );
  });
});
