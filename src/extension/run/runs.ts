import * as vscode from "vscode";
import type { ControlAction } from "../../core/study/control.js";
import { t } from "../l10n/translation.js";
import { log, messageOf } from "../log.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { type AnnotatedEntry, isRunning, type StudyRef, studyKey } from "../studies/digest.js";
import type { WorkerCalls } from "../worker/messages.js";
import { isTrusted, savedStudy } from "./saved.js";
import { type RunTasks, runsStudy } from "./tasks.js";
import { executeOnce, pidOf, showTerminalOf } from "./terminals.js";

/** How long a driver may take to answer a wish before something else is offered (milliseconds). */
const ANSWER = 10_000;

/** A task that was started is seen among the running ones within this time (milliseconds). */
const SETTLE = 1_000;

/** Starts and stops studies. */
export class Runs {
  /** Studies whose run was asked for and is not yet seen: a second click changes nothing. */
  private readonly starting = new Set<string>();

  constructor(
    private readonly studies: Studies,
    private readonly tasks: RunTasks,
    private readonly worker: WorkerClient,
  ) {}

  /** Runs a study in the integrated terminal, or shows the run that there is. */
  async run(entry: AnnotatedEntry, trials: number | null): Promise<void> {
    if (!isTrusted()) return;
    if (isRunning(this.studies.digest(entry.ref))) return this.showRun(entry.ref);
    const key = studyKey(entry.ref);
    if (this.starting.has(key)) return;
    this.starting.add(key);
    try {
      await this.start(entry, trials);
    } finally {
      // The editor lists a task only once its process has started.
      setTimeout(() => this.starting.delete(key), SETTLE).unref();
    }
  }

  /** Runs the best trials of a study again; its own name in the tree shows how far that is. */
  async confirm(entry: AnnotatedEntry): Promise<void> {
    if (!isTrusted()) return;
    const study = await savedStudy(entry);
    if (study !== null) await executeOnce(await this.tasks.confirmTask({ ...entry, study }), true);
  }

  /** Shows the terminal of a study that runs; says where it runs where that is not in this window. */
  async showRun(ref: StudyRef): Promise<void> {
    const digest = this.studies.digest(ref);
    const pid = pidOf(digest);
    if (pid !== null && (await showTerminalOf(pid))) return;
    if (digest?.activity.kind !== "running") return;
    const { host } = digest.activity;
    const text =
      pid === null
        ? t("{0} runs on {1}.", ref.study, host)
        : t("{0} runs in another terminal (process {1}).", ref.study, pid);
    const choice = await vscode.window.showInformationMessage(text, t("Open Results"));
    if (choice !== undefined) await vscode.commands.executeCommand("hyperlens.showResults", ref);
  }

  /** Asks something of the drivers of a study; true where it is written down for them, or already done. */
  async ask(ref: StudyRef, action: ControlAction): Promise<boolean> {
    const pid = pidOf(this.studies.digest(ref));
    let outcome: WorkerCalls["wish"]["answer"];
    try {
      outcome = await this.worker.ask("wish", { ref, action });
    } catch (error) {
      const ends = action.do === "stop" || action.do === "stopNow";
      const remedy = pid === null || !ends ? [] : [t("End Process")];
      const choice = await vscode.window.showErrorMessage(
        t("{0} could not be told: {1}", ref.study, messageOf(error)),
        ...remedy,
      );
      if (choice !== undefined && pid !== null) this.end(pid);
      return false;
    }
    switch (outcome.kind) {
      case "refused":
        void vscode.window.showInformationMessage(outcome.message);
        return false;
      case "nobody":
        void vscode.window.showInformationMessage(t("{0} does not run, so there is nobody to ask.", ref.study));
        return false;
      case "taken":
        return true;
      case "asked": {
        const { id } = outcome;
        setTimeout(() => void this.checkAnswer(ref, id), ANSWER).unref();
        return true;
      }
    }
  }

  private async start(entry: AnnotatedEntry, trials: number | null): Promise<void> {
    const present = vscode.tasks.taskExecutions.find(({ task }) => runsStudy(task, entry));
    if (present !== undefined) {
      // The editor would answer a second start of the same task with a question.
      vscode.window.terminals.find(({ name }) => name.includes(present.task.name))?.show(true);
      return;
    }
    const study = await savedStudy(entry);
    if (study === null) return;
    this.worker.tell("expect", { journal: entry.ref.journal });
    const options = trials === null ? {} : { trials };
    const task = await this.tasks.taskFor({ ...entry, study }, options);
    log().info(`Running ${study.name} of ${entry.file}.`);
    await vscode.tasks.executeTask(task);
  }

  /** A driver that takes no wish after a while may hang: ending its process is offered. */
  private async checkAnswer(ref: StudyRef, wish: string): Promise<void> {
    const [digest] = (await this.worker.ask("look", { journal: ref.journal })).filter(
      (one) => one.ref.study === ref.study,
    );
    if (digest?.activity.kind !== "running" || digest.activity.last?.id !== wish || digest.activity.answered) return;
    const { pid } = digest.activity;
    if (pid === null) {
      void vscode.window.showWarningMessage(
        t("The run of {0} on {1} does not answer.", ref.study, digest.activity.host),
      );
      return;
    }
    const choice = await vscode.window.showWarningMessage(
      t(
        "The run of {0} does not answer. Its process {1} can be ended; running trials are then queued again.",
        ref.study,
        pid,
      ),
      t("End Process"),
    );
    if (choice !== undefined) this.end(pid);
  }

  private end(pid: number): void {
    try {
      process.kill(pid, "SIGTERM");
    } catch (error) {
      log().warn(`Process ${pid} could not be ended: ${messageOf(error)}`);
    }
  }
}
