import { type Phrase, phrase, sentences } from "../../l10n/phrase.js";
import type { Literal } from "../../space/literal.js";
import { didYouMean, nearestName } from "../../text/nearest-name.js";
import { lineCandidates } from "../code/lines.js";
import { codeCandidates, renamedByCall } from "../code/slots.js";
import type { FunctionCode, Parameter } from "../functions/signature.js";
import { type Report, replacement } from "../report.js";
import type { Source } from "../source/source.js";
import type { TextRange } from "../study.js";
import type { TuneTag } from "../tags/tune-tag.js";
import { spellName } from "../tags/words.js";
import type { BoundTune } from "./draft.js";

/** A value on a line that a `@tune` may stand for. */
export interface Choice {
  readonly name: string;
  /** What the code calls it; for the field of a call, the keyword that holds its value. */
  readonly nameRange: TextRange;
  readonly value: TextRange | null;
  readonly literal: Literal | null;
  readonly parameter: Parameter | null;
}

/** Binds the `@tune`s of one comment to the values on the line that they stand for, and reports what cannot be bound. */
export function bindTunes(
  source: Source,
  tunes: readonly TuneTag[],
  line: number,
  owner: FunctionCode | null,
  report: Report,
): BoundTune[] {
  const choices = choicesOn(source, line, owner);
  const taken = new Set<Choice>();
  return tunes.flatMap((tune): BoundTune[] => {
    const free = choices.filter((choice) => !taken.has(choice));
    const choice = tune.name === null ? only(source, tune, free, line, report) : named(tune, tune.name, free, report);
    if (choice === null) return [];
    taken.add(choice);
    const { value, literal, parameter } = choice;
    if (parameter === null && literal === null) {
      report.error(value ?? tune.tagRange, "expression", notALiteral(source, choice));
      return [];
    }
    return [{ tune, name: tune.name ?? choice.name, value, literal, parameter }];
  });
}

/** Everything on a line that can be tuned: parameters of the study's function, and values of the code. */
export function choicesOn(source: Source, line: number, owner: FunctionCode | null): Choice[] {
  const { start, end } = source.line(line);
  const { family } = source.language;
  if (family === "yaml" || family === "lines") {
    return lineCandidates(source, line).map((found) => ({ ...found, parameter: null }));
  }
  const inSignature = owner !== null && owner.signature.start <= end && owner.signature.end >= start;
  const parameters = inSignature
    ? owner.parameters
        .filter(({ range }) => range.start <= end && range.end >= start)
        .map((parameter) => ({
          name: parameter.name,
          nameRange: parameter.nameRange,
          value: parameter.default?.literal == null ? null : parameter.default.range,
          literal: parameter.default?.literal ?? null,
          parameter,
        }))
    : [];
  const from = inSignature ? owner.signature.end : start;
  const code = from < end ? codeCandidates(source, line, from) : [];
  return [...parameters, ...code.map((found) => ({ ...renamedByCall(source, found), parameter: null }))];
}

function only(source: Source, tune: TuneTag, choices: readonly Choice[], line: number, report: Report): Choice | null {
  const tunable = choices.filter(({ parameter, literal }) => parameter !== null || literal !== null);
  if (tunable.length === 1) return tunable[0]!;
  if (tunable.length > 1) {
    const names = tunable.map(({ name }) => `\`${name}\``).join(", ");
    const at = { start: tune.tagRange.end, end: tune.tagRange.end };
    report.error(
      tune.tagRange,
      "several-values",
      phrase(
        "This line holds several values ({0}); say which one: `@tune {1} = …`.",
        names,
        spellName(tunable[0]!.name),
      ),
      tunable.map(({ name }) => replacement(phrase("Tune `{0}`", name), at, ` ${spellName(name)} =`)),
    );
    return null;
  }
  const expression = choices[0];
  if (expression !== undefined) return expression;
  const code = source.slice(source.line(line)).trim();
  report.error(
    tune.tagRange,
    "no-value",
    code === ""
      ? phrase("There is no code that this `@tune` could stand for.")
      : phrase(
          'No named value stands on this line: a `@tune` stands for a literal such as `name = 0.1`, `name=0.1` or `"name": 0.1`.',
        ),
  );
  return null;
}

function named(tune: TuneTag, name: string, choices: readonly Choice[], report: Report): Choice | null {
  const same = choices.filter((choice) => choice.name === name);
  if (same.length === 1) return same[0]!;
  const range = tune.nameRange ?? tune.tagRange;
  if (same.length > 1) {
    report.error(
      range,
      "several-values",
      phrase("Several values on this line are called `{0}`; put them on lines of their own.", name),
    );
    return null;
  }
  const parameters = choices.filter(({ parameter }) => parameter !== null);
  const code = choices.filter(({ parameter, literal }) => parameter === null && literal !== null);
  if (parameters.length > 0) {
    const names = parameters.map((choice) => choice.name);
    const near = nearestName(name, names) ?? (names.length === 1 ? names[0]! : null);
    report.error(
      range,
      "unknown-parameter",
      sentences(
        phrase(
          "No parameter `{0}` stands on this line, and parameters cannot be renamed, since they are passed by their names.",
          name,
        ),
        didYouMean(near),
      ),
      near === null ? [] : [replacement(phrase("Write `{0}`", near), range, spellName(near))],
    );
    return null;
  }
  if (code.length === 1) return code[0]!;
  if (code.length > 1) {
    const names = code.map((choice) => choice.name);
    const near = nearestName(name, names);
    report.error(
      range,
      "several-values",
      sentences(
        phrase(
          "None of the values on this line is called `{0}`: there are {1}.",
          name,
          names.map((other) => `\`${other}\``).join(", "),
        ),
        didYouMean(near),
      ),
      near === null ? [] : [replacement(phrase("Write `{0}`", near), range, spellName(near))],
    );
    return null;
  }
  const expression = choices[0];
  if (expression !== undefined) return expression;
  report.error(range, "no-value", phrase("No value that `{0}` could stand for is on this line.", name));
  return null;
}

function notALiteral(source: Source, { name, value }: Choice): Phrase {
  const text = value === null ? "" : source.slice(value).split(/\r?\n/)[0]!;
  return phrase(
    "The value of `{0}`, `{1}`, is an expression and no literal; write the number, text or list itself, so that it can be replaced.",
    name,
    text,
  );
}
