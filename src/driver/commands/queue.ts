import { hostname } from "node:os";
import { languageById } from "../../core/annotations/languages.js";
import { readLiteral } from "../../core/annotations/spelling.js";
import { choicesOf, type Distribution, isCategorical } from "../../core/space/distribution.js";
import { type Literal, plainValue } from "../../core/space/literal.js";
import { fits, internalOf } from "../../core/space/value.js";
import { waitingTrial } from "../../core/study/records.js";
import { type StudySetup, setupOf } from "../../core/study/setup.js";
import { nearestName } from "../../core/text/nearest-name.js";
import { JournalWriteError } from "../journal/errors.js";
import { valuesOf } from "../run/start.js";
import { readVerbArguments } from "./options.js";
import { openStudy } from "./stored-study.js";
import { helpText, UsageError } from "./usage.js";

/** `hyperlens queue`; gives the exit status. @throws {UsageError} */
export async function queueCommand(words: readonly string[]): Promise<number> {
  const { target, studies, rest, help, options } = readVerbArguments(words, [], ["from"]);
  if (help) {
    process.stdout.write(helpText("queue"));
    return 0;
  }
  const { journal, name, study } = openStudy(target, studies, "existing");
  try {
    const setup = setupOf(study);
    if (setup === null) throw new UsageError(`The study ${name} is another program's; queue its trials there.`);
    const values = new Map<string, Literal>();
    const from = options.get("from");
    if (from !== undefined) {
      const trial = /^\d+$/.test(from) ? study.trials[Number(from)] : undefined;
      if (trial === undefined) throw new UsageError(`The study ${name} has no trial ${from}.`);
      for (const [parameter, literal] of valuesOf(study, trial)) {
        if (setup.space.parameters.some((known) => known.name === parameter)) values.set(parameter, literal);
      }
    }
    for (const text of rest) {
      const [parameter, literal] = valueIn(text, setup);
      values.set(parameter, literal);
    }
    if (values.size === 0) throw new UsageError("Give values: hyperlens queue FILE[:NAME] NAME=VALUE …");
    const worker = `hyperlens/${hostname()}/${process.pid}/queue`;
    let number = -1;
    await journal.append((state) => {
      const present = state.study(name);
      if (present === undefined) return [];
      number = present.trials.length;
      const { space, version: spaceVersion } = setup;
      return waitingTrial({ worker, study: present.id, space, values, baseline: false, spaceVersion, attributes: [] });
    });
    process.stdout.write(`Trial ${number} waits; the run takes it next, or hyperlens run does.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof JournalWriteError)) throw error;
    process.stderr.write(`hyperlens: ${error.message}\n`);
    return 1;
  } finally {
    journal.close();
  }
}

/** `NAME=VALUE`, the value as the study's language spells it; a text needs no quotes. */
function valueIn(text: string, { space, language }: StudySetup): readonly [name: string, literal: Literal] {
  const equals = text.indexOf("=");
  const name = text.slice(0, Math.max(0, equals));
  const names = space.parameters.map((parameter) => parameter.name);
  const found = space.parameters.find((parameter) => parameter.name === name);
  if (equals < 1) throw new UsageError(`Give values as NAME=VALUE, not ${text}.`);
  if (found === undefined) {
    const near = nearestName(name, names);
    throw new UsageError(
      `The study has no ${name}; ${near === null ? `it has ${names.join(", ")}` : `did you mean ${near}?`}`,
    );
  }
  const { distribution } = found;
  const literal = literalOf(text.slice(equals + 1), distribution, language);
  const value = internalOf(distribution, literal);
  if (value === null)
    throw new UsageError(`${name} cannot be ${text.slice(equals + 1)}; it is ${described(distribution)}.`);
  if (!fits(distribution, value)) {
    throw new UsageError(`${name}=${text.slice(equals + 1)} is outside its range; it is ${described(distribution)}.`);
  }
  return [name, literal];
}

function literalOf(text: string, distribution: Distribution, language: string): Literal {
  const spoken = languageById(language);
  const read = spoken === null ? null : readLiteral(text, spoken);
  const literal: Literal = read ?? { kind: "string", value: text };
  if (!isCategorical(distribution) || internalOf(distribution, literal) !== null) return literal;
  // A shell takes the quotes away, so a category may be meant by its bare text.
  const bare: Literal = { kind: "string", value: text };
  if (internalOf(distribution, bare) !== null) return bare;
  return choicesOf(distribution).find((choice) => String(plainValue(choice)) === text) ?? literal;
}

function described(distribution: Distribution): string {
  if (isCategorical(distribution))
    return `one of ${choicesOf(distribution)
      .map((one) => JSON.stringify(plainValue(one)))
      .join(", ")}`;
  const { low, high } = distribution;
  return `a number${low === null ? "" : ` from ${low}`}${high === null ? "" : ` to ${high}`}`;
}
