import type { Literal } from "../../core/space/literal.js";
import { readQueuedValue } from "../../core/study/queued-value.js";
import { type StudySetup, setupOf } from "../../core/study/setup.js";
import { nearestName } from "../../core/text/nearest-name.js";
import { queueTrial, valuesAgain } from "../control/queue.js";
import { readVerbArguments } from "./options.js";
import { inStudy } from "./stored-study.js";
import { helpText, UsageError } from "./usage.js";

/** `hyperlens queue`; gives the exit status. @throws {UsageError} */
export async function queueCommand(words: readonly string[]): Promise<number> {
  const { target, studies, rest, help, options } = readVerbArguments(words, [], ["from"]);
  if (help) {
    process.stdout.write(helpText("queue"));
    return 0;
  }
  return inStudy(target, studies, async ({ journal, name, study }) => {
    const setup = setupOf(study);
    if (setup === null) throw new UsageError(`The study ${name} is another program's; queue its trials there.`);
    const values = new Map<string, Literal>();
    const from = options.get("from");
    if (from !== undefined) {
      const trial = /^\d+$/.test(from) ? study.trials[Number(from)] : undefined;
      if (trial === undefined) throw new UsageError(`The study ${name} has no trial ${from}.`);
      for (const [parameter, literal] of valuesAgain(study, trial)) values.set(parameter, literal);
    }
    for (const text of rest) {
      const [parameter, literal] = valueIn(text, setup);
      values.set(parameter, literal);
    }
    if (values.size === 0) throw new UsageError("Give values: hyperlens queue FILE[:NAME] NAME=VALUE …");
    const number = await queueTrial(journal, name, values);
    process.stdout.write(`Trial ${number} waits; the run takes it next, or hyperlens run does.\n`);
    return 0;
  });
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
  const read = readQueuedValue(found, text.slice(equals + 1), language);
  if (read.kind === "problem") throw new UsageError(read.message);
  return [name, read.literal];
}
