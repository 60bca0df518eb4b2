import { parseJson } from "../journal/json.js";
import type { Json } from "../study/json.js";
import { progressOn } from "./progress-line.js";

/** One line that tells metrics. */
export interface PrintedLine {
  /** The step that the line names, or the heading above it; null where nothing names one. */
  readonly step: number | null;
  /** The metrics on the line, those that are asked for only. */
  readonly values: ReadonlyMap<string, number>;
  /** Metrics that a JSON line gives as a list of fold scores; their means are in `values`. */
  readonly folds: ReadonlyMap<string, readonly number[]>;
}

/** A line longer than this tells nothing: it is data, or a progress bar without an end. */
const LONGEST = 64 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that colour a terminal begin with one.
const COLOURS = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
const NUMBER = String.raw`[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[nN][aA][nN]|[iI]nf(?:inity)?|INF(?:INITY)?)`;

/**
 * Finds metrics in what a program prints: `NAME=number`, `NAME: number` or a JSON object with that key, the name a whole
 * word. A carriage return ends a line as a newline does, and colour codes are dropped. A bar of progress within a step
 * tells nothing before it has come to its end. One reader serves one stream.
 */
export class PrintedMetrics {
  readonly #patterns: readonly Pattern[];
  /** The step whose heading stands above, and whether bars have come since. */
  #heading: { readonly step: number; readonly bars: boolean } | null = null;
  #rest = "";
  /** The beginning of a line that was read before it was ended. */
  #read: string | null = null;
  #skipping = false;

  /** `names`: the metrics that are looked for. */
  constructor(names: readonly string[]) {
    this.#patterns = [...new Set(names)].map((name) => ({
      name,
      plain: patternOf(name, ""),
      prefixed: patternOf(name, String.raw`(?:[\p{L}\p{N}_.]+-)?`),
    }));
  }

  /** Reads on; gives the lines that tell a metric. */
  push(text: string): readonly PrintedLine[] {
    const lines = (this.#rest + text).split(/[\r\n]/);
    this.#rest = lines.pop() ?? "";
    if (this.#skipping && lines.length > 0) {
      lines.shift();
      this.#skipping = false;
    }
    if (lines.length > 0) {
      if (lines[0] === this.#read) lines.shift();
      this.#read = null;
    }
    if (this.#rest.length > LONGEST) {
      this.#rest = "";
      this.#skipping = true;
    }
    return lines.flatMap((line) => this.#line(line) ?? []);
  }

  /** Takes the line that is not ended yet for whole, so far: another stream goes on, and what comes later counts. */
  soFar(): readonly PrintedLine[] {
    if (this.#rest === "" || this.#rest === this.#read) return [];
    this.#read = this.#rest;
    const heading = this.#heading;
    const line = this.#line(this.#rest);
    this.#heading = heading;
    return line === null ? [] : [line];
  }

  /** The last line, which need not be ended. */
  end(): readonly PrintedLine[] {
    return this.push("\n");
  }

  #line(raw: string): PrintedLine | null {
    if (raw.length > LONGEST) return null;
    const named = this.#patterns.some(({ name }) => raw.includes(name));
    if (!named && this.#heading === null && !MAY_HEAD.test(raw)) return null;
    const line = raw.includes("\u001b") ? raw.replace(COLOURS, "") : raw;
    const { step: own, heading, bar, prefixed } = progressOn(line);
    if (heading && own !== null) {
      this.#heading = { step: own, bars: false };
      return null;
    }
    const above = own === null ? this.#stepAbove(line, bar !== null) : null;
    const step = own ?? above;
    if (!named || (step !== null && bar === "under way")) return null;
    return this.#object(line, above) ?? this.#words(line, step, prefixed);
  }

  /** The first line below a heading belongs to its step, as do all bars there; then the heading is done with. */
  #stepAbove(line: string, isBar: boolean): number | null {
    if (this.#heading === null || line.trim() === "") return null;
    const { step, bars } = this.#heading;
    this.#heading = isBar ? { step, bars: true } : null;
    return isBar || !bars ? step : null;
  }

  #object(line: string, above: number | null): PrintedLine | null {
    const text = line.trim();
    if (!text.startsWith("{") || !text.endsWith("}")) return null;
    const json = objectIn(text);
    if (json === null) return null;
    const values = new Map<string, number>();
    const folds = new Map<string, readonly number[]>();
    for (const { name } of this.#patterns) {
      const value = Object.hasOwn(json, name) ? json[name] : undefined;
      if (typeof value === "number") values.set(name, value);
      else if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number")) {
        const scores: readonly number[] = value;
        folds.set(name, scores);
        values.set(name, scores.reduce((sum, score) => sum + score, 0) / scores.length);
      }
    }
    if (values.size === 0) return null;
    const step = [json.step, json.epoch].find((one) => typeof one === "number" && Number.isInteger(one) && one >= 0);
    return { step: typeof step === "number" ? step : above, values, folds };
  }

  #words(line: string, step: number | null, prefixed: boolean): PrintedLine | null {
    const values = new Map<string, number>();
    for (const pattern of this.#patterns) {
      // The last of several on a line is the newest, or that of the data which are looked at last.
      for (const found of line.matchAll(prefixed ? pattern.prefixed : pattern.plain)) {
        values.set(pattern.name, numberOf(found[1] ?? ""));
      }
    }
    return values.size === 0 ? null : { step, values, folds: new Map() };
  }
}

/** One metric: where it stands by itself, and where the name of its data may stand before it. */
interface Pattern {
  readonly name: string;
  readonly plain: RegExp;
  readonly prefixed: RegExp;
}

const MAY_HEAD = /step|epoch|iter/i;

function patternOf(name: string, prefix: string): RegExp {
  const literal = name.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const before = String.raw`(?<![\p{L}\p{N}_./-])${prefix}`;
  // Neither a unit nor a version, a date or a grouped number is taken for the number before it.
  const after = String.raw`(?![\p{L}\p{N}_]|\.\d|,\d{3}(?!\d))`;
  return new RegExp(`${before}${literal}["']?\\s*[=:]\\s*["']?(${NUMBER})${after}`, "gu");
}

function numberOf(text: string): number {
  const word = text.replace(/^[+-]/, "").toLowerCase();
  const sign = text.startsWith("-") ? -1 : 1;
  if (word === "nan") return Number.NaN;
  return word.startsWith("inf") ? sign * Number.POSITIVE_INFINITY : Number(text);
}

function objectIn(text: string): { readonly [name: string]: Json } | null {
  try {
    const json = parseJson(text);
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? (json as { readonly [name: string]: Json })
      : null;
  } catch {
    return null;
  }
}
