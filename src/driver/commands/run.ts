import { existsSync } from "node:fs";
import { resolveOptions } from "../../core/study/option-value.js";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import { keepHeapSmall } from "../heap.js";
import { Journal } from "../journal/journal.js";
import { journalPath, studiesFolder } from "../places/studies.js";
import { type DriveOutcome, drive } from "../run/drive.js";
import { LoadError } from "../run/load-error.js";
import { StopSignals } from "../run/stop-signals.js";
import { tellClosing } from "../terminal/closing.js";
import { Reporter } from "../terminal/reporter.js";
import { TerminalView } from "../terminal/run-view.js";
import { createScreen } from "../terminal/screen.js";
import { styleFor } from "../terminal/style.js";
import { isExpected } from "./expected.js";
import { readRunArguments } from "./options.js";
import { type RunResult, runResult } from "./run-result.js";
import { readTarget } from "./target.js";
import { helpText } from "./usage.js";
import { workingDirectory } from "./working-directory.js";

/** `hyperlens run`; gives the exit status. @throws {UsageError, AnnotationError} */
export async function runCommand(words: readonly string[]): Promise<number> {
  const given = readRunArguments(words);
  if (given.help) {
    process.stdout.write(helpText("run"));
    return 0;
  }
  keepHeapSmall();
  const stream = given.json ? process.stderr : process.stdout;
  const style = styleFor(stream, process.env);
  const screen = createScreen(stream);
  const tell = (result: RunResult): number => {
    if (given.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.error === null && result.counts.complete > 0 ? 0 : 1;
  };
  let name = given.target;
  let journal: string | null = null;
  const signals = new StopSignals();
  let view: TerminalView | null = null;
  try {
    const target = readTarget(given.target);
    const { study, language, file } = target;
    name = study.name;
    const { python, node, ...commandLine } = given.options;
    const options = resolveOptions(study.options, study.givenOptions, {}, commandLine);
    const folder = studiesFolder(file, given.studies);
    journal = journalPath(folder, study.name);
    const reporter = new Reporter(screen, style, language);
    view = new TerminalView(screen, reporter);
    const outcome = await drive({
      target,
      options,
      folder,
      journal,
      cwd: workingDirectory(target, options.cwd, commandLine.cwd !== undefined),
      given: { python: python ?? null, node: node ?? null },
      environment: process.env,
      signals,
      view,
      join: given.join,
    });
    view.close();
    const next = nextCommand(given.target, outcome);
    tellClosing({ ...outcome, next }, screen, style, reporter);
    return tell(runResult({ name, journal, study: outcome.study, reason: outcome.reason, error: null }));
  } catch (error) {
    view?.close();
    if (!isExpected(error)) throw error;
    screen.line(style.bad(error.message));
    const trace = error instanceof LoadError ? error.failure.traceback : null;
    if (trace !== null) screen.line(style.dim(trace));
    return tell(runResult({ name, journal, study: storedStudy(journal, name), reason: null, error: error.message }));
  } finally {
    signals.dispose();
  }
}

/** What to type to go on. */
function nextCommand(target: string, { study, reason }: DriveOutcome): string {
  const { counts, finished } = summarise(study);
  if (reason !== null && counts.waiting > 0) return `Run again to go on: hyperlens run ${target}`;
  return `More trials: hyperlens run ${target} --trials ${Math.max(10, Math.ceil(finished / 10) * 10 * 2)}`;
}

/** What the journal holds of a study that could not run, or not to its end; undefined where it holds nothing. */
function storedStudy(journal: string | null, name: string): StudyState | undefined {
  if (journal === null || !existsSync(journal)) return undefined;
  try {
    const present = Journal.open(journal, "read");
    present.close();
    return present.state.study(name);
  } catch {
    return undefined; // Why it cannot be read has just been said.
  }
}
