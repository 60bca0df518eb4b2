import { phrase } from "../../l10n/phrase.js";
import { checkResource } from "../../study/method-check.js";
import type { Parameter } from "../functions/signature.js";
import type { StudyDraft } from "./draft.js";

/** The names under which a call of the objective can pass a value, tuned or not. */
export function acceptedNames({ function: code }: StudyDraft): readonly string[] {
  return code?.parameters.filter(isPassable).map(({ name }) => name) ?? [];
}

/** The parameter of the function that carries the budget of a trial; null where none does. */
export function resourceParameter({ written, function: code }: StudyDraft): Parameter | null {
  const name = written.options.resource?.name;
  return code?.parameters.find((parameter) => parameter.name === name && isPassable(parameter)) ?? null;
}

/** Reports a resource that is tuned as well, and a sampler or pruner that has none to give. */
export function checkBudget({ written, tunes, report }: StudyDraft): void {
  const { resource } = written.options;
  for (const registry of ["sampler", "pruner"] as const) {
    const missing = checkResource(registry, written.options[registry], resource !== null);
    if (missing === null) continue;
    report.error(written.optionRanges.get(registry) ?? written.tagRange, "missing-resource", missing.message);
  }
  if (resource === null || !tunes.some(({ name }) => name === resource.name)) return;
  report.error(
    written.optionRanges.get("resource") ?? written.tagRange,
    "resource-tuned",
    phrase(
      "`{0}` carries the budget of a trial, so it cannot be tuned as well; remove its `@tune`, or name another resource.",
      resource.name,
    ),
  );
}

/** Reports stop rules that look at one value in a study with several. */
export function checkStopRules({ written, report }: StudyDraft): void {
  if (written.goals.length < 2) return;
  for (const name of ["target", "plateau", "regret"] as const) {
    const range = written.optionRanges.get(name);
    if (range === undefined) continue;
    report.error(
      range,
      "several-directions",
      phrase(
        "`{0}` looks at one value, and this study has {1} directions; use `patience`, `trials` or `timeout`.",
        name,
        written.goals.length,
      ),
    );
  }
}

function isPassable({ kind }: Parameter): boolean {
  return kind === "named" || kind === "positional-only";
}
