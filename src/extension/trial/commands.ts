import * as vscode from "vscode";
import { NOW, otherArgument, trialArgument } from "../commands/arguments.js";
import { t } from "../l10n/translation.js";
import type { Parts } from "../parts.js";
import { trialDescription } from "../studies/describe.js";
import type { AnnotatedEntry, StudyEntry, StudyRef } from "../studies/digest.js";
import { diffTrialCode, openTrialCode } from "./code.js";
import type { TrialCommand } from "./commands-list.js";
import { debugTrial, runInTerminal } from "./debug.js";
import { openTrialFolder, openTrialLog } from "./files.js";

type Handler = (...words: readonly unknown[]) => Promise<void>;

interface Chosen {
  readonly entry: StudyEntry;
  readonly ref: StudyRef;
  readonly trial: number;
}

/** What each command does that opens something of one trial, or runs it by itself. */
export function trialHandlers({
  chooser,
  worker,
  tasks,
  extensionPath,
}: Parts): Readonly<Record<TrialCommand, Handler>> {
  async function choose(
    argument: unknown,
    title: string,
    suits: (entry: StudyEntry) => boolean,
  ): Promise<Chosen | null> {
    const entry = await chooser.study(argument, title, suits);
    if (entry === null) return null;
    const trial = trialArgument(argument) ?? (await chooser.trial(entry.ref, title));
    return trial === null ? null : { entry, ref: entry.ref, trial };
  }

  /** Something that needs the study's code. */
  const withCode =
    (title: string, act: (entry: AnnotatedEntry, trial: number) => Promise<void>): Handler =>
    async (argument) => {
      const chosen = await choose(argument, title, ({ annotated, digest }) => digest !== null && annotated !== null);
      if (chosen === null) return;
      const { entry, trial } = chosen;
      if (entry.annotated !== null) await act(entry.annotated, trial);
      else void vscode.window.showErrorMessage(t("The code of {0} was not found in this workspace.", entry.ref.study));
    };

  const withTrial =
    (title: string, act: (ref: StudyRef, trial: number) => Promise<void>): Handler =>
    async (argument) => {
      const chosen = await choose(argument, title, ({ digest }) => digest !== null);
      if (chosen !== null) await act(chosen.ref, chosen.trial);
    };

  return {
    "hyperlens.runTrialInTerminal": withCode(t("Run Trial in Terminal"), (entry, trial) =>
      runInTerminal(entry, trial, tasks),
    ),
    "hyperlens.debugTrial": withCode(t("Debug Trial"), (entry, trial) =>
      debugTrial(entry, trial, tasks, extensionPath),
    ),
    "hyperlens.openTrialCode": withTrial(t("Open Code of Trial"), (ref, trial) => openTrialCode(ref, trial, worker)),
    async "hyperlens.diffTrialCode"(argument) {
      const title = t("Compare Code of Trial");
      const chosen = await choose(argument, title, ({ digest }) => digest !== null);
      if (chosen === null) return;
      const { entry, ref, trial } = chosen;
      const given = otherArgument(argument);
      const other = given === null ? await chooseOther(ref, trial) : { trial: given === NOW ? null : given };
      if (other !== null) await diffTrialCode(ref, trial, other.trial, entry.annotated?.file ?? null, worker);
    },
    "hyperlens.openTrialLog": withTrial(t("Open Log of Trial"), openTrialLog),
    "hyperlens.openTrialFolder": withTrial(t("Open Folder of Trial"), openTrialFolder),
  };

  /** What a trial's code is compared with: the file as it is now, or another trial. */
  async function chooseOther(ref: StudyRef, trial: number): Promise<{ readonly trial: number | null } | null> {
    const { trials } = await worker.ask("trials", { ref, group: "all", offset: 0, limit: 500 });
    const items = [
      { label: t("The file as it is now"), description: "", trial: null },
      ...trials
        .filter(({ number }) => number !== trial)
        .map((one) => ({ label: t("Trial {0}", one.number), description: trialDescription(one), trial: one.number })),
    ];
    const title = t("Compare Code of Trial {0} with", trial);
    return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true })) ?? null;
  }
}
