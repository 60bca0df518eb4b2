import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { languageOf } from "../../core/annotations/languages.js";
import type { AnnotatedStudy } from "../../core/annotations/study.js";
import { parsedSource } from "../documents/parsed.js";
import { openedSource } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import { log } from "../log.js";
import { studiesSetting } from "../store/places.js";
import type { WorkspaceScan } from "../store/scan.js";
import type { Studies } from "../store/studies.js";
import type { AnnotatedEntry } from "../studies/digest.js";
import { definitionOf, fileOf, type RunDefinition, readDefinition, TASK_TYPE } from "./definition.js";
import { runFlags, unknownOptions } from "./flags.js";
import { expandFolder, runFolder } from "./folder.js";
import { pythonFor } from "./python.js";
import { studySettings } from "./settings.js";

/** Offers a task for each study, and completes those of tasks.json. */
export class RunTasks implements vscode.TaskProvider {
  constructor(
    private readonly extensionPath: string,
    private readonly studies: Studies,
    private readonly scan: WorkspaceScan,
  ) {}

  async provideTasks(): Promise<vscode.Task[]> {
    await this.scan.once();
    const runnable = this.studies.entries().flatMap(({ annotated }) => (annotated?.study.valid ? [annotated] : []));
    return Promise.all(runnable.map((annotated) => this.taskFor(annotated, {})));
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const definition = readDefinition(task.definition);
    if (typeof definition === "string") {
      log().error(definition);
      return undefined;
    }
    const unknown = unknownOptions(definition.options ?? {});
    if (unknown.length > 0) log().error(`The task ${task.name} has options that do not exist: ${unknown.join(", ")}.`);
    const scope = typeof task.scope === "object" ? task.scope : vscode.workspace.workspaceFolders?.[0];
    const file = fileOf(definition, scope?.uri.fsPath ?? null);
    // The very definition that came in must go out again, or the editor takes it for another task.
    const given = (await studyIn(vscode.Uri.file(file), definition.study))?.givenOptions ?? [];
    return this.task(task.definition, definition, file, task.scope ?? vscode.TaskScope.Workspace, task.name, given);
  }

  taskFor(entry: AnnotatedEntry, options: NonNullable<RunDefinition["options"]>): Promise<vscode.Task> {
    return this.taskOf(entry, entry.study.name, { options });
  }

  /** A task that runs one trial by itself, once more. */
  trialTask(entry: AnnotatedEntry, trial: number): Promise<vscode.Task> {
    return this.taskOf(entry, t("Trial {0} of {1}", trial, entry.study.name), { trial });
  }

  /** A task that runs the best trials of a study again. */
  confirmTask(entry: AnnotatedEntry): Promise<vscode.Task> {
    return this.taskOf(entry, t("Confirm {0}", entry.study.name), { confirm: true });
  }

  /** How the driver is started for a study: its program, its words, and what is added to its environment. */
  async driver(
    command: "run" | "try" | "confirm",
    { study, options = {}, trial }: Pick<RunDefinition, "study" | "options" | "trial">,
    file: string,
    given: readonly string[],
  ) {
    const uri = vscode.Uri.file(file);
    const settings = vscode.workspace.getConfiguration("hyperlens", uri);
    const python = languageOf(file)?.family === "python" ? await pythonFor(uri) : null;
    const flags = runFlags({
      options,
      settings: studySettings(file),
      given,
      studies: studiesSetting(file),
      python: python?.path ?? null,
      node: expandFolder(settings.get("node", ""), uri),
    });
    const target = [`${file}:${study}`, ...(trial === undefined ? [] : [String(trial)])];
    return this.program([command, ...target, ...flags], file);
  }

  /** How `hyperlens import` is started for a study, which is told nothing of how it is run. */
  async importer({ file, study }: AnnotatedEntry, words: readonly string[]) {
    const python = languageOf(file)?.family === "python" ? await pythonFor(vscode.Uri.file(file)) : null;
    const studies = studiesSetting(file);
    const flags = [
      ...(python === null ? [] : [`--python=${python.path}`]),
      ...(studies === null ? [] : [`--studies=${studies}`]),
    ];
    return this.program(["import", `${file}:${study.name}`, ...words, ...flags, "--json"], file);
  }

  private program(words: readonly string[], file: string) {
    return {
      program: process.execPath,
      words: [join(this.extensionPath, "dist", "cli.js"), ...words],
      cwd: runFolder(file),
      // On the desktop the editor's own runtime is Electron, which is Node only when it is told so.
      env: { ELECTRON_RUN_AS_NODE: "1" },
    };
  }

  private taskOf(
    { file, study }: AnnotatedEntry,
    name: string,
    { options, ...part }: Pick<RunDefinition, "options" | "trial" | "confirm">,
  ): Promise<vscode.Task> {
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file));
    const definition = definitionOf(folder?.uri.fsPath ?? runFolder(file), file, study.name, options, part);
    const scope = folder ?? vscode.TaskScope.Workspace;
    return this.task({ ...definition }, definition, file, scope, name, study.givenOptions);
  }

  private async task(
    identity: vscode.TaskDefinition,
    definition: RunDefinition,
    file: string,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
    given: readonly string[],
  ): Promise<vscode.Task> {
    const { study, trial, confirm } = definition;
    const alone = trial !== undefined;
    const command = alone ? "try" : confirm ? "confirm" : "run";
    const { program, words, cwd, env } = await this.driver(command, definition, file, given);
    const execution = new vscode.ProcessExecution(program, words, { cwd, env });
    const task = new vscode.Task(identity, scope, name, "hyperlens", execution, []);
    // Only background tasks come back after a reload of the window; a trial by itself belongs to whoever looks at it.
    task.isBackground = !alone;
    task.group = vscode.TaskGroup.Test;
    const place = vscode.workspace.asRelativePath(vscode.Uri.file(file));
    task.detail = alone
      ? t("Run trial {0} of {1} by itself in {2}", trial, study, place)
      : confirm
        ? t("Run the best trials of {0} again in {1}", study, place)
        : t("Tune {0} in {1}", study, place);
    task.presentationOptions = {
      reveal: vscode.TaskRevealKind.Always,
      panel: vscode.TaskPanelKind.Dedicated,
      focus: alone,
      echo: false,
      clear: true,
      showReuseMessage: false,
    };
    return task;
  }
}

/** The study as its file has it now: open documents first. */
async function studyIn(uri: vscode.Uri, name: string): Promise<AnnotatedStudy | undefined> {
  if (!existsSync(uri.fsPath)) return undefined;
  const source = await openedSource(uri.fsPath);
  return source === null ? undefined : parsedSource(source).studies.find((study) => study.name === name);
}

/** Whether a task that runs is a run of this study. */
export function runsStudy(task: vscode.Task, { file, study }: AnnotatedEntry): boolean {
  if (task.definition.type !== TASK_TYPE || task.definition.study !== study.name) return false;
  const definition = readDefinition(task.definition);
  if (typeof definition === "string" || definition.trial !== undefined || definition.confirm) return false;
  const scope = typeof task.scope === "object" ? task.scope.uri.fsPath : runFolder(file);
  return fileOf(definition, scope) === file;
}
