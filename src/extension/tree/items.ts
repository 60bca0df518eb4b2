import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import { runEndIn } from "../../core/study/run-ends.js";
import { t } from "../l10n/translation.js";
import {
  durationText,
  groupLabel,
  outcomeText,
  type StudyStanding,
  standingOf,
  stateText,
  studyContext,
  studyDescription,
  trialContext,
  trialDescription,
} from "../studies/describe.js";
import { type StudyEntry, studyKey, type TrialDigest } from "../studies/digest.js";
import { trialsText } from "../studies/progress.js";
import type { GroupNode, MoreNode, TrialNode } from "./nodes.js";

type Icon = readonly [name: string, colour?: string];

const STUDY_ICONS: Readonly<Record<StudyStanding, Icon>> = {
  running: ["sync~spin"],
  paused: ["debug-pause"],
  broken: ["error", "list.errorForeground"],
  mistake: ["error", "list.errorForeground"],
  interrupted: ["warning", "list.warningForeground"],
  results: ["graph-line"],
  fresh: ["beaker"],
};

const TRIAL_ICONS: Readonly<Record<TrialDigest["state"], Icon>> = {
  complete: ["pass", "testing.iconPassed"],
  pruned: ["circle-slash", "testing.iconSkipped"],
  failed: ["error", "testing.iconFailed"],
  running: ["sync~spin"],
  waiting: ["clock"],
};

const GROUP_ICONS: Readonly<Record<GroupNode["group"], Icon>> = {
  best: ["star-full", "charts.yellow"],
  front: ["star-full", "charts.yellow"],
  running: ["sync"],
  waiting: ["clock"],
  pruned: ["circle-slash"],
  failed: ["error"],
  all: ["list-unordered"],
};

/** `twin`: another study of the same name stands in the tree, so the folder has to be told. */
export function studyItem(entry: StudyEntry, twin: boolean): vscode.TreeItem {
  const { ref, annotated, digest } = entry;
  const open = digest !== null && digest.recorded > 0;
  const state = open ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(ref.study, state);
  const description = studyDescription(entry);
  const place = basename(dirname(dirname(ref.journal)));
  item.id = studyKey(ref);
  item.description = twin ? `${description} · ${place}` : description;
  item.iconPath = icon(STUDY_ICONS[standingOf(entry)]);
  item.contextValue = studyContext(entry);
  item.accessibilityInformation = { label: t("Study {0}, {1}", ref.study, description) };
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown("**").appendText(ref.study).appendMarkdown("**  \n").appendText(description);
  if (digest?.error) tooltip.appendMarkdown("\n\n").appendText(digest.error);
  if (digest?.best) {
    const best = digest.best;
    tooltip.appendMarkdown("\n\n").appendText(t("Best: trial {0}, {1}", best.number, trialDescription(best)));
  }
  if (digest?.ended) tooltip.appendMarkdown("\n\n").appendText(t("The last run ended: {0}", runEndIn(digest.ended, t)));
  const file = annotated?.file ?? digest?.source?.file;
  if (file !== undefined) tooltip.appendMarkdown("\n\n").appendText(vscode.workspace.asRelativePath(file));
  item.tooltip = tooltip;
  return item;
}

export function groupItem({ ref, group, count }: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(groupLabel(group), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${studyKey(ref)}\u0000${group}`;
  item.description = count.toLocaleString("en");
  item.iconPath = icon(GROUP_ICONS[group]);
  item.contextValue = "group";
  item.accessibilityInformation = { label: `${groupLabel(group)}, ${trialsText(count)}` };
  return item;
}

export function trialItem({ ref, group, trial }: TrialNode, entry: StudyEntry | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(t("Trial {0}", trial.number), vscode.TreeItemCollapsibleState.None);
  const best = entry?.digest?.best?.number === trial.number;
  item.id = `${studyKey(ref)}\u0000${group}\u0000${trial.number}`;
  item.description = trialDescription(trial);
  item.iconPath = icon(best ? ["star-full", "charts.yellow"] : TRIAL_ICONS[trial.state]);
  item.contextValue = trialContext(entry, trial);
  item.accessibilityInformation = { label: `${titleOf(trial, best)}, ${stateText(trial)}, ${item.description}` };
  item.tooltip = trialTooltip(trial, entry?.digest?.metrics ?? [], best);
  return item;
}

export function moreItem({ ref, group, left }: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(t("Show more ({0} left)", left.toLocaleString("en")));
  item.id = `${studyKey(ref)}\u0000${group}\u0000more`;
  item.command = { title: t("Show More Trials"), command: "hyperlens.showMore", arguments: [ref, group] };
  item.contextValue = "more";
  return item;
}

function titleOf({ number }: TrialDigest, best: boolean): string {
  return best ? t("Trial {0}, the best", number) : t("Trial {0}", number);
}

function trialTooltip(trial: TrialDigest, metrics: readonly (string | null)[], best: boolean): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const title = titleOf(trial, best);
  tooltip
    .appendMarkdown("**")
    .appendText(trial.baseline ? t("{0}, the code as it stood", title) : title)
    .appendMarkdown("**  \n");
  const [metric] = metrics;
  tooltip.appendText(trial.state === "complete" && metric ? `${metric}: ${outcomeText(trial)}` : outcomeText(trial));
  if (trial.folds !== null)
    tooltip.appendMarkdown("  \n").appendText(t("folds: {0}", trial.folds.map(String).join(", ")));
  if (trial.older) tooltip.appendMarkdown("  \n").appendText(t("ran an older version of the code"));
  const duration = durationText(trial);
  if (duration !== null) tooltip.appendMarkdown("  \n").appendText(t("took {0}", duration));
  if (trial.params.length > 0) tooltip.appendMarkdown("\n\n---\n\n");
  for (const { name, text } of trial.params) tooltip.appendText(`${name} = ${text}`).appendMarkdown("  \n");
  if (trial.failure?.traceback) tooltip.appendMarkdown("\n\n").appendCodeblock(trial.failure.traceback, "text");
  return tooltip;
}

function icon([name, colour]: Icon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}
