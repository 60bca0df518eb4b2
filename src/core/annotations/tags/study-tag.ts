import { phrase, sentences } from "../../l10n/phrase.js";
import { STUDY_OPTIONS } from "../../study/option-list.js";
import { type ParsedOption, parseOption } from "../../study/option-value.js";
import { DEFAULT_OPTIONS, type StudyOptions } from "../../study/options.js";
import type { Direction } from "../../study/trial.js";
import { didYouMean, nearestName } from "../../text/nearest-name.js";
import { type Report, replacement } from "../report.js";
import type { Goal, TextRange } from "../study.js";
import type { TagText } from "./text.js";
import { afterColon, isBareName, unquoted, type Word, wordsOf } from "./words.js";

/** What a `@study` comment says. */
export interface StudyTag {
  readonly name: string | null;
  readonly nameRange: TextRange | null;
  readonly goals: readonly Goal[];
  readonly options: StudyOptions;
  readonly givenOptions: readonly string[];
  /** Where the value of each option stands. */
  readonly optionRanges: ReadonlyMap<string, TextRange>;
  readonly range: TextRange;
  readonly tagRange: TextRange;
}

const TAG_LENGTH = "@study".length;
const SHAPE = "`@study [name] minimize|maximize [metric] [option=value]…`";

export function parseStudyTag(text: TagText, report: Report): StudyTag {
  const tagRange = text.range(0, TAG_LENGTH);
  const parser = new StudyParser(text, report);
  parser.run();
  return {
    name: parser.name,
    nameRange: parser.nameRange,
    goals: parser.goals,
    options: { ...DEFAULT_OPTIONS, ...parser.options },
    givenOptions: [...parser.optionRanges.keys()],
    optionRanges: parser.optionRanges,
    range: text.range(0, text.text.trimEnd().length),
    tagRange,
  };
}

class StudyParser {
  name: string | null = null;
  nameRange: TextRange | null = null;
  readonly goals: Goal[] = [];
  readonly options: Record<string, unknown> = {};
  readonly optionRanges = new Map<string, TextRange>();
  private readonly words: readonly Word[];
  private position = 0;

  constructor(
    private readonly text: TagText,
    private readonly report: Report,
  ) {
    this.words = wordsOf(text.text, afterColon(text, TAG_LENGTH, report));
  }

  run(): void {
    const hasDirection = this.words.some(({ text }) => isDirection(text));
    for (let word = this.words[this.position]; word !== undefined; word = this.words[this.position]) {
      this.position++;
      // A misspelt direction may be the study's name, unless no direction is left without it.
      const mayBeMisspelt = this.goals.length > 0 || !hasDirection;
      if (word.open !== null) {
        const missing =
          word.open === "quote" ? phrase("A quote is not closed here.") : phrase("A parenthesis is not closed here.");
        this.report.error(this.rangeOf(word), "not-closed", missing);
      } else if (isDirection(word.text)) this.goal(word, word.text);
      else if (isOption(word.text)) this.option(word);
      else if (this.spacedOption(word)) continue;
      else if (mayBeMisspelt && directionMeant(word.text) !== null) this.misspelt(word, directionMeant(word.text)!);
      else if (this.goals.length === 0 && this.name === null) this.named(word);
      else this.unexpected(word);
    }
    if (this.goals.length === 0) this.missingDirection();
  }

  private rangeOf(word: { readonly start: number; readonly end: number }): TextRange {
    return this.text.range(word.start, word.end);
  }

  private named(word: Word): void {
    const name = unquoted(word.text);
    if (name === word.text && !isBareName(name)) {
      this.report.error(
        this.rangeOf(word),
        "bad-name",
        phrase("`{0}` is no name: letters, digits, `_ . / -`, beginning with a letter, or put it in quotes.", name),
        [replacement(phrase("Put it in quotes"), this.rangeOf(word), JSON.stringify(name))],
      );
    } else if (name.trim() === "") {
      this.report.error(this.rangeOf(word), "bad-name", phrase("A study's name must not be empty."));
    }
    this.name = name;
    this.nameRange = this.rangeOf(word);
  }

  private goal(word: Word, direction: Direction): void {
    const next = this.words[this.position];
    const isMetric =
      next !== undefined &&
      !isDirection(next.text) &&
      !isOption(next.text) &&
      next.open === null &&
      !this.isSpaced(next);
    let metric: string | null = null;
    if (isMetric) {
      this.position++;
      metric = unquoted(next.text);
      const range = this.rangeOf(next);
      if (metric === next.text && !isBareName(metric)) {
        this.report.error(range, "bad-name", phrase("`{0}` is no name of a metric; put it in quotes.", metric), [
          replacement(phrase("Put it in quotes"), range, JSON.stringify(metric)),
        ]);
      } else if (this.goals.some((goal) => goal.metric === metric)) {
        this.report.error(
          range,
          "duplicate-metric",
          phrase("The metric `{0}` is already a goal of this study.", metric),
        );
      }
    } else if (this.goals.length > 0) {
      this.report.error(
        this.rangeOf(word),
        "missing-metric",
        phrase("With several directions each needs the metric that it judges: write `{0} NAME`.", direction),
      );
    }
    this.goals.push({ direction, metric });
  }

