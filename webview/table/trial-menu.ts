import { COPY_FORMATS, COPY_NAMES, trialCode } from "../../src/core/export/code.js";
import { scheduleJson } from "../../src/core/export/schedule.js";
import type { PanelStatus } from "../../src/core/protocol/panel.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { actionsOn, applicability } from "../model/trial-actions.js";
import type { Requests } from "../session/requests.js";
import type { MenuEntry } from "../ui/menu.js";

export interface TrialMenuInput {
  readonly model: StudyModel;
  readonly trial: Trial;
  readonly status: PanelStatus;
  readonly requests: Requests;
  /** What the menu of a row has beside what can be done with the trial. */
  readonly view: {
    readonly chosen: boolean;
    readonly onChoose: () => void;
    /** Shows the trial's tags and note to be written. */
    readonly onMark: () => void;
  };
}

/** Everything that can be done with a trial. */
export function trialMenu({ model, trial, status, requests, view }: TrialMenuInput): readonly MenuEntry[] {
  const { number } = trial;
  const apply = applicability(trial, status);
  const starred = model.marks.get(number)?.star === true;
  const groups = actionsOn(trial, status).map((group) =>
    group.map(({ action, label, disabled }): MenuEntry => {
      return { kind: "item", label, disabled, onPress: () => requests.act(action, number) };
    }),
  );
  const first: MenuEntry[] = [
    {
      kind: "item",
      label: t("Apply Values"),
      disabled: apply.enabled ? null : apply.why,
      onPress: () => requests.apply(number),
    },
    { kind: "menu", label: t("Copy As"), entries: () => copyEntries(model, trial, requests) },
  ];
  const marks: MenuEntry[] = [
    {
      kind: "item",
      label: starred ? t("Take the Star Away") : t("Star"),
      hint: "S",
      onPress: () => requests.mark(number, { star: !starred }),
    },
    { kind: "item", label: t("Tags and Note…"), onPress: view.onMark },
    {
      kind: "item",
      label: view.chosen ? t("Compare No More") : t("Choose to Compare"),
      hint: "C",
      onPress: view.onChoose,
    },
  ];
  return [first, marks, ...groups].flatMap((group, i) => (i === 0 ? group : [{ kind: "line" } as const, ...group]));
}

/** One entry for each form in which the values of a trial can be copied. */
export function copyEntries(model: StudyModel, trial: Trial, requests: Requests): readonly MenuEntry[] {
  const formats = COPY_NAMES.map((format): MenuEntry => {
    return {
      kind: "item",
      label: COPY_FORMATS[format](t),
      onPress: () => requests.copy(trialCode(model.study, trial, format).trimEnd()),
    };
  });
  const schedule = scheduleJson(model.study, trial);
  if (schedule === null) return formats;
  return [...formats, { kind: "item", label: t("Schedule as JSON"), onPress: () => requests.copy(schedule) }];
}
