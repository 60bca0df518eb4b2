import type { PanelStatus } from "../../src/core/protocol/panel.js";
import type { TrialAction } from "../../src/core/protocol/trial-messages.js";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";

export interface OfferedAction {
  readonly action: TrialAction;
  readonly label: string;
  /** Why it cannot be done; null where it can. */
  readonly disabled: string | null;
}

/** Whether a trial's values can be written into the code, and why not. */
export function applicability(trial: Trial, status: PanelStatus): { readonly enabled: boolean; readonly why: string } {
  if (!status.annotated) return { enabled: false, why: t("The study’s annotation was not found in the workspace.") };
  if (trial.params.size === 0) return { enabled: false, why: t("The trial has no values.") };
  return { enabled: true, why: "" };
}

/** What can be done with a trial, in groups; what makes no sense in its state is left out. */
export function actionsOn(trial: Trial, status: PanelStatus): readonly (readonly OfferedAction[])[] {
  const { kind } = trial.outcome;
  const { enabled, why } = applicability(trial, status);
  const runs = enabled ? null : why;
  const known = trial.systemAttributes.has(TRIAL_ATTRIBUTES.facts) || trial.systemAttributes.has(TRIAL_ATTRIBUTES.code);
  const code = known ? null : t("What code the trial ran was not kept.");
  const offer = (action: TrialAction, label: string, disabled: string | null): OfferedAction => {
    return { action, label, disabled };
  };
  const live = status.running ? null : t("No run is working on the study.");
  const control = [
    ...(kind === "running"
      ? [offer("kill", t("Kill"), live), offer("skip", t("Skip: End at Its Next Report"), live)]
      : []),
    ...(kind === "waiting" ? [offer("skip", t("Take Out of the Queue"), null)] : []),
  ];
  const again = [
    ...(kind === "waiting" || kind === "running" ? [] : [offer("runAgain", t("Run Again"), runs)]),
    offer("edit", t("Edit and Queue…"), runs),
    offer("terminal", t("Run in a Terminal"), runs),
    offer("debug", t("Debug"), runs),
  ];
  const look =
    kind === "waiting"
      ? []
      : [
          offer("code", t("Open Code as of This Trial"), code),
          offer("diff", t("Compare Code with the File of Today"), code),
          offer("log", t("Open Log"), null),
          offer("folder", t("Open Folder"), null),
        ];
  return [control, again, look].filter((group) => group.length > 0);
}
