import type { Instant } from "../study/trial.js";
import { JournalFormatError } from "./json.js";

const DATE = String.raw`(\d{4})-(\d\d)-(\d\d)`;
const CLOCK = String.raw`(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?`;
const ZONE = String.raw`(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?`;
const FORM = new RegExp(`^${DATE}(?:.${CLOCK}${ZONE})?$`);

/**
 * The instant of an ISO 8601 time as Optuna writes it. One without an offset (Optuna before 5) is local time of the
 * reader: `localOffset` gives the reader's minutes west of UTC at a local time, as `Date.getTimezoneOffset` does.
 *
 * @throws {JournalFormatError}
 */
export function parseInstant(text: string, localOffset: LocalOffset): Instant {
  const match = FORM.exec(text);
  const wall = match === null ? null : wallOf(match);
  if (match === null || wall === null) {
    throw new JournalFormatError(`A time like 2026-11-23T22:33:19.843323+00:00 was expected, not ${text}.`);
  }
  const [fraction = "", zone] = match.slice(7);
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  const west = zone === undefined ? localOffset(wall) : -minutesOf(zone);
  if (zone !== undefined && Math.abs(west) >= 24 * 60)
    throw new JournalFormatError(`${text} has no possible time zone.`);
  return (wall + west * 60_000) * 1000 + micros;
}

/** Date and clock, without fraction and zone, in milliseconds as if they were UTC; null where there is no such time. */
function wallOf(match: RegExpExecArray): number | null {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as Parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

type Parts = [year: number, month: number, day: number, hour: number, minute: number, second: number];

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
