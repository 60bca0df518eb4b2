import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { parameterText } from "../model/trial-text.js";
import { element } from "./element.js";

/** Name and value, and what stood in the code where that differs. */
export function parameterRows(model: StudyModel, trial: Trial): readonly HTMLElement[] {
  const { baseline } = model.summary;
  return model.parameters.flatMap((name) => {
    const text = parameterText(model, trial, name);
    if (text === null) return [];
    const before = baseline === null || baseline === trial ? null : parameterText(model, baseline, name);
    const changed = before !== null && before.exact !== text.exact;
    return [
      element("dt", { text: name, attributes: { title: name } }),
      element("dd", { attributes: { title: text.exact } }, text.short),
      element("dd", { class: "before", text: changed ? t("was {0}", before.short) : "" }),
    ];
  });
}
