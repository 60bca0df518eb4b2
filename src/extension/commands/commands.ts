import * as vscode from "vscode";
import { applyValues } from "../apply/apply.js";
import { assistHandlers } from "../assist/commands.js";
import { controlHandlers } from "../control/commands.js";
import { createExample } from "../example/create.js";
import { t } from "../l10n/translation.js";
import { log, messageOf } from "../log.js";
import type { Parts } from "../parts.js";
import { isTrusted } from "../run/saved.js";
import { trialsSetting } from "../run/settings.js";
import { isRunning, type StudyEntry, type StudyRef } from "../studies/digest.js";
import type { TrialGroup } from "../studies/groups.js";
import { nextTotal } from "../studies/progress.js";
import { trialHandlers } from "../trial/commands.js";
import { studyArgument, trialArgument } from "./arguments.js";
import { deleteStudy } from "./delete.js";
import { copyTrialAs, exportStudyTo } from "./export.js";
import { importTrials } from "./import.js";
import type { CommandName } from "./list.js";
import { studyOfJournal } from "./open-journal.js";
import { revealStudy } from "./reveal.js";

type Handler = (...words: readonly unknown[]) => Promise<void> | void;

const isRunnable = ({ annotated }: StudyEntry) => annotated?.study.valid === true;
const hasResults = ({ digest }: StudyEntry) => digest !== null;
const hasBest = ({ digest, annotated }: StudyEntry) => digest !== null && digest.best !== null && annotated !== null;

/** What each command does. */
export function handlers(parts: Parts): Readonly<Record<CommandName, Handler>> {
  const { studies, worker, panels, runs, scan, tree, chooser, tasks } = parts;

  async function apply(argument: unknown, trial: number | null, preview: boolean): Promise<void> {
    const entry = await chooser.study(argument, t("Apply Values"), hasBest);
    if (entry === null) return;
    if (entry.annotated === null) {
      void vscode.window.showErrorMessage(t("The code of {0} was not found in this workspace.", entry.ref.study));
      return;
    }
    const found = await worker.ask("values", { ref: entry.ref, trial });
    if (found === null) {
      void vscode.window.showInformationMessage(t("{0} has no best trial yet.", entry.ref.study));
      return;
    }
    await applyValues({ entry: entry.annotated, ...found, preview: preview ? "shown" : "skipped" });
  }

  return {
    async "hyperlens.run"(argument, trials) {
      const entry = await chooser.study(argument, t("Run Study"), isRunnable);
      if (entry === null) return;
      const { annotated, digest } = entry;
      if (annotated === null) {
        void vscode.window.showErrorMessage(t("The code of {0} was not found in this workspace.", entry.ref.study));
        return;
      }
      const total =
        typeof trials === "number"
          ? trials
          : nextTotal(annotated.study, digest?.finished ?? 0, trialsSetting(annotated.file));
      await runs.run(annotated, total);
    },
    async "hyperlens.showResults"(argument) {
      const entry = await chooser.study(argument, t("Open Results"), hasResults);
      if (entry !== null) panels.show(entry.ref);
    },
    async "hyperlens.showTerminal"(argument) {
      const entry = await chooser.study(argument, t("Show Terminal"), ({ digest }) => isRunning(digest));
      if (entry !== null) await runs.showRun(entry.ref);
    },
    "hyperlens.applyBest": (argument) => apply(argument, null, previewWanted()),
    "hyperlens.applyBestWithoutPreview": (argument) => apply(argument, null, false),
    async "hyperlens.applyTrial"(argument) {
      const entry = await chooser.study(argument, t("Apply Values of Trial"), hasBest);
      if (entry === null) return;
      const trial = trialArgument(argument) ?? (await chooser.trial(entry.ref, t("Apply Values of Trial")));
      if (trial !== null) await apply(entry.ref, trial, previewWanted());
    },
    async "hyperlens.reveal"(argument) {
      const entry = await chooser.study(argument, t("Reveal Study in Code"), ({ annotated }) => annotated !== null);
      if (entry?.annotated) await revealStudy(entry.annotated);
    },
    async "hyperlens.copyParameters"(argument) {
      const entry = await chooser.study(argument, t("Copy Parameters of Trial"), hasResults);
      if (entry === null) return;
      const number =
        trialArgument(argument) ??
        (studyArgument(argument) === null ? await chooser.trial(entry.ref, t("Copy Parameters of Trial")) : null);
      const text = await parametersText(entry.ref, number);
      if (text !== null) await vscode.env.clipboard.writeText(text);
    },
    async "hyperlens.copyAs"(argument) {
      const entry = await chooser.study(argument, t("Copy Values As"), hasResults);
      if (entry !== null) await copyTrialAs(entry.ref, trialArgument(argument), worker);
    },
    async "hyperlens.export"(argument, format) {
      const entry = await chooser.study(argument, t("Export Study"), hasResults);
      if (entry !== null) await exportStudyTo(entry.ref, format, worker);
    },
    async "hyperlens.import"(argument, source) {
      const entry = await chooser.study(argument, t("Import Trials"), isRunnable);
      if (entry?.annotated != null && isTrusted()) await importTrials(entry.annotated, source, tasks);
    },
    async "hyperlens.delete"(argument) {
      const entry = await chooser.study(argument, t("Delete Study"), hasResults);
      if (entry !== null) await deleteStudy(entry, { studies, worker, panels });
    },
    async "hyperlens.openJournal"(argument) {
      const ref = await studyOfJournal(argument, worker);
      if (ref === null) return;
      panels.show(ref);
    },
    ...controlHandlers(parts),
    ...trialHandlers(parts),
    ...assistHandlers(parts),
    "hyperlens.createExample": createExample,
    "hyperlens.rescan": () => scan.again(),
    "hyperlens.showLog": () => log().show(),
    "hyperlens.showMore"(ref, group) {
      const study = studyArgument(ref);
      if (study !== null) tree.showMore(study, group as TrialGroup);
    },
  };

  /** `name = value` on a line for each parameter; of the best trial where no number is given. */
  async function parametersText(ref: StudyRef, number: number | null): Promise<string | null> {
    const best = studies.digest(ref)?.best ?? null;
    if (number === null) return best === null ? null : lines(best.params);
    const trial = await worker.ask("trial", { ref, trial: number });
    return trial === null ? null : lines(trial.params);
  }
}

function lines(params: readonly { readonly name: string; readonly text: string }[]): string {
  return params.map(({ name, text }) => `${name} = ${text}`).join("\n");
}

function previewWanted(): boolean {
  return vscode.workspace.getConfiguration("hyperlens").get("apply.preview", true);
}

/** Registers every command; one that fails says so. */
export function registerCommands(parts: Parts): vscode.Disposable[] {
  return Object.entries(handlers(parts)).map(([name, handler]) =>
    vscode.commands.registerCommand(name, async (...words: unknown[]) => {
      try {
        await handler(...words);
      } catch (error) {
        log().error(`${name}: ${messageOf(error)}`);
        void vscode.window.showErrorMessage(`Hyperlens: ${messageOf(error)}`);
      }
    }),
  );
}
