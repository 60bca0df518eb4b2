import * as vscode from "vscode";
import { annotatedSource } from "../assist/annotated.js";
import { openedSource } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import type { Parts } from "../parts.js";
import { trialsSetting } from "../run/settings.js";
import { type AnnotatedEntry, isRunning, type StudyEntry, type StudyRef } from "../studies/digest.js";
import { nextTotal, plannedTotal, trialsText } from "../studies/progress.js";
import { describeResults, describeStudy } from "./answers.js";
import { findStudy } from "./find.js";
import { ToolInputError } from "./input.js";
import { proposeSpace } from "./propose.js";
import type { ToolInput, ToolName } from "./specs.js";

/** A run that was started is waited for so long (milliseconds); a driver has to start, and an interpreter. */
const START = 15_000;
/** As many failed trials say what goes wrong. */
const FAILURES = 3;
const FRONT = 20;

/** What a tool does, and what is said while it does. */
export interface Tool<Name extends ToolName> {
  prepare(input: ToolInput<Name>): Promise<vscode.PreparedToolInvocation>;
  /** Returns what is told as JSON. */
  invoke(input: ToolInput<Name>, token: vscode.CancellationToken): Promise<object>;
}

export type Tools = { readonly [Name in ToolName]: Tool<Name> };

/**
 * What each tool does. All of them read what the editor knows; only one starts something, and asks before. What people
 * read while a tool is at work is said in their language; what the model is told stays English.
 */