  private option(word: Word): void {
    const equals = word.text.indexOf("=");
    const name = word.text.slice(0, equals);
    const nameRange = this.text.range(word.start, word.start + equals);
    const spec = STUDY_OPTIONS.find((candidate) => candidate.name === name);
    if (spec === undefined) {
      const near = nearestName(
        name,
        STUDY_OPTIONS.map((candidate) => candidate.name),
      );
      this.report.error(
        nameRange,
        "unknown-option",
        sentences(phrase("There is no option `{0}`.", name), didYouMean(near)),
        near === null ? [] : [replacement(phrase("Write `{0}`", near), nameRange, near)],
      );
      return;
    }
    if (this.optionRanges.has(name)) {
      this.report.error(
        this.rangeOf(word),
        "duplicate-option",
        phrase("The option `{0}` is given twice; keep one.", name),
        [
          replacement(
            phrase("Remove this one"),
            this.text.range(this.words[this.position - 2]?.end ?? TAG_LENGTH, word.end),
            "",
          ),
        ],
      );
      return;
    }
    const written = word.text.slice(equals + 1);
    const next = this.words[this.position];
    if (written === "" && next !== undefined && !isDirection(next.text) && !isOption(next.text)) {
      this.position++;
      this.noSpace(word, next, `${name}=${next.text}`);
      return;
    }
    const start = word.start + equals + 1;
    this.optionRanges.set(name, this.text.range(start, word.end));
    if (written === "") {
      this.report.error(
        this.rangeOf(word),
        "missing-value",
        phrase("The option `{0}` has no value; write `{0}=…` without a space.", name),
      );
      return;
    }
    const value = unquoted(written);
    const parsed = parseOption(spec, value);
    if (parsed.kind === "ok") this.options[name] = parsed.value;
    else this.wrongValue(parsed, start + (value === written ? 0 : 1));
  }

  private wrongValue(parsed: Extract<ParsedOption, { kind: "error" }>, start: number): void {
    const range = this.text.range(start + parsed.start, start + parsed.end);
    const { suggestion } = parsed;
    const fixes = suggestion === null ? [] : [replacement(phrase("Write `{0}`", suggestion), range, suggestion)];
    this.report.error(range, "bad-option-value", parsed.message, fixes);
  }

  /** Whether a word is the name of an option with white space before its `=`. */
  private isSpaced(word: Word): boolean {
    const next = this.words[this.words.indexOf(word) + 1];
    return next?.text.startsWith("=") === true && /^[A-Za-z_]\w*$/.test(word.text);
  }

  /** `trials = 60`: no space may stand around the sign. */
  private spacedOption(word: Word): boolean {
    if (!this.isSpaced(word)) return false;
    const sign = this.words[this.position]!;
    const value = sign.text === "=" ? this.words[this.position + 1] : sign;
    const end = value?.end ?? sign.end;
    this.position += sign.text === "=" && value !== undefined ? 2 : 1;
    const written = value === undefined ? "" : value === sign ? sign.text.slice(1) : value.text;
    this.noSpace(word, { end }, `${word.text}=${written || "…"}`);
    return true;
  }

  private noSpace(first: Word, last: { readonly end: number }, right: string): void {
    const range = this.text.range(first.start, last.end);
    const fixes = right.endsWith("…") ? [] : [replacement(phrase("Remove the space"), range, right)];
    this.report.error(
      range,
      "space-around-equals",
      phrase("No space may stand around `=`: write `{0}`.", right),
      fixes,
    );
  }

  private misspelt(word: Word, right: Direction): void {
    const range = this.rangeOf(word);
    this.report.error(range, "unknown-direction", phrase("`{0}` is no direction; write `{1}`.", word.text, right), [
      replacement(phrase("Write `{0}`", right), range, right),
    ]);
    this.goal(word, right);
  }

  /** Words that mean nothing here, up to the next one that does. */
  private unexpected(word: Word): void {
    let last = word;
    for (let next = this.words[this.position]; next !== undefined; next = this.words[this.position]) {
      if (isDirection(next.text) || isOption(next.text) || next.open !== null || this.isSpaced(next)) break;
      last = next;
      this.position++;
    }
    const range = this.text.range(word.start, last.end);
    const text = this.text.text.slice(word.start, last.end);
    this.report.error(range, "unexpected-word", phrase("`{0}` is not expected here; the form is {1}.", text, SHAPE));
  }

  private missingDirection(): void {
    const named = this.words.find((word) => this.name !== null && unquoted(word.text) === this.name);
    const end = named?.end ?? TAG_LENGTH;
    const at = this.text.range(end, end);
    this.report.error(
      this.text.range(0, TAG_LENGTH),
      "missing-direction",
      phrase("A study needs a direction, `minimize` or `maximize`; the form is {0}.", SHAPE),
      ["minimize", "maximize"].map((direction) => replacement(phrase("Insert `{0}`", direction), at, ` ${direction}`)),
    );
  }
}

function isDirection(word: string): word is Direction {
  return word === "minimize" || word === "maximize";
}

function isOption(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}

/** The direction that another spelling means. */
function directionMeant(word: string): Direction | null {
  const lower = word.toLowerCase();
  if (lower === "min" || lower === "minimise") return "minimize";
  if (lower === "max" || lower === "maximise") return "maximize";
  const near = word.length > 5 ? nearestName(lower, ["minimize", "maximize"]) : null;
  return near === "minimize" || near === "maximize" ? near : null;
}
