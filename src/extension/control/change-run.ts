import * as vscode from "vscode";
import { formatSeconds } from "../../core/format/number.js";
import { parseOption } from "../../core/study/option-value.js";
import { STUDY_OPTIONS } from "../../core/study/options.js";
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
    title: `Run More Trials of ${ref.study}`,
    prompt: `How many more? ${finished} are done.`,
    value: "20",
    validateInput: (given) => (/^[1-9]\d*$/.test(given.trim()) ? null : "A whole number of at least 1, please."),
  });
  return text === undefined ? null : Number(text);
}

async function pickLimit(digest: StudyDigest, timeout: number | null): Promise<Limit | null> {
  const items = LIMITS.map((limit) => ({ label: LABELS[limit], description: present(limit, digest, timeout), limit }));
  const picked = await vscode.window.showQuickPick(items, { title: `Change the Run of ${digest.ref.study}` });
  return picked?.limit ?? null;
}

const LABELS: Readonly<Record<Limit, string>> = {
  trials: "Trials in all",
  parallel: "Trials at once",
  timeout: "Time of the run",
};

function present(limit: Limit, { total, parallel }: StudyDigest, timeout: number | null): string {
  switch (limit) {
    case "trials":
      return total === null ? "until it is stopped" : String(total);
    case "parallel":
      return String(parallel ?? 1);
    case "timeout":
      return timeout === null ? "no limit in the annotation" : `${formatSeconds(timeout)} in the annotation`;
  }
}

async function ask(limit: Limit, digest: StudyDigest, timeout: number | null): Promise<number | null> {
  const spec = STUDY_OPTIONS.find(({ name }) => name === limit)!;
  const read = (text: string) => parseOption(spec, text.trim());
  const values = { trials: digest.total, parallel: digest.parallel ?? 1, timeout };
  const text = await vscode.window.showInputBox({
    title: `${LABELS[limit]}: ${digest.ref.study}`,
    prompt: PROMPTS[limit],
    value: values[limit] === null ? "" : String(values[limit]),
    validateInput(given) {
      const parsed = read(given);
      return parsed.kind === "error" ? parsed.message.replaceAll("`", "") : null;
    },
  });
  if (text === undefined) return null;
  const parsed = read(text);
  return parsed.kind === "ok" && typeof parsed.value === "number" ? parsed.value : null;
}

const PROMPTS: Readonly<Record<Limit, string>> = {
  trials: "The total of the study, finished trials included.",
  parallel: "How many trials run at once. Those that are too many finish first.",
  timeout: "How long the run may take from its start, like 2h or 90m.",
};
