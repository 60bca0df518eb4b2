import type { Literal } from "../../core/space/literal.js";
import { readQueuedValue } from "../../core/study/queued-value.js";
import { setupOf } from "../../core/study/setup.js";
import { summarise } from "../../core/study/summary.js";
import { queueTrial, valuesAgain } from "../../driver/control/queue.js";
import type { Journal } from "../../driver/journal/journal.js";
import { liveDriver } from "../../driver/places/alive.js";
import { t } from "../l10n/translation.js";
import type { StudyRef } from "../studies/digest.js";
import type { QueueOutcome } from "./messages.js";

/** Queues values as a person has written them; what is wrong with one of them is said, and nothing is queued then. */
export async function queueByHand(
  journal: Journal,
  { study: name }: StudyRef,
  texts: Readonly<Record<string, string>>,
  isAlive: (worker: string) => boolean,
): Promise<QueueOutcome> {
  const study = journal.state.study(name);
  const setup = study === undefined ? null : setupOf(study);
  if (setup === null) return foreign(name);
  const values = new Map<string, Literal>();
  for (const [parameter, text] of Object.entries(texts)) {
    const found = setup.space.parameters.find((candidate) => candidate.name === parameter);
    if (found === undefined)
      return { kind: "refused", message: t("The study {0} has no parameter {1}.", name, parameter) };
    const read = readQueuedValue(found, text, setup.language, t);
    if (read.kind === "problem") return { kind: "refused", message: read.message };
    values.set(parameter, read.literal);
  }
  return queued(journal, name, await queueTrial(journal, name, values), isAlive);
}

/** Queues the values of a trial once more. */
export async function queueAgain(
  journal: Journal,
  { study: name }: StudyRef,
  number: number,
  isAlive: (worker: string) => boolean,
): Promise<QueueOutcome> {
  const study = journal.state.study(name);
  const trial = study?.trials[number];
  if (study === undefined || trial === undefined)
    return { kind: "refused", message: t("The study {0} has no trial {1}.", name, number) };
  if (setupOf(study) === null) return foreign(name);
  const values = valuesAgain(study, trial);
  if (values.size > 0) return queued(journal, name, await queueTrial(journal, name, values), isAlive);
  return { kind: "refused", message: t("Trial {0} has no value of a parameter that the study still has.", number) };
}

/** How the study stands with the trial in its queue: from the journal itself, which others may not have read yet. */
function queued(
  journal: Journal,
  name: string,
  trial: number | null,
  isAlive: (worker: string) => boolean,
): QueueOutcome {
  const study = journal.state.study(name);
  if (trial === null || study === undefined) {
    return { kind: "refused", message: t("The study {0} is not in its journal any more.", name) };
  }
  const { counts, finished } = summarise(study);
  return { kind: "queued", trial, alive: liveDriver(study, isAlive) !== null, waiting: counts.waiting, finished };
}

function foreign(name: string): QueueOutcome {
  return { kind: "refused", message: t("The study {0} is another program's; queue its trials there.", name) };
}
