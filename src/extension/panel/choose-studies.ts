import { basename } from "node:path";
import * as vscode from "vscode";
import type { StudyPlace } from "../../core/protocol/charts-view.js";
import { MOST_COMPARED } from "../../core/protocol/comparison-messages.js";
import { t } from "../l10n/translation.js";
import { type StudyEntry, type StudyRef, studyKey } from "../studies/digest.js";
import { trialsText } from "../studies/progress.js";

interface Choice extends vscode.QuickPickItem {
  readonly place: StudyPlace;
}

/** Asks which of the studies that the editor knows shall be compared with one of them; null where the person leaves. */
export async function chooseStudies(
  entries: readonly StudyEntry[],
  own: StudyRef,
  chosen: readonly StudyPlace[],
): Promise<readonly StudyPlace[] | null> {
  const picked = new Set(chosen.map(studyKey));
  const choices = entries.flatMap(({ ref, digest }): Choice[] => {
    if (studyKey(ref) === studyKey(own) || digest === null || digest.recorded === 0) return [];
    return [
      {
        label: ref.study,
        description: `${trialsText(digest.recorded)} · ${basename(ref.journal)}`,
        picked: picked.has(studyKey(ref)),
        place: { journal: ref.journal, study: ref.study },
      },
    ];
  });
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(
      t("There is no other study with trials to compare with. Open its journal first."),
    );
    return null;
  }
  const answer = await vscode.window.showQuickPick(choices, {
    canPickMany: true,
    title: t("Compare {0} With", own.study),
    placeHolder: t("Studies, at most {0}", MOST_COMPARED),
  });
  return answer === undefined ? null : answer.slice(0, MOST_COMPARED).map(({ place }) => place);
}
