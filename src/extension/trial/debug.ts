import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { t } from "../l10n/translation.js";
import { log } from "../log.js";
import { isTrusted, savedStudy } from "../run/saved.js";
import type { RunTasks } from "../run/tasks.js";
import { executeOnce } from "../run/terminals.js";
import type { AnnotatedEntry } from "../studies/digest.js";
import { withCells } from "./cell-breakpoints.js";
import { type DescribedTrial, debugConfiguration } from "./configuration.js";

const PYTHON_DEBUGGER = "ms-python.debugpy";

/** Runs a trial by itself in its own terminal. */
export async function runInTerminal(entry: AnnotatedEntry, trial: number, tasks: RunTasks): Promise<void> {
  if (!isTrusted()) return;
  const study = await savedStudy(entry);
  if (study === null) return;
  await executeOnce(await tasks.trialTask({ ...entry, study }, trial), false);
}

/** Runs a trial by itself under the debugger of its language, with the breakpoints of the editor. */
export async function debugTrial(
  entry: AnnotatedEntry,
  trial: number,
  tasks: RunTasks,
  extensionPath: string,
): Promise<void> {
  if (!isTrusted()) return;
  const study = await savedStudy(entry);
  if (study === null) return;
  const described = await describe({ ...entry, study }, trial, tasks);
  const runners = join(extensionPath, "dist", "runners");
  const configuration = debugConfiguration(described, t("Trial {0} of {1}", trial, study.name), runners);
  if (typeof configuration === "string") {
    void vscode.window.showErrorMessage(configuration);
    return;
  }
  if (configuration.type === "debugpy" && vscode.extensions.getExtension(PYTHON_DEBUGGER) === undefined) {
    const [find, terminal] = [t("Find Extension"), t("Run in Terminal")];
    const choice = await vscode.window.showErrorMessage(
      t(
        "Trial {0} can be debugged with the extension Python Debugger ({1}), which is not installed. Without it, the trial runs in its own terminal, where breakpoint() works.",
        trial,
        PYTHON_DEBUGGER,
      ),
      find,
      terminal,
    );
    if (choice === find) {
      await vscode.commands.executeCommand("workbench.extensions.search", `@id:${PYTHON_DEBUGGER}`);
    }
    if (choice === terminal) await runInTerminal(entry, trial, tasks);
    return;
  }
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(entry.file));
  const cells = await withCells(entry.file, described.cells);
  const started = await vscode.debug.startDebugging(folder, { ...configuration, ...cells });
  if (!started) log().warn(`The debugger ${configuration.type} did not start trial ${trial} of ${study.name}.`);
}

/** What there is to start, as the driver says it: one place knows how a trial is run. */
async function describe(entry: AnnotatedEntry, trial: number, tasks: RunTasks): Promise<DescribedTrial> {
  const { file, study } = entry;
  const { program, words, cwd, env } = await tasks.driver(
    "try",
    { study: study.name, trial },
    file,
    study.givenOptions,
  );
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 16 * 1024 * 1024 };
  try {
    const { stdout } = await promisify(execFile)(program, [...words, "--describe"], options);
    return JSON.parse(stdout) as DescribedTrial;
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).replace(/^hyperlens: /, "") : "";
    throw said.trim() === "" ? error : new Error(said.trim());
  }
}
