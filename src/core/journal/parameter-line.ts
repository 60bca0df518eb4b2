import type { Distribution } from "../space/distribution.js";

/** A record of one parameter of one trial, as Optuna writes it. */
export interface ParameterLine {
  readonly worker: string;
  readonly trial: number;
  readonly name: string;
  readonly value: number;
  readonly distribution: Distribution;
}

const TEXT = String.raw`"([ !#-[\]-\uffff]*)"`;
const NUMBER = String.raw`(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)`;
const BEFORE = new RegExp(
  String.raw`^\{"op_code": ?5, ?"worker_id": ?${TEXT}, ?"trial_id": ?(0|[1-9]\d*), ?"param_name": ?${TEXT}, ?` +
    `"param_value_internal": ?${NUMBER}, ?"distribution": ?`,
);
const DISTRIBUTION = /^("(?:[^"\\]|\\.)*")\}\s*$/;

/** Different texts are few in a journal; where they are not, remembering them all would cost more than it saves. */
const MAX_REMEMBERED = 5_000;

/**
 * Reads the records that an Optuna journal mostly consists of, one for each parameter of each trial, several times
 * faster than a JSON parser: the distribution, which makes up most of the line, is recognised by its text.
 */
export class ParameterLineReader {
  private readonly distributions = new Map<string, Distribution>();
  private readonly texts = new Map<string, string>();

  constructor(private readonly parse: (distribution: string) => Distribution) {}

  /**
   * The record of a line that has exactly the form in which Optuna and we write it; null for any other.
   *
   * @throws {JournalFormatError} where Optuna refuses the distribution.
   */
  read(line: string): ParameterLine | null {
    const match = BEFORE.exec(line);
    if (match === null) return null;
    const [before, worker, trial, name, value] = match;
    const distribution = this.distribution(line.slice(before.length));
    if (distribution === null) return null;
    return {
      worker: this.kept(worker!),
      trial: Number(trial),
      name: this.kept(name!),
      value: Number(value),
      distribution,
    };
  }

  private distribution(rest: string): Distribution | null {
    const known = this.distributions.get(rest);
    if (known !== undefined) return known;
    const literal = DISTRIBUTION.exec(rest)?.[1];
    if (literal === undefined) return null;
    let text: string;
    try {
      text = JSON.parse(literal) as string;
    } catch {
      return null;
    }
    const parsed = this.parse(text);
    if (this.distributions.size >= MAX_REMEMBERED) this.distributions.clear();
    this.distributions.set(copyOf(rest), parsed);
    return parsed;
  }

  /** The same text without the piece of file that it was cut from, which would stay in memory with it. */
  private kept(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const copy = copyOf(text);
    if (this.texts.size >= MAX_REMEMBERED) this.texts.clear();
    this.texts.set(copy, copy);
    return copy;
  }
}

function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
