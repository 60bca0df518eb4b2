import { parseJson } from "../journal/json.js";
import type { Json } from "../study/json.js";

/** One line that tells metrics. */
export interface PrintedLine {
  /** The step that the line names; null where it names none. */
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
const STEP = /(?<![\p{L}\p{N}_./-])(step|epoch)["']?\s*[=:]\s*(\d+)(?![\p{L}\p{N}_]|\.\d)/giu;

/**
 * Finds metrics in what a program prints: `NAME=number`, `NAME: number` or a JSON object with that key, the name a whole
 * word. A carriage return ends a line as a newline does, and colour codes are dropped. One reader serves one stream.
 */
export class PrintedMetrics {
  readonly #patterns: readonly (readonly [name: string, pattern: RegExp])[];
  #rest = "";
  /** The beginning of a line that was read before it was ended. */
  #read: string | null = null;
  #skipping = false;

  /** `names`: the metrics that are looked for. */
  constructor(names: readonly string[]) {
    this.#patterns = [...new Set(names)].map((name) => [name, patternOf(name)]);
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
    const line = this.#line(this.#rest);
    return line === null ? [] : [line];
  }

  /** The last line, which need not be ended. */
  end(): readonly PrintedLine[] {
    return this.push("\n");
  }

  #line(raw: string): PrintedLine | null {
    if (raw.length > LONGEST || !this.#patterns.some(([name]) => raw.includes(name))) return null;
    const line = raw.includes("\u001b") ? raw.replace(COLOURS, "") : raw;
    return this.#object(line) ?? this.#words(line);
  }

  #object(line: string): PrintedLine | null {
    const text = line.trim();
    if (!text.startsWith("{") || !text.endsWith("}")) return null;
    const json = objectIn(text);
    if (json === null) return null;
    const values = new Map<string, number>();
    const folds = new Map<string, readonly number[]>();
    for (const [name] of this.#patterns) {
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
    return { step: typeof step === "number" ? step : null, values, folds };
  }

  #words(line: string): PrintedLine | null {
    const values = new Map<string, number>();
    for (const [name, pattern] of this.#patterns) {
      // The last of several on a line is the newest.
      for (const found of line.matchAll(pattern)) values.set(name, numberOf(found[1] ?? ""));
    }
    return values.size === 0 ? null : { step: stepOn(line), values, folds: new Map() };
  }
}

function patternOf(name: string): RegExp {
  const literal = name.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const before = String.raw`(?<![\p{L}\p{N}_./-])`;
  // Neither a unit nor a version, a date or a grouped number is taken for the number before it.
  const after = String.raw`(?![\p{L}\p{N}_]|\.\d|,\d{3}(?!\d))`;
  return new RegExp(`${before}${literal}["']?\\s*[=:]\\s*(${NUMBER})${after}`, "gu");
}

/** `step` before `epoch` where a line names both. */
function stepOn(line: string): number | null {
  const steps = [...line.matchAll(STEP)].map(([, word = "", digits]) => [word.toLowerCase(), Number(digits)] as const);
  const found = steps.find(([word]) => word === "step") ?? steps[0];
  return found === undefined || !Number.isSafeInteger(found[1]) ? null : found[1];
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
