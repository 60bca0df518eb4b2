import * as vscode from "vscode";
import type { ControlAction } from "../../core/study/control.js";
import { trialArgument } from "../commands/arguments.js";
import { t } from "../l10n/translation.js";
import type { Parts } from "../parts.js";
import { isOwn } from "../studies/describe.js";
import { isRunning, type StudyDigest, type StudyEntry, type StudyRef } from "../studies/digest.js";
import type { QueueOutcome } from "../worker/messages.js";
import { changeRun, runMore } from "./change-run.js";
import type { ControlCommand } from "./commands-list.js";
import { offerRun } from "./offer-run.js";

type Handler = (...words: readonly unknown[]) => Promise<void>;

/** What each command does that steers a run or a trial. */
export function controlHandlers(parts: Parts): Readonly<Record<ControlCommand, Handler>> {
  const { chooser, panels, runs, worker } = parts;

  /** A wish about a whole run. */
  const wish =
    (title: string, action: ControlAction, suits: (digest: StudyDigest) => boolean): Handler =>
    async (argument) => {
      const entry = await chooser.study(argument, title, ({ digest }) => digest !== null && suits(digest));
      if (entry !== null) await runs.ask(entry.ref, action);
    };

  /** A wish about one trial. */
  const trialWish =
    (title: string, action: "kill" | "skip", states: readonly ("running" | "waiting")[]): Handler =>
    async (argument) => {
      const entry = await chooser.study(argument, title, hasTrials(states));
      if (entry === null) return;
      const trial = trialArgument(argument) ?? (await chooser.trial(entry.ref, title, states));
      if (trial !== null) await runs.ask(entry.ref, { do: action, trial });
    };

  /** A trial of a study that was set up by us, so that more can be queued in it. */
  async function ownTrial(argument: unknown, title: string): Promise<{ ref: StudyRef; trial: number } | null> {
    const entry = await chooser.study(argument, title, ({ digest }) => isOwn(digest));
    if (entry === null) return null;
    const trial = trialArgument(argument) ?? (await chooser.trial(entry.ref, title));
    return trial === null ? null : { ref: entry.ref, trial };
  }

  async function queued(ref: StudyRef, outcome: QueueOutcome): Promise<void> {
    if (outcome.kind === "refused") void vscode.window.showErrorMessage(outcome.message);
    else await offerRun(parts, ref, outcome);
  }

  return {
    "hyperlens.pause": wish(t("Pause Study"), { do: "pause" }, (digest) => isRunning(digest) && !isPaused(digest)),
    "hyperlens.resume": wish(t("Resume Study"), { do: "resume" }, isPaused),
    "hyperlens.stop": wish(t("Stop Study"), { do: "stop" }, isRunning),
    "hyperlens.stopNow": wish(t("Stop Study Now"), { do: "stopNow" }, isRunning),
    "hyperlens.killTrial": trialWish(t("Kill Trial"), "kill", ["running"]),
    "hyperlens.skipTrial": trialWish(t("Skip Trial"), "skip", ["running", "waiting"]),
    async "hyperlens.runAgain"(argument) {
      const chosen = await ownTrial(argument, t("Run Trial Again"));
      if (chosen === null) return;
      const { ref, trial } = chosen;
      await queued(ref, await worker.ask("again", { ref, trial }));
    },
    async "hyperlens.queueTrial"(argument, values) {
      const entry = await chooser.study(argument, t("Queue Trial"), ({ digest }) => isOwn(digest));
      if (entry === null) return;
      const { ref } = entry;
      if (!isTexts(values)) await panels.openForm(ref, null);
      else await queued(ref, await worker.ask("queue", { ref, values }));
    },
    async "hyperlens.editTrial"(argument) {
      const chosen = await ownTrial(argument, t("Edit and Queue Trial"));
      if (chosen !== null) await panels.openForm(chosen.ref, chosen.trial);
    },
    async "hyperlens.changeRun"(argument, limit) {
      const entry = await chooser.study(argument, t("Change Run"), ({ digest }) => isRunning(digest));
      if (entry !== null) await changeRun(entry, runs, limit);
    },
    async "hyperlens.runMore"(argument, trials) {
      const entry = await chooser.study(
        argument,
        t("Run More Trials"),
        ({ annotated, digest }) => digest !== null && (isRunning(digest) || annotated?.study.valid === true),
      );
      if (entry !== null) await runMore(entry, runs, trials);
    },
    async "hyperlens.confirm"(argument) {
      const entry = await chooser.study(
        argument,
        t("Confirm Best Trials"),
        ({ annotated, digest }) => digest?.best != null && annotated?.study.valid === true,
      );
      if (entry?.annotated != null) await runs.confirm(entry.annotated);
    },
  };
}

function isPaused({ activity }: StudyDigest): boolean {
  return activity.kind === "running" && activity.paused;
}

function hasTrials(states: readonly ("running" | "waiting")[]): (entry: StudyEntry) => boolean {
  return ({ digest }) => digest !== null && states.some((state) => digest.counts[state] > 0);
}

function isTexts(values: unknown): values is Readonly<Record<string, string>> {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return false;
  return Object.values(values).every((text) => typeof text === "string");
}
