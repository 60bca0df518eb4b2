import * as vscode from "vscode";
import { languageOf } from "../../core/annotations/languages.js";
import { formatAnnotations } from "../../core/assist/format.js";
import { narrowAround } from "../../core/assist/narrow.js";
import { worded } from "../../core/l10n/phrase.js";
import { activePlace } from "../documents/active.js";
import { labelledEdit, workspaceEdit } from "../documents/edit.js";
import { openedSource } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import type { Parts } from "../parts.js";
import { functionAction, valueAction } from "./actions.js";
import { annotatedSource } from "./annotated.js";
import type { AssistCommand } from "./commands-list.js";
import { triedValues } from "./facts.js";
import { foldAnnotations } from "./fold.js";
import { newStudy } from "./new-study.js";

type Handler = (...words: readonly unknown[]) => Promise<void>;

/** Trials that narrowing looks at: the newest so many. */
const MOST_TRIALS = 5000;

/** What each command that helps to write annotations does. */
export function assistHandlers({ chooser, worker }: Parts): Readonly<Record<AssistCommand, Handler>> {
  return {
    "hyperlens.newStudy": () => newStudy(),
    "hyperlens.makeTunable": () =>
      atCaret(
        valueAction,
        t(
          "There is no value here that could be tuned: put the caret on a number, a text in quotes, true or false that has a name.",
        ),
      ),
    "hyperlens.tuneFunction": () =>
      atCaret(
        (source, annotated, offset) => functionAction(source, annotated, offset, "anywhere"),
        t(
          "There is no function here that could be tuned: it stands at the top level of its file, has no study yet, and its parameters have defaults.",
        ),
      ),
    async "hyperlens.narrowSpace"(argument) {
      const title = t("Narrow Space around Best Values");
      const entry = await chooser.study(
        argument,
        title,
        ({ digest, annotated }) => digest?.best != null && annotated !== null,
      );
      if (entry === null) return;
      const language = entry.annotated === null ? null : languageOf(entry.annotated.file);
      if (entry.annotated === null || language === null) {
        say(t("The code of {0} was not found in this workspace.", entry.ref.study));
        return;
      }
      const source = await openedSource(entry.annotated.file);
      const annotated = source === null ? null : annotatedSource(source);
      const study = annotated?.parsed.studies.find(({ name }) => name === entry.annotated!.study.name);
      if (source === null || annotated === null || study === undefined) {
        say(t("The annotation of {0} is not in the file any more.", entry.ref.study));
        return;
      }
      const [direction, ...others] = entry.digest?.directions ?? [];
      if (direction === undefined || others.length > 0) {
        say(t("Only the space of a study with one direction can be narrowed: with several there is no single best."));
        return;
      }
      const { trials } = await worker.ask("trials", { ref: entry.ref, group: "all", offset: 0, limit: MOST_TRIALS });
      const tried = trials.filter(({ state }) => state === "complete").map((trial) => triedValues(trial, language));
      const plan = narrowAround(annotated, study, tried, direction);
      if (plan.kind === "refusal") {
        say(`${entry.ref.study}: ${worded(plan.message, t)}`);
        return;
      }
      await vscode.workspace.applyEdit(
        labelledEdit(source, plan.edits, t("Narrower space of {0}", entry.ref.study), "shown"),
      );
    },
    async "hyperlens.formatAnnotations"() {
      const place = activePlace();
      const annotated = place === null ? null : annotatedSource(place.source);
      if (place === null || annotated === null) return;
      const edits = formatAnnotations(annotated);
      if (edits.length > 0) await vscode.workspace.applyEdit(workspaceEdit(place.source, edits));
    },
    "hyperlens.foldAnnotations": foldAnnotations,
  };
}

async function atCaret(find: typeof valueAction, otherwise: string): Promise<void> {
  const place = activePlace();
  const annotated = place === null ? null : annotatedSource(place.source);
  const action = place === null || annotated === null ? null : find(place.source, annotated, place.offset);
  if (action?.edit === undefined) say(otherwise);
  else await vscode.workspace.applyEdit(action.edit);
}

function say(message: string): void {
  void vscode.window.showInformationMessage(message);
}
