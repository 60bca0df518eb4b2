import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant, UTC, writeInstant } from "../../../src/core/journal/instant.js";
import { JournalFormatError } from "../../../src/core/journal/json.js";
import { anyInstant } from "./events.js";

/** 2026-11-23T22:33:19 UTC. */
const AT = Date.UTC(2026, 10, 23, 22, 33, 19) * 1000;

describe("an instant", () => {
  it("comes back to the microsecond", () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        expect(parseInstant(writeInstant(instant), UTC)).toBe(instant);
      }),
    );
  });

  it("is written with six digits and an offset, as Optuna writes it", () => {
    expect(writeInstant(AT + 5)).toBe("2026-11-23T22:33:19.000005+00:00");
    expect(writeInstant(-1)).toBe("1969-12-31T23:59:59.999999+00:00");
  });

  it.each([
    ["2026-11-23T22:33:19.843323+00:00", AT + 843_323],
    ["2026-11-23T22:33:19.843+00:00", AT + 843_000],
    ["2026-11-23T22:33:19Z", AT],
    ["2026-11-23 22:33:19", AT],
    ["2026-11-23T22:33:19.1234567", AT + 123_456],
    ["2026-11-24T08:03:19+09:30", AT],
    ["2026-11-23T21:03:19-0130", AT],
    ["2026-11-23T22:33", AT - 19_000_000],
  ])("is read in every spelling of Python: %s", (text, instant) => {
    expect(parseInstant(text, UTC)).toBe(instant);
  });

  it("without an offset is local time of the reader, as it was at that time", () => {
    // A zone that was two hours east of UTC in summer and one in winter.
    const zone = (wall: number) => (new Date(wall).getUTCMonth() === 6 ? -120 : -60);
    expect(parseInstant("2026-07-01T12:00:00", zone)).toBe(Date.UTC(2026, 6, 1, 10) * 1000);
    expect(parseInstant("2026-12-01T12:00:00", zone)).toBe(Date.UTC(2026, 11, 1, 11) * 1000);
    expect(parseInstant("2026-07-01T12:00:00+00:00", zone)).toBe(Date.UTC(2026, 6, 1, 12) * 1000);
  });

  it.each([
    "",
    "x",
    "2026-13-01T00:00:00",
    "2026-02-30T00:00:00",
    "2026-11-23T24:00:00",
    "2026-11-23T22:60:00",
    "2026-11-23T22:33:60",
    "2026-11-23T22:33:19+25:00",
    " 2026-11-23T22:33:19",
  ])("that cannot be is refused: %s", (text) => {
    expect(() => parseInstant(text, UTC)).toThrow(JournalFormatError);
  });
});
