import type { Instant } from "../study/trial.js";
import { JournalFormatError } from "./json.js";

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?$/;

/**
 * The instant of an ISO 8601 time as Optuna writes it. One without an offset (Optuna before 5) is local time of the
 * reader: `localOffset` gives the reader's minutes west of UTC at a local time, as `Date.getTimezoneOffset` does.
 *
 * @throws {JournalFormatError}
 */
export function parseInstant(text: string, localOffset: LocalOffset): Instant {
  const match = FORM.exec(text);
  if (match === null)
    throw new JournalFormatError(`A time like 2026-11-23T22:33:19.843323+00:00 was expected, not ${text}.`);
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone] = match;
  const milliseconds = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  const west = zone === undefined ? localOffset(milliseconds) : -minutesOf(zone);
  return (milliseconds + west * 60_000) * 1000 + micros;
}

/** Minutes west of UTC that a clock on the wall, read as if it were UTC in milliseconds, was at. */
export type LocalOffset = (wallMilliseconds: number) => number;

/** Readers whose zone does not matter: a time without offset is UTC. */
export const UTC: LocalOffset = () => 0;

function minutesOf(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.slice(1).replaceAll(":", "");
  const minutes =
    Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || "0") + Number(digits.slice(4, 6) || "0") / 60;
  return zone.startsWith("-") ? -minutes : minutes;
}

/** `2026-11-23T22:33:19.843323+00:00`: the form that every version of Optuna since 3.1 reads. */
export function writeInstant(instant: Instant): string {
  const milliseconds = Math.floor(instant / 1000);
  const micros = String(instant - milliseconds * 1000).padStart(3, "0");
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${micros}+00:00`;
}
