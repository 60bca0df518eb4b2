import { type Language, languageById } from "../annotations/languages.js";
import type { Translate } from "../l10n/translation.js";
import type { Literal } from "../space/literal.js";
import { factsOf } from "../study/run-facts.js";
import { literalsIn, setupOf, spaceOf } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import type { Trial } from "../study/trial.js";
import { commandLine } from "./command-line.js";
import { assignments, jsonObject, pythonDict, type Values, yamlMapping } from "./spelling.js";

/** As what the values of a trial can be copied, with what the person reads. */
export const COPY_FORMATS = {
  code: (t: Translate) => t("Lines of Code"),
  python: (t: Translate) => t("Python Dictionary"),
  json: () => "JSON",
  yaml: () => "YAML",
  command: (t: Translate) => t("Command Line"),
  sklearn: () => "scikit-learn",
  "optuna-enqueue": (t: Translate) => t("Optuna: Enqueue the Trial"),
  "optuna-fixed": (t: Translate) => t("Optuna: Fixed Trial"),
} as const;

export type CopyFormat = keyof typeof COPY_FORMATS;

export const COPY_NAMES = Object.keys(COPY_FORMATS) as readonly CopyFormat[];

/** The values of a trial as code, ready to be pasted; it ends with a newline unless it is a command. */
export function trialCode(study: StudyState, trial: Trial, format: CopyFormat): string {
  const values = literalsIn(spaceOf(study), trial);
  switch (format) {
    case "code":
      return assignments(values, languageOf(study));
    case "python":
      return `params = ${pythonDict(values)}\n`;
    case "json":
      return `${jsonObject(values)}\n`;
    case "yaml":
      return yamlMapping(values);
    case "command":
      return commandLine(study, values, languageOf(study), factsOf(study, trial)?.command ?? null);
    case "sklearn":
      return `params = ${pythonDict(values)}\nestimator.set_params(**params)\n`;
    case "optuna-enqueue":
      return `study.enqueue_trial(${pythonDict(optunaValues(values))})\n`;
    case "optuna-fixed":
      return `import optuna\n\nobjective(optuna.trial.FixedTrial(${pythonDict(optunaValues(values))}))\n`;
    default:
      return format satisfies never;
  }
}

/** How the study's host language spells values; Python where another program made the study. */
export function languageOf(study: StudyState): Language {
  return languageById(setupOf(study)?.language ?? "python") ?? languageById("python")!;
}

/** A category that is a list is to Optuna its source text, as the journal has it. */
function optunaValues(values: Values): Values {
  const plain = ([name, literal]: [string, Literal]): [string, Literal] => [
    name,
    "items" in literal ? { kind: "string", value: literal.text } : literal,
  ];
  return new Map([...values].map(plain));
}
