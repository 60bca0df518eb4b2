import type { Translate } from "../l10n/translation.js";

/**
 * The sentences with which runs end. Journals keep them in English, so that all who share a study read the same; a window
 * tells them in its own language.
 */
export const RUN_ENDS = {
  done: (t: Translate) => t("All its trials are done."),
  trials: (t: Translate, total: Value) => t("All {0} trials are done.", total),
  target: (t: Translate, trial: Value, value: Value, target: Value) =>
    t("Trial {0} reached {1}; the target was {2}.", trial, value, target),
  timeout: (t: Translate, time: Value) => t("The time of {0} is up.", time),
  patience: (t: Translate, count: Value) => t("The last {0} trials brought no gain (patience).", count),
  plateau: (t: Translate, spread: Value) =>
    t("The ten best values have levelled: they differ by {0} (plateau).", spread),
  regret: (t: Translate, bound: Value) =>
    t("No more than {0} is still to be gained, as far as the trials tell (regret).", bound),
  exhausted: (t: Translate) => t("Every configuration has been tried."),
  population: (t: Translate) => t("The population has come to the end of its training."),
  generation: (t: Translate, generation: Value) =>
    t("No member of the population came through generation {0}.", generation),
  halving: (t: Translate) => t("Successive halving is done: its candidates are down to the last rung."),
  asked: (t: Translate) => t("Somebody asked the run to stop."),
  terminated: (t: Translate) => t("The run was asked to terminate."),
  terminalClosed: (t: Translate) => t("The terminal was closed."),
  interrupted: (t: Translate) => t("Ctrl-C was pressed."),
  interruptedTwice: (t: Translate) => t("Ctrl-C was pressed twice."),
} as const;

type Value = string | number;

/** How a run has ended, from the sentence in its journal; one that is none of ours stays as it is. */
export function runEndIn(sentence: string, t: Translate): string {
  for (const end of Object.values(RUN_ENDS)) {
    const say = end as (t: Translate, ...values: Value[]) => string;
    const template = say((text) => text, "", "", "");
    const parts = template.split(/\{\d+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const found = new RegExp(`^${parts.join("(.+)")}$`).exec(sentence);
    if (found !== null) return say(t, ...found.slice(1));
  }
  return sentence;
}
