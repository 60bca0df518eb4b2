import { execFile } from "node:child_process";
import { basename } from "node:path";
import * as vscode from "vscode";
import type { ImportChoice } from "../../core/import/foreign.js";
import { t } from "../l10n/translation.js";
import { savedStudy } from "../run/saved.js";
import type { RunTasks } from "../run/tasks.js";
import type { AnnotatedEntry } from "../studies/digest.js";

/** What `hyperlens import --json` prints. */
type Told =
  | {
      readonly error: null;
      readonly from: string;
      readonly imported: number;
      readonly known: number;
      readonly none: number;
    }
  | {
      readonly error: string;
      readonly choice?: ImportChoice | null;
    };

/** What can be asked before a source can be read: its study, the metric, and the sign of its values. */
const MOST_QUESTIONS = 3;

/**
 * Puts the trials of another study or program into a study, from a source that the person chooses, and asks what the
 * source alone does not tell.
 *
 * @param given A file, or the text of a source, where it is known.
 */
export async function importTrials(entry: AnnotatedEntry, given: unknown, tasks: RunTasks): Promise<void> {
  const study = await savedStudy(entry);
  if (study === null) return;
  const source = typeof given === "string" ? given : await pickSource(study.name);
  if (source === null) return;
  const words = [source];
  const shown = source.includes("://") ? source.replace(/^.*@/, "") : basename(source);
  for (let questions = 0; ; questions++) {
    const told = await ask(await tasks.importer({ ...entry, study }, words), shown);
    if (told.error === null) return await tell(told, entry);
    if (!told.choice || questions === MOST_QUESTIONS) throw new Error(told.error);
    if (told.choice.flag === "negate") {
      if (!(await isNegated(shown))) return;
      words.push("--negate");
      continue;
    }
    const { flag, names } = told.choice;
    const metric = study.goals[0]?.metric ?? t("the value of the objective");
    const title = flag === "from" ? t("Studies of {0}", shown) : t("What does {0} call {1}?", shown, metric);
    const picked = await vscode.window.showQuickPick([...names], { title });
    if (picked === undefined) return;
    words.push(`--${flag}=${picked}`);
  }
}

/** Whether a source minimises what the study maximises, or the other way round, so that its values have the other sign. */
async function isNegated(source: string): Promise<boolean> {
  const turn = t("Turn the Sign");
  const detail = t(
    "It went in the other direction than the study. Where its values are those of the study with the other sign, as a loss that is the negative accuracy, they can be turned.",
  );
  const question = t("Turn the sign of the values of {0}?", source);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, turn)) === turn;
}

function ask(importer: Awaited<ReturnType<RunTasks["importer"]>>, source: string): Promise<Told> {
  const { program, words, cwd, env } = importer;
  const options = { cwd, env: { ...process.env, ...env } };
  const title = t("Importing trials of {0}", source);
  const location = vscode.ProgressLocation.Notification;
  return Promise.resolve(
    vscode.window.withProgress({ location, title }, () => {
      return new Promise<Told>((resolve, reject) => {
        execFile(program, [...words], options, (error, stdout, stderr) => {
          // The exit status says less than the line that is printed.
          try {
            resolve(JSON.parse(stdout) as Told);
          } catch {
            reject(new Error(stderr.replace(/^hyperlens: /, "").trim() || String(error)));
          }
        });
      });
    }),
  );
}

async function tell(told: Told & { readonly error: null }, { ref }: AnnotatedEntry): Promise<void> {
  const { imported, known, none, from } = told;
  const text =
    imported > 0
      ? t(
          "{0} trials of {1} were imported into {2}; {3} of them inform its search.",
          imported,
          from,
          ref.study,
          imported - none,
        )
      : known > 0
        ? t("All trials of {0} are in {1} already.", from, ref.study)
        : t("{0} holds no finished trial; nothing was imported.", from);
  const choice = await vscode.window.showInformationMessage(text, ...(imported > 0 ? [t("Open Results")] : []));
  if (choice !== undefined) await vscode.commands.executeCommand("hyperlens.showResults", ref);
}

async function pickSource(study: string): Promise<string | null> {
  const kinds = [
    {
      label: t("File…"),
      description: t("a table (.csv), JSON, a journal (.log), an Optuna database (.db) or a pickle (.pkl)"),
      source: "file",
    },
    { label: t("Folder…"), description: t("a project of Keras Tuner"), source: "folder" },
    { label: t("Address…"), description: t("of an Optuna database: mysql://…, postgresql://…"), source: "address" },
  ];
  const title = t("Import Trials into {0}", study);
  const picked = await vscode.window.showQuickPick(kinds, { title, matchOnDescription: true });
  if (picked === undefined) return null;
  if (picked.source === "address") {
    const address = await vscode.window.showInputBox({ title, placeHolder: "mysql://user@host/name" });
    return address === undefined || address.trim() === "" ? null : address.trim();
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const files = await vscode.window.showOpenDialog({
    title,
    openLabel: t("Import"),
    canSelectFiles: picked.source === "file",
    canSelectFolders: picked.source === "folder",
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  return files?.[0]?.fsPath ?? null;
}
