import * as vscode from "vscode";
import type { PanelMessage } from "../../core/protocol/panel.js";
import { NOW } from "../commands/arguments.js";
import { t } from "../l10n/translation.js";
import { messageOf } from "../log.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyRef } from "../studies/digest.js";
import { openSource, openTrialFile } from "./open-places.js";
import { saveFile } from "./save.js";
import { TRIAL_COMMANDS } from "./trial-commands.js";

/** What a page asks for that concerns its panel alone. */
export type OwnMessage = Extract<PanelMessage, { type: "ready" | "watch" | "follow" | "compare" }>;

/** Carries out what a person asks for in a results panel. */
export async function actForPanel(
  ref: StudyRef,
  message: Exclude<PanelMessage, OwnMessage>,
  { studies, worker }: { readonly studies: Studies; readonly worker: WorkerClient },
): Promise<void> {
  const { executeCommand } = vscode.commands;
  switch (message.type) {
    case "copy":
      await vscode.env.clipboard.writeText(message.text);
      return;
    case "apply":
      await executeCommand("hyperlens.applyTrial", { ref, trial: message.trial });
      return;
    case "trial": {
      const { trial, other } = message;
      const argument = { ...ref, trial, ...(message.action === "diff" ? { other: other ?? NOW } : {}) };
      await executeCommand(TRIAL_COMMANDS[message.action], argument);
      return;
    }
    case "mark":
      try {
        await worker.ask("mark", { ref, trial: message.trial, change: message.change });
      } catch (error) {
        void vscode.window.showErrorMessage(
          t("The note to trial {0} was not kept: {1}", message.trial, messageOf(error)),
        );
      }
      return;
    case "openFile":
      await openTrialFile(ref, message.trial, message.name);
      return;
    case "openSource":
      await openSource(studies.entry(ref), ref, message, worker);
      return;
    case "export":
      await executeCommand("hyperlens.export", ref, message.format);
      return;
    case "form":
      await vscode.commands.executeCommand("hyperlens.queueTrial", ref, message.values);
      return;
    case "action":
      await executeCommand(`hyperlens.${message.action}`, ref);
      return;
    case "save":
      await saveFile(ref, message);
      return;
    default:
      message satisfies never;
  }
}
