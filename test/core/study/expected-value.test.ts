import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { expectedValue } from "../../../src/core/study/expected-value.js";

describe("what an option of a method takes", () => {
  it.each([
    [{ kind: "integer", min: 1, max: null }, "a whole number of at least 1"],
    [{ kind: "integer", min: 2, max: 9 }, "a whole number from 2 to 9"],
    [{ kind: "number", min: null, max: null }, "a number"],
    [{ kind: "number", min: 0, max: null }, "a number of at least 0"],
    [{ kind: "number", min: null, max: 1 }, "a number of at most 1"],
    [{ kind: "number", min: 0, max: 1 }, "a number from 0 to 1"],
    [{ kind: "switch" }, "`on` or `off`"],
    [{ kind: "word", words: ["ei", "pi"] }, "one of `ei`, `pi`"],
  ] as const)("is said of %j as part of a sentence", (type, text) => {
    expect(worded(expectedValue(type))).toBe(text);
  });
});