export function tools({ studies, scan, worker, runs, insights }: Parts): Tools {
  const relative = (file: string) => vscode.workspace.asRelativePath(file).replaceAll("\\", "/");
  const saying = (invocationMessage: string) => Promise.resolve({ invocationMessage });

  async function find({ study, file }: { readonly study: string; readonly file: string | undefined }) {
    await scan.once();
    const entry = findStudy(studies.entries(), study, file, relative);
    // What the journal says may still be on its way.
    await studies.whenKnown(entry.digest === null ? [entry.ref.journal] : []);
    return present(entry);
  }

  function present(entry: StudyEntry): StudyEntry {
    return studies.entry(entry.ref) ?? entry;
  }

  /** The study with code that runs; says why where it does not. */
  function runnable(entry: StudyEntry): AnnotatedEntry {
    const { annotated, ref } = entry;
    if (!vscode.workspace.isTrusted) {
      throw new ToolInputError("This workspace is in Restricted Mode: nothing runs until the person trusts it.");
    }
    if (annotated === null) {
      throw new ToolInputError(`The code of ${ref.study} was not found in this workspace, so it cannot be run.`);
    }
    if (!annotated.study.valid) {
      throw new ToolInputError(
        `The annotations of ${ref.study} in ${relative(annotated.file)} have a mistake; the problems of that file say which.`,
      );
    }
    return annotated;
  }

  /** Waits until something holds of a study, for a while at most. */
  function until(
    ref: StudyRef,
    holds: (entry: StudyEntry | undefined) => boolean,
    milliseconds: number,
    token: vscode.CancellationToken,
  ): Promise<void> {
    if (holds(studies.entry(ref)) || milliseconds <= 0) return Promise.resolve();
    return new Promise((done) => {
      const subscriptions: vscode.Disposable[] = [];
      const finish = () => {
        clearTimeout(timer);
        for (const subscription of subscriptions) subscription.dispose();
        done();
      };
      const timer = setTimeout(finish, milliseconds);
      subscriptions.push(
        token.onCancellationRequested(finish),
        studies.onDidChange(() => {
          if (holds(studies.entry(ref))) finish();
        }),
      );
    });
  }

  async function results(entry: StudyEntry): Promise<object> {
    const { ref, digest } = entry;
    if (digest === null) return { ...describeStudy(entry, relative), note: "This study has not been run yet." };
    const group = async (name: "best" | "front" | "failed", limit: number) =>
      (await worker.ask("trials", { ref, group: name, offset: 0, limit })).trials;
    const several = digest.directions.length > 1;
    const [best, front, failed, insight] = await Promise.all([
      several ? [] : group("best", 5),
      several ? group("front", FRONT) : [],
      group("failed", FAILURES),
      insights.of(ref),
    ]);
    return describeResults(entry, digest, { best, front, failed }, insight, relative);
  }

  return {
    hyperlens_list_studies: {
      prepare: () => saying(t("Looking for studies")),
      async invoke() {
        await scan.once();
        await studies.whenKnown(studies.entries().flatMap(({ digest, ref }) => (digest === null ? [] : [ref.journal])));
        return { studies: studies.entries().map((entry) => describeStudy(entry, relative)) };
      },
    },
    hyperlens_study_results: {
      prepare: ({ study }) => saying(t("Reading the results of {0}", study)),
      async invoke(input, token) {
        const entry = await find(input);
        const ended = (now: StudyEntry | undefined) => !isRunning(now?.digest ?? null);
        await until(entry.ref, ended, (input.wait_seconds ?? 0) * 1000, token);
        return results(present(entry));
      },
    },
    hyperlens_propose_space: {
      prepare: ({ file }) => saying(t("Looking for what could be tuned in {0}", file)),
      async invoke(input) {
        const { fsPath } = await fileNamed(input.file);
        const source = await openedSource(fsPath);
        const annotated = source === null ? null : annotatedSource(source);
        if (annotated === null)
          throw new ToolInputError(`${input.file} is in no language that annotations are known for.`);
        return { file: relative(fsPath), ...proposeSpace(annotated, input.function, source?.cells) };
      },
    },
    hyperlens_run_study: {
      async prepare(input) {
        const entry = await find(input);
        const annotated = runnable(entry);
        const total = input.trials ?? plannedTotal(annotated.study, trialsSetting(annotated.file));
        const code = relative(annotated.file);
        return {
          invocationMessage: t("Running {0}", entry.ref.study),
          confirmationMessages: {
            title: t("Run the study {0}?", entry.ref.study),
            message:
              total === null
                ? t("Its whole grid in the integrated terminal. Each trial executes the code of {0}.", code)
                : t(
                    "Up to {0} in the integrated terminal. Each trial executes the code of {1}.",
                    trialsText(total),
                    code,
                  ),
          },
        };
      },
      async invoke(input, token) {
        const entry = await find(input);
        const annotated = runnable(entry);
        if (isRunning(entry.digest)) return { started: false, note: "It runs already.", ...(await results(entry)) };
        const before = entry.digest?.started ?? null;
        const total =
          input.trials ?? nextTotal(annotated.study, entry.digest?.finished ?? 0, trialsSetting(annotated.file));
        await runs.run(annotated, total);
        const begun = (now: StudyEntry | undefined) =>
          isRunning(now?.digest ?? null) || (now?.digest?.started ?? null) !== before;
        await until(entry.ref, begun, START, token);
        const started = begun(studies.entry(entry.ref));
        const note = started
          ? "It runs in the terminal. hyperlens_study_results with wait_seconds waits for its end."
          : "No run was seen yet; its terminal says why.";
        return { started, note, ...describeStudy(present(entry), relative) };
      },
    },
    hyperlens_stop_study: {
      prepare: ({ study }) => saying(t("Stopping {0}", study)),
      async invoke(input, token) {
        const entry = await find(input);
        if (!isRunning(entry.digest))
          return { stopped: false, note: "It does not run.", ...describeStudy(entry, relative) };
        await runs.ask(entry.ref, { do: "stop" });
        await until(entry.ref, (now) => !isRunning(now?.digest ?? null), START, token);
        const stopped = !isRunning(studies.entry(entry.ref)?.digest ?? null);
        const note = stopped ? "It has stopped." : "It finishes its running trials first, then it stops.";
        return { stopped, note, ...describeStudy(present(entry), relative) };
      },
    },
  };
}

/** A file of the workspace by what a language model calls it. */
async function fileNamed(name: string): Promise<vscode.Uri> {
  const path = name.replaceAll("\\", "/").replace(/^\.\//, "");
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = folders.flatMap(({ uri, name: folder }) => [
    vscode.Uri.joinPath(uri, path),
    // In a workspace of several folders, paths begin with the folder's name.
    ...(path.startsWith(`${folder}/`) ? [vscode.Uri.joinPath(uri, path.slice(folder.length + 1))] : []),
    ...(path.startsWith(`${uri.path}/`) ? [uri.with({ path })] : []),
  ]);
  for (const candidate of candidates) {
    const within = folders.some(({ uri }) => candidate.path.startsWith(`${uri.path}/`));
    if (within && (await isFile(candidate))) return candidate;
  }
  throw new ToolInputError(`There is no file \`${name}\` in this workspace.`);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
