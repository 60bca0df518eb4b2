import type { Language } from "../../annotations/language.js";
import { languageById } from "../../annotations/languages.js";
import { Report } from "../../annotations/report.js";
import { TagText } from "../../annotations/tags/text.js";
import { parseTuneTags } from "../../annotations/tags/tune-tag.js";
import { type Phrase, phrase } from "../../l10n/phrase.js";
import { bool, choice, int, logint, loguniform, uniform } from "../../space/build.js";
import { choicesOf, type Distribution, isCategorical } from "../../space/distribution.js";
import type { Literal } from "../../space/literal.js";
import { fits, internalOf } from "../../space/value.js";
import { shapeOf } from "../shape.js";
import { KNOWN_CALLS, KNOWN_NAMES, type KnownValue, NOT_TUNED } from "./known.js";
import { around } from "./round.js";

/** What a value is proposed to be searched over. */
export interface Proposal {
  readonly distribution: Distribution;
  /** As an annotation writes it in the host language. */
  readonly text: string;
  /** Where the range comes from: a library that is known, by its name, a usual name, or the value alone. */
  readonly source: string | Phrase;
  /** The text that is not known and that a person must fill in; null where the proposal is whole. */
  readonly blank: string | null;
}

export interface ProposalInput {
  /** What the code calls the value. */
  readonly name: string;
  /** The value in the code; null where there is none. */
  readonly literal: Literal | null;
  /** The call whose argument it is, with its module: `nn.Dropout`; null where there is none. */
  readonly call: string | null;
  readonly language: Language;
}

/** The source of ranges that nothing but the value in the code tells. */
export const FROM_VALUE = phrase("the value in the code");

/** Placeholder of a category that only the person knows. */
const BLANK = "other";

/** A sensible distribution for a value, by its call, its name and itself; null where nothing sensible is known. */
export function propose(input: ProposalInput): Proposal | null {
  const { literal, language } = input;
  const name = snake(input.name);
  if (NOT_TUNED.test(name)) return null;
  const found = known(name, input);
  if (found !== null) return found;
  if (literal === null) return null;
  const plain = byValue(literal);
  if (plain === null) return null;
  const text = shapeOf(plain.distribution, language);
  return { distribution: plain.distribution, text, source: FROM_VALUE, blank: plain.blank };
}

function known(name: string, { literal, call, language }: ProposalInput): Proposal | null {
  const rows: { source: string | Phrase; value: KnownValue }[] = [];
  if (call !== null) {
    const last = call.slice(call.lastIndexOf(".") + 1);
    for (const { library, calls, values } of KNOWN_CALLS) {
      const whole = new RegExp(`^(?:${calls.source})$`);
      if (!whole.test(call) && !whole.test(last)) continue;
      for (const value of values) if (value.names.includes(name)) rows.push({ source: library, value });
    }
  }
  for (const value of KNOWN_NAMES) if (value.names.includes(name)) rows.push({ source: phrase("its name"), value });
  for (const { source, value } of rows) {
    for (const text of value.ranges) {
      const distribution = literal === null ? readRange(text) : holding(readRange(text), literal);
      if (distribution === null) continue;
      const spelt = spelling(distribution, language);
      if (spelt !== null) return { distribution, text: spelt, source, blank: null };
    }
  }
  return null;
}

/** The spelling in a host language; null where the language has no such values, such as tuples outside Python. */
function spelling(distribution: Distribution, language: Language): string | null {
  if (isCategorical(distribution)) {
    for (const { kind } of choicesOf(distribution)) {
      if (kind === "none" && language.words.none.length === 0) return null;
      if ((kind === "tuple" || kind === "list") && language.id !== "python") return null;
    }
  }
  return shapeOf(distribution, language);
}

/** The range widened so that it holds the value in the code; null where it is of another kind. */
function holding(distribution: Distribution, literal: Literal): Distribution | null {
  const internal = internalOf(distribution, literal);
  if (internal === null) return null;
  if (fits(distribution, internal)) return distribution;
  if (isCategorical(distribution) || !Number.isFinite(internal)) return null;
  switch (distribution.kind) {
    case "uniform": {
      const [low, high] = around(internal, 2);
      if (!Number.isFinite(high - low)) return null;
      return uniform(Math.min(distribution.low, low), Math.max(distribution.high, high));
    }
    case "loguniform": {
      const [low, high] = around(internal, 10);
      if (low === 0 || !Number.isFinite(high)) return null;
      return loguniform(Math.min(distribution.low, low), Math.max(distribution.high, high));
    }
    case "int":
      if (internal < 0) return null;
      return int(Math.min(distribution.low, internal), Math.max(distribution.high, safe(internal * 2)));
    case "logint":
      return logint(Math.min(distribution.low, internal), Math.max(distribution.high, safe(internal * 4)));
    default:
      return null;
  }
}

function byValue(literal: Literal): { distribution: Distribution; blank: string | null } | null {
  switch (literal.kind) {
    case "boolean":
      return { distribution: bool(), blank: null };
    case "int":
      return { distribution: wholeAround(literal.value), blank: null };
    case "real":
      return Number.isFinite(literal.value) ? { distribution: realAround(literal.value), blank: null } : null;
    case "string":
      return literal.value === ""
        ? null
        : { distribution: choice([literal, { kind: "string", value: BLANK }]), blank: BLANK };
    default:
      return null;
  }
}

/** Positive reals are searched over a decade to either side; 0 and negative ones in proportion. */
function realAround(value: number): Distribution {
  if (value === 0) return uniform(0, 1);
  if (value < 0) return uniform(around(value, 2)[0], 0);
  const [low, high] = around(value, 10);
  return low > 0 && Number.isFinite(high) ? loguniform(low, high) : uniform(0, value * 2);
}

/** Small counts in steps of one, large ones in the logarithm. */
function wholeAround(value: number): Distribution {
  if (value <= 0) return int(safe(value * 2), value === 0 ? 10 : 0);
  if (value >= 32) return logint(Math.round(value / 4), safe(value * 4));
  return int(value <= 3 ? 1 : Math.floor(value / 2), Math.max(4, value * 2));
}

/** Whole numbers are exact up to this size. */
function safe(value: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, value));
}

const PYTHON = languageById("python")!;
const read = new Map<string, Distribution>();

/** A range of the table of known values. */
export function readRange(text: string): Distribution {
  const before = read.get(text);
  if (before !== undefined) return before;
  const written = `@tune ${text}`;
  const report = new Report();
  const [tag] = parseTuneTags(new TagText(written, [{ start: 0, end: written.length }]), PYTHON, report);
  const distribution = tag?.distribution;
  if (distribution == null || report.hasError) throw new RangeError(`The range ${text} cannot be read.`);
  read.set(text, distribution);
  return distribution;
}

/** The last word of a name in snake case: `model.learningRate`, `--learning-rate` → `learning_rate`. */
export function snake(name: string): string {
  return name
    .replace(/^-+/, "")
    .replace(/^.*[./]/, "")
    .replace(/-/g, "_")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
