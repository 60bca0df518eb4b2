import * as vscode from "vscode";
import { formatSeconds } from "../../core/format/number.js";
import { worded } from "../../core/l10n/phrase.js";
import { STUDY_OPTIONS } from "../../core/study/option-list.js";
import { parseOption } from "../../core/study/option-value.js";
import { t } from "../l10n/translation.js";
import type { Runs } from "../run/runs.js";
import { isRunning, type StudyDigest, type StudyEntry } from "../studies/digest.js";

const LIMITS = ["trials", "parallel", "timeout"] as const;

type Limit = (typeof LIMITS)[number];

/** Changes how far a run goes, while it runs. `given` names the limit, where somebody has chosen it already. */
export async function changeRun({ ref, annotated, digest }: StudyEntry, runs: Runs, given: unknown): Promise<void> {
  if (digest === null) return;
  const timeout = annotated?.study.options.timeout ?? null;
  const limit = LIMITS.find((name) => name === given) ?? (await pickLimit(digest, timeout));
  if (limit === null) return;
  const value = await ask(limit, digest, timeout);
  if (value !== null) await runs.ask(ref, { do: "set", [limit]: value });
}

/** Lets a study have more trials: the run that there is goes further, or a new one begins. */
export async function runMore({ ref, annotated, digest }: StudyEntry, runs: Runs, given: unknown): Promise<void> {
  if (digest === null) return;
  const more = typeof given === "number" ? given : await askMore(digest);
  if (more === null) return;
  const total = Math.max(digest.finished, isRunning(digest) ? (digest.total ?? 0) : 0) + more;
  if (isRunning(digest)) await runs.ask(ref, { do: "set", trials: total });
  else if (annotated !== null) await runs.run(annotated, total);
}

async function askMore({ finished, ref }: StudyDigest): Promise<number | null> {
  const text = await vscode.window.showInputBox({
    title: t("Run More Trials of {0}", ref.study),
    prompt: t("How many more? {0} are done.", finished),
    value: "20",
    ignoreFocusOut: true,
    validateInput: (given) => (/^[1-9]\d*$/.test(given.trim()) ? null : t("A whole number of at least 1, please.")),
  });
  return text === undefined ? null : Number(text);
}

async function pickLimit(digest: StudyDigest, timeout: number | null): Promise<Limit | null> {
  const items = LIMITS.map((limit) => ({ label: labelOf(limit), description: present(limit, digest, timeout), limit }));
  const picked = await vscode.window.showQuickPick(items, { title: t("Change the Run of {0}", digest.ref.study) });
  return picked?.limit ?? null;
}

function labelOf(limit: Limit): string {
  switch (limit) {
    case "trials":
      return t("Trials in all");
    case "parallel":
      return t("Trials at once");
    case "timeout":
      return t("Time of the run");
  }
}

function present(limit: Limit, { total, parallel }: StudyDigest, timeout: number | null): string {
  switch (limit) {
    case "trials":
      return total === null ? t("until it is stopped") : String(total);
    case "parallel":
      return String(parallel ?? 1);
    case "timeout":
      return timeout === null ? t("no limit in the annotation") : t("{0} in the annotation", formatSeconds(timeout));
  }
}

async function ask(limit: Limit, digest: StudyDigest, timeout: number | null): Promise<number | null> {
  const spec = STUDY_OPTIONS.find(({ name }) => name === limit)!;
  const read = (text: string) => parseOption(spec, text.trim());
  const values = { trials: digest.total, parallel: digest.parallel ?? 1, timeout };
  const text = await vscode.window.showInputBox({
    title: `${labelOf(limit)}: ${digest.ref.study}`,
    prompt: promptOf(limit),
    value: values[limit] === null ? "" : String(values[limit]),
    ignoreFocusOut: true,
    validateInput(given) {
      const parsed = read(given);
      return parsed.kind === "error" ? worded(parsed.message, t).replaceAll("`", "") : null;
    },
  });
  if (text === undefined) return null;
  const parsed = read(text);
  return parsed.kind === "ok" && typeof parsed.value === "number" ? parsed.value : null;
}

function promptOf(limit: Limit): string {
  switch (limit) {
    case "trials":
      return t("The total of the study, finished trials included.");
    case "parallel":
      return t("How many trials run at once. Those that are too many finish first.");
    case "timeout":
      return t("How long the run may take from its start, like 2h or 90m.");
  }
}
