import type { Literal } from "../../core/space/literal.js";
import { readQueuedValue } from "../../core/study/queued-value.js";
import { setupOf } from "../../core/study/setup.js";
import { queueTrial, valuesAgain } from "../../driver/control/queue.js";
import type { Journal } from "../../driver/journal/journal.js";
import type { StudyRef } from "../studies/digest.js";
import type { QueueOutcome } from "./messages.js";

/** Queues values as a person has written them; what is wrong with one of them is said, and nothing is queued then. */
export async function queueByHand(
  journal: Journal,
  { study: name }: StudyRef,
  texts: Readonly<Record<string, string>>,
): Promise<QueueOutcome> {
  const study = journal.state.study(name);
  const setup = study === undefined ? null : setupOf(study);
  if (setup === null) return foreign(name);
  const values = new Map<string, Literal>();
  for (const [parameter, text] of Object.entries(texts)) {
    const found = setup.space.parameters.find((candidate) => candidate.name === parameter);
    if (found === undefined) return { kind: "refused", message: `The study ${name} has no parameter ${parameter}.` };
    const read = readQueuedValue(found, text, setup.language);
    if (read.kind === "problem") return { kind: "refused", message: read.message };
    values.set(parameter, read.literal);
  }
  return queued(name, await queueTrial(journal, name, values));
}

/** Queues the values of a trial once more. */
export async function queueAgain(journal: Journal, { study: name }: StudyRef, number: number): Promise<QueueOutcome> {
  const study = journal.state.study(name);
  const trial = study?.trials[number];
  if (study === undefined || trial === undefined)
    return { kind: "refused", message: `The study ${name} has no trial ${number}.` };
  if (setupOf(study) === null) return foreign(name);
  const values = valuesAgain(study, trial);
  if (values.size > 0) return queued(name, await queueTrial(journal, name, values));
  return { kind: "refused", message: `Trial ${number} has no value of a parameter that the study still has.` };
}

function queued(name: string, trial: number | null): QueueOutcome {
  return trial === null
    ? { kind: "refused", message: `The study ${name} is not in its journal any more.` }
    : { kind: "queued", trial };
}

function foreign(name: string): QueueOutcome {
  return { kind: "refused", message: `The study ${name} is another program's; queue its trials there.` };
}
