import { basename, extname } from "node:path";
import * as vscode from "vscode";
import { codeOf } from "../../core/notebooks/annotated-source.js";
import { codeName, isNotebook } from "../../core/notebooks/cell.js";
import { parsedSource } from "../documents/parsed.js";
import { openedSource } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import { besidePanel } from "../panel/beside-panel.js";
import type { WorkerClient } from "../store/worker-client.js";
import type { StudyRef } from "../studies/digest.js";
import type { TrialSource } from "../worker/messages.js";

export const CODE_SCHEME = "hyperlens-code";

/** Which source of which trial a virtual document shows. */
interface CodeAddress extends StudyRef {
  /** null: the code of a notebook as it was at a moment, by the clock. */
  readonly trial: number | null;
  readonly moment?: number;
  /** Absolute path of the file. */
  readonly file: string;
}

/** Documents that show code as trials ran it. */
export class TrialCode implements vscode.TextDocumentContentProvider {
  constructor(private readonly worker: WorkerClient) {}

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const { journal, study, trial, file } = JSON.parse(query) as CodeAddress;
    if (trial === null) return codeNow(file, study);
    const sources = await this.worker.ask("sources", { ref: { journal, study }, trial });
    const text = sources?.find((source) => source.file === file)?.text ?? null;
    if (text === null) throw new Error(t("The code of trial {0} is not kept any more.", trial));
    return text;
  }
}

/** The code of a notebook that belongs to a study, as it stands. */
async function codeNow(file: string, study: string): Promise<string> {
  const source = await openedSource(file);
  if (source === null) return "";
  const found = parsedSource(source).studies.find(({ name }) => name === study);
  return found === undefined ? source.text : codeOf(source, found).text;
}

/** Opens the code of a trial as it was, with the trial's values in it. */
export async function openTrialCode(ref: StudyRef, trial: number, worker: WorkerClient): Promise<void> {
  const sources = await keptSources(ref, trial, worker);
  const file = sources === null ? null : await pickFile(sources, t("Code of Trial {0}", trial));
  if (file !== null)
    await vscode.window.showTextDocument(codeUri({ ...ref, trial, file }), { ...besidePanel(), preview: true });
}

/**
 * Shows what differs between the code of two trials, their values included; `other` is null for the file as it is now,
 * which then stands on the right, where it can be edited; the code of a notebook can only be looked at there.
 */
export async function diffTrialCode(
  ref: StudyRef,
  trial: number,
  other: number | null,
  present: string | null,
  worker: WorkerClient,
): Promise<void> {
  const before = await keptSources(ref, trial, worker);
  if (before === null) return;
  if (other === null) {
    const file = await pickFile(before, t("Code of Trial {0}", trial));
    if (file === null) return;
    const path = file === before[0]?.file ? (present ?? file) : file;
    // What a notebook's file holds is not what ran.
    const now = isNotebook(path)
      ? codeUri({ ...ref, trial: null, moment: Date.now(), file: path })
      : vscode.Uri.file(path);
    const title = t("{0}: trial {1} ↔ now", basename(file), trial);
    await vscode.commands.executeCommand("vscode.diff", codeUri({ ...ref, trial, file }), now, title, besidePanel());
    return;
  }
  const after = await keptSources(ref, other, worker);
  if (after === null) return;
  const textOf = (file: string) => after.find((source) => source.file === file)?.text ?? null;
  const both = before.filter(({ file }) => textOf(file) !== null);
  const different = both.filter(({ file, text }) => textOf(file) !== text);
  if (different.length === 0) {
    void vscode.window.showInformationMessage(
      t("Trials {0} and {1} ran the same code with the same values.", trial, other),
    );
    return;
  }
  const file = await pickFile(different, t("Code of Trials {0} and {1}", trial, other));
  if (file === null) return;
  const title = t("{0}: trial {1} ↔ trial {2}", basename(file), trial, other);
  const [left, right] = [codeUri({ ...ref, trial, file }), codeUri({ ...ref, trial: other, file })];
  await vscode.commands.executeCommand("vscode.diff", left, right, title, besidePanel());
}

/** The sources of a trial that are still there; says so where there are none. */
async function keptSources(ref: StudyRef, trial: number, worker: WorkerClient): Promise<readonly TrialSource[] | null> {
  const sources = (await worker.ask("sources", { ref, trial }))?.filter(({ text }) => text !== null) ?? [];
  if (sources.length > 0) return sources;
  void vscode.window.showInformationMessage(
    t(
      "The code of trial {0} of {1} is not kept here: it has not run, or its copy in the folder of the studies is gone.",
      trial,
      ref.study,
    ),
  );
  return null;
}

async function pickFile(sources: readonly TrialSource[], title: string): Promise<string | null> {
  const [first, ...others] = sources;
  if (others.length === 0) return first?.file ?? null;
  const items = sources.map(({ file }) => ({
    label: basename(file),
    description: vscode.workspace.asRelativePath(file),
    file,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.file ?? null;
}

/** The name that stands on the tab tells the trial: `fit (trial 7).py`. */
function codeUri(address: CodeAddress): vscode.Uri {
  const { file, trial } = address;
  const name = basename(codeName(file));
  const extension = extname(name);
  const stem = basename(name, extension);
  const path = `/${trial === null ? stem : t("{0} (trial {1})", stem, trial)}${extension}`;
  return vscode.Uri.from({ scheme: CODE_SCHEME, path, query: JSON.stringify(address) });
}
