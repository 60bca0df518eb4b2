import { phrase, sentences } from "../../l10n/phrase.js";
import * as build from "../../space/build.js";
import { choicesOf, type Distribution, isCategorical } from "../../space/distribution.js";
import type { Literal } from "../../space/literal.js";
import { didYouMean, nearestName } from "../../text/nearest-name.js";
import type { Language } from "../language.js";
import { readNumber } from "../literal/number.js";
import { type Report, replacement } from "../report.js";
import { spell } from "../spelling.js";
import type { Fix, TextRange } from "../study.js";
import { type Argument, readArguments } from "./arguments.js";
import { adviceOnChoices, checkEqualChoices } from "./choices.js";
import { DISTRIBUTIONS, type DistributionForm, FOREIGN_DISTRIBUTIONS } from "./forms.js";
import type { TagText } from "./text.js";

/** A distribution as an annotation writes it. */
export interface WrittenDistribution {
  /** null where it has a mistake, which has been reported. */
  readonly distribution: Distribution | null;
  /** The spelling of each category, in order; null for numbers. */
  readonly choices: readonly string[] | null;
  /** Where its text ends. */
  readonly end: number;
}

const NAME = /[A-Za-z_]\w*/y;

/** Reads the distribution that begins at `at` in an annotation's text; `tag` is where to say that there is none. */
export function parseDistribution(
  text: TagText,
  at: number,
  tag: TextRange,
  language: Language,
  report: Report,
): WrittenDistribution {
  NAME.lastIndex = at;
  const name = NAME.exec(text.text)?.[0];
  if (name === undefined) {
    const word = /^\S*/.exec(text.text.slice(at))![0];
    report.error(
      word === "" ? tag : text.range(at, at + word.length),
      "missing-distribution",
      phrase('A distribution is missing here, like `uniform(0, 1)`, `int(1, 10)` or `choice("a", "b")`.'),
    );
    return { distribution: null, choices: null, end: text.text.length };
  }
  const nameRange = text.range(at, at + name.length);
  const afterName = at + name.length;
  const open = /^\s*\(/.exec(text.text.slice(afterName))?.[0].length;
  const form = DISTRIBUTIONS.find((candidate) => candidate.name === name);
  if (form === undefined) unknown(name, nameRange, report);
  if (open === undefined) {
    if (form !== undefined && form.name !== "bool") {
      report.error(
        nameRange,
        "missing-arguments",
        phrase("`{0}` needs its values in parentheses: `{1}`.", name, form.shape),
      );
    }
    return { distribution: form?.name === "bool" ? build.bool() : null, choices: null, end: afterName };
  }
  // The arguments of an unknown distribution are read for where they end alone.
  const before = report.diagnostics.length;
  const args = readArguments(text, afterName + open - 1, language, report);
  const failed = !args.closed || report.diagnostics.slice(before).some(({ severity }) => severity === "error");
  if (form === undefined) return { distribution: null, choices: null, end: args.end };
  const reader = new DistributionReader(text, form, nameRange, args.list, language, report);
  const distribution = reader.read(failed, text.range(args.end - 1, args.end));
  const choices = form.categories
    ? args.list.filter(({ keyword }) => keyword === null).map(({ text: spelling }) => spelling)
    : null;
  return { distribution, choices, end: args.end };
}

function unknown(name: string, range: TextRange, report: Report): void {
  const near =
    FOREIGN_DISTRIBUTIONS.get(name.toLowerCase()) ??
    nearestName(
      name,
      DISTRIBUTIONS.map((form) => form.name),
    );
  const all = phrase("There are {0}.", DISTRIBUTIONS.map((form) => form.name).join(", "));
  report.error(
    range,
    "unknown-distribution",
    sentences(phrase("There is no distribution `{0}`.", name), didYouMean(near) ?? all),
    near === null ? [] : [replacement(phrase("Write `{0}`", near), range, near)],
  );
}

class DistributionReader {
  private readonly given = new Map<string, Argument>();

  constructor(
    private readonly text: TagText,
    private readonly form: DistributionForm,
    private readonly nameRange: TextRange,
    private readonly list: readonly Argument[],
    private readonly language: Language,
    private readonly report: Report,
  ) {}

  read(failed: boolean, close: TextRange): Distribution | null {
    const before = this.report.diagnostics.length;
    this.assign();
    if (!this.form.categories) this.checkRequired(close);
    const weights = this.weights();
    const mistaken = this.report.diagnostics.slice(before).some(({ severity }) => severity === "error");
    if (failed || mistaken) return null;
    if (this.form.categories && !checkEqualChoices(this.text, this.categories, this.language, this.report)) return null;
    try {
      const built = this.build(weights);
      this.advise(built);
      return built;
    } catch (error) {
      if (!(error instanceof build.DistributionError)) throw error;
      this.report.error(this.place(error), error.code, error.phrase, this.fixes(error));
      return null;
    }
  }

  private get categories(): readonly Argument[] {
    return this.list.filter(({ keyword }) => keyword === null);
  }

  /** Gives each argument its name. */
  private assign(): void {
    const { positional, optional, categories, name, shape } = this.form;
    let position = 0;
    for (const argument of this.list) {
      const { keyword } = argument;
      if (keyword === null) {
        if (categories) continue;
        const parameter = positional[position++];
        if (parameter !== undefined) this.give(parameter, argument);
        else this.tooMany(argument);
        continue;
      }
      if (positional.includes(keyword) || optional.includes(keyword)) {
        this.give(keyword, argument);
        continue;
      }
      const near = nearestName(keyword, [...positional, ...optional]);
      this.report.error(
        argument.keywordRange!,
        "unknown-argument",
        sentences(phrase("`{0}` has no `{1}`: it is `{2}`.", name, keyword, shape), didYouMean(near)),
        near === null ? [] : [replacement(phrase("Write `{0}`", near), argument.keywordRange!, near)],
      );
    }
  }

  private give(parameter: string, argument: Argument): void {
    if (this.given.has(parameter)) {
      this.report.error(argument.range, "duplicate-argument", phrase("`{0}` is given twice.", parameter));
      return;
    }
    this.given.set(parameter, argument);
    const { literal } = argument;
    if (parameter === "weights" || literal === null || literal.kind === "int" || literal.kind === "real") return;
    this.report.error(
      argument.range,
      "not-a-number",
      phrase("{0} of `{1}` must be a number, but is `{2}`.", parameter, this.form.name, argument.text),
    );
  }

  private tooMany(argument: Argument): void {
    const { name, shape, optional } = this.form;
    const isStep = optional[0] === "step" && !this.given.has("step");
    this.report.error(
      argument.range,
      "too-many-arguments",
      phrase("`{0}` takes no further value here: it is `{1}`.", name, shape),
      isStep ? [replacement(phrase("Write `step=`"), argument.range, `step=${argument.text}`)] : [],
    );
  }

  private checkRequired(close: TextRange): void {
    const missing = this.form.positional.filter((parameter) => !this.given.has(parameter));
    const [first, second] = missing;
    if (first === undefined) return;
    const { shape } = this.form;
    this.report.error(
      close,
      "missing-argument",
      second === undefined
        ? phrase("`{0}` is missing: write `{1}`.", first, shape)
        : phrase("`{0}` and `{1}` are missing: write `{2}`.", first, second, shape),
    );
  }

  private number(parameter: string): number | undefined {
    const literal = this.given.get(parameter)?.literal;
    return literal?.kind === "int" || literal?.kind === "real" ? literal.value : undefined;
  }

  private weights(): number[] | undefined {
    const argument = this.given.get("weights");
    if (argument === undefined) return undefined;
    const numbers = this.weightTexts(argument).map(({ text }) => readNumber(text, this.language)?.value);
    if (!/^[([]/.test(argument.text) || numbers.some((value) => value === undefined)) {
      this.report.error(
        argument.range,
        "weights-no-numbers",
        phrase("weights are numbers in parentheses, one for each category, like `weights=(1, 2)`."),
      );
      return undefined;
    }
    return numbers as number[];
  }

  private weightTexts(argument: Argument): { text: string; start: number }[] {
    const found: { text: string; start: number }[] = [];
    for (const match of argument.text.slice(1, -1).matchAll(/[^,]+/g)) {
      const text = match[0].trim();
      if (text !== "") found.push({ text, start: argument.range.start + 1 + match.index + match[0].indexOf(text) });
    }
    return found;
  }

  private build(weights: readonly number[] | undefined): Distribution {
    const low = this.number("low");
    const high = this.number("high");
    const step = this.number("step");
    const literals = (): readonly Literal[] => this.categories.map(({ literal }) => literal!);
    switch (this.form.name) {
      case "uniform":
        return build.uniform(low!, high!, { step });
      case "loguniform":
        return build.loguniform(low!, high!);
      case "int":
        return build.int(low!, high!, { step });
      case "logint":
        return build.logint(low!, high!);
      case "normal":
        return build.normal(this.number("mu")!, this.number("sigma")!, { low, high });
      case "lognormal":
        return build.lognormal(this.number("mu")!, this.number("sigma")!, { low, high });
      case "choice":
        return build.choice(literals(), { weights });
      case "ordinal":
        return build.ordinal(literals());
      default:
        return build.bool();
    }
  }

  /** The characters that an error of the space blames. */
  private place({ code, argument, index }: build.DistributionError): TextRange {
    const low = this.given.get("low");
    const high = this.given.get("high");
    if (code === "low-above-high" && low !== undefined && high !== undefined) {
      return { start: Math.min(low.range.start, high.range.start), end: Math.max(low.range.end, high.range.end) };
    }
    if (argument === "choices")
      return index === null ? this.nameRange : (this.categories[index]?.range ?? this.nameRange);
    const given = this.given.get(argument);
    if (given === undefined) return this.nameRange;
    if (argument !== "weights" || index === null) return given.range;
    const weight = this.weightTexts(given)[index];
    return weight === undefined ? given.range : { start: weight.start, end: weight.start + weight.text.length };
  }

  private fixes(error: build.DistributionError): Fix[] {
    const low = this.given.get("low");
    const high = this.given.get("high");
    const blamed = this.given.get(error.argument);
    switch (error.code) {
      case "low-above-high":
        if (low === undefined || high === undefined) return [];
        return [
          {
            title: phrase("Swap the ends"),
            edits: [
              { range: low.range, text: high.text },
              { range: high.range, text: low.text },
            ],
          },
        ];
      case "log-of-zero": {
        const linear = this.form.name === "logint" ? "int" : "uniform";
        const fixes =
          this.form.name === "lognormal" ? [] : [replacement(phrase("Write `{0}`", linear), this.nameRange, linear)];
        const least = this.form.name === "logint" ? 1 : 1e-6;
        const fits =
          blamed !== undefined &&
          (high?.literal?.kind === "int" || high?.literal?.kind === "real") &&
          high.literal.value > least;
        if (fits && error.argument === "low") {
          const text = spell({ kind: least === 1 ? "int" : "real", value: least }, this.language);
          fixes.unshift(replacement(phrase("Begin at {0}", text), blamed.range, text));
        }
        return fixes;
      }
      case "not-whole":
        return error.argument === "step" || this.form.name !== "int"
          ? []
          : [replacement(phrase("Write `uniform`"), this.nameRange, "uniform")];
      default:
        return [];
    }
  }

  private advise(built: Distribution): void {
    if (isCategorical(built)) {
      if (choicesOf(built).length > 0)
        adviceOnChoices(
          this.text,
          this.form.name,
          this.nameRange,
          this.categories,
          this.given.has("weights"),
          this.report,
        );
      return;
    }
    const high = this.given.get("high");
    if (high === undefined || built.high === null || (built.kind !== "int" && built.kind !== "uniform")) return;
    if (this.number("high") === built.high) return;
    const text = spell({ kind: built.kind === "int" ? "int" : "real", value: built.high }, this.language, high.text);
    this.report.hint(
      high.range,
      "high-off-lattice",
      phrase(
        "The steps from {0} by {1} end at {2}, which becomes the upper end.",
        this.number("low")!,
        this.number("step")!,
        text,
      ),
      [replacement(phrase("Write {0}", text), high.range, text)],
    );
  }
}
