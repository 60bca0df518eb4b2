import { formatNumber, formatSeconds } from "../../src/core/format/number.js";
import type { PanelView } from "../../src/core/protocol/panel.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { valueText } from "./gain.js";
import { spreadOf } from "./spread.js";
import type { StudyModel } from "./study-model.js";
import { durationOf, noteOf, parameterText, STATE_NAMES } from "./trial-text.js";

/** Parameters beyond these are left to the table. */
const MOST = 8;

/** A trial in a few lines, for the tooltip of a point. */
export function explainTrial(
  model: StudyModel,
  trial: Trial,
  view: PanelView,
): {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly note: string | null;
} {
  const rows: [string, string][] = [];
  if (trial.outcome.kind === "complete") {
    for (const [i, metric] of model.metrics.entries()) {
      const spread = i === 0 ? spreadOf(trial) : null;
      const error = spread === null ? "" : ` ± ${formatNumber(Number(spread.deviation.toPrecision(2)))}`;
      rows.push([metric, `${valueText(trial, i)}${error}`]);
    }
    // The direction that the chart shows comes first.
    rows.unshift(...rows.splice(view.objective, 1));
  }
  const seconds = durationOf(trial);
  if (seconds !== null) rows.push([t("Duration"), formatSeconds(seconds)]);
  const parameters = model.parameters.flatMap((name): [string, string][] => {
    const text = parameterText(model, trial, name);
    return text === null ? [] : [[name, text.short]];
  });
  rows.push(...parameters.slice(0, MOST));
  if (parameters.length > MOST) rows.push(["", t("{0} more", parameters.length - MOST)]);
  const note = noteOf(model, trial);
  return {
    title: `${t("Trial {0}", trial.number)} · ${STATE_NAMES[trial.outcome.kind].toLowerCase()}`,
    rows,
    note: note === "" ? null : note,
  };
}
