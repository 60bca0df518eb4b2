import { formatDifference, formatNumber } from "../../core/format/number.js";
import { TRIAL_ATTRIBUTES } from "../../core/study/attributes.js";
import { type Confirmed, confirmationName, confirmedTrials, repeatsOf } from "../../core/study/confirm.js";
import { resolveOptions } from "../../core/study/option-value.js";
import { keepHeapSmall } from "../heap.js";
import { studyIn } from "../journal/repeats.js";
import { journalPath, studiesFolder } from "../places/studies.js";
import { drive } from "../run/drive.js";
import { StopSignals } from "../run/stop-signals.js";
import { Reporter } from "../terminal/reporter.js";
import { TerminalView } from "../terminal/run-view.js";
import { createScreen, type Screen } from "../terminal/screen.js";
import { styleFor } from "../terminal/style.js";
import { isExpected } from "./expected.js";
import { readConfirmArguments } from "./options.js";
import { readTarget } from "./target.js";
import { helpText } from "./usage.js";
import { workingDirectory } from "./working-directory.js";

/** `hyperlens confirm`; gives the exit status. @throws {UsageError, AnnotationError} */
export async function confirmCommand(words: readonly string[]): Promise<number> {
  const given = readConfirmArguments(words);
  if (given.help) {
    process.stdout.write(helpText("confirm"));
    return 0;
  }
  keepHeapSmall();
  const stream = given.json ? process.stderr : process.stdout;
  const style = styleFor(stream, process.env);
  const screen = createScreen(stream);
  const signals = new StopSignals();
  let view: TerminalView | null = null;
  const fail = (message: string): number => {
    screen.line(style.bad(message));
    if (given.json) process.stdout.write(`${JSON.stringify({ study: given.target, error: message })}\n`);
    return 1;
  };
  try {
    const target = readTarget(given.target);
    const { study, file } = target;
    const folder = studiesFolder(file, given.studies);
    const original = studyIn(journalPath(folder, study.name), study.name);
    const repeats = original === undefined ? [] : repeatsOf(original, given.top, given.times);
    if (original === undefined || repeats.length === 0) {
      return fail(
        `The study ${study.name} has no completed trial to confirm; run it first: hyperlens run ${given.target}`,
      );
    }
    if (original.directions.length > 1) return fail("Only a study with one direction has a winner to confirm.");
    const name = confirmationName(study.name);
    const journal = journalPath(folder, name);
    const before = studyIn(journal, name)?.trials.length ?? 0;
    const { python, node, ...commandLine } = given.options;
    const options = {
      ...resolveOptions(study.options, study.givenOptions, {}, commandLine),
      // Each repeat is run to its end, whatever the others gave.
      ...{ trials: before + repeats.length, baseline: false, noisy: true, pruner: { name: "none", options: {} } },
      ...{ target: null, patience: null, plateau: null, regret: null },
    };
    const { test } = options;
    const marks = test === null ? [] : [[TRIAL_ATTRIBUTES.tests, test] as const];
    view = new TerminalView(screen, new Reporter(screen, style, target.language));
    const outcome = await drive({
      target: { ...target, study: { ...study, name } },
      options,
      folder,
      journal,
      cwd: workingDirectory(target, options.cwd, commandLine.cwd !== undefined),
      given: { python: python ?? null, node: node ?? null },
      environment: process.env,
      signals,
      view,
      join: false,
      queued: repeats.map(({ of, values }) => ({ values, attributes: [[TRIAL_ATTRIBUTES.confirms, of], ...marks] })),
    });
    view.close();
    const confirmed = confirmedTrials(original, outcome.study, test);
    tell(screen, confirmed, test);
    const known = confirmed.some(({ repeats: values }) => values.length > 0);
    if (given.json) process.stdout.write(`${JSON.stringify({ study: study.name, journal, confirmed, error: null })}\n`);
    if (!known && test !== null) return fail(`No repeat returned a metric called ${test}.`);
    return known ? 0 : 1;
  } catch (error) {
    view?.close();
    if (!isExpected(error)) throw error;
    return fail(error.message);
  } finally {
    signals.dispose();
  }
}

function tell(screen: Screen, confirmed: readonly Confirmed[], metric: string | null): void {
  screen.line("");
  screen.line(
    metric === null ? "What the repeats bear out, the best first:" : `${metric} of the repeats, the best first:`,
  );
  for (const { trial, found, repeats, mean, standardError, luck } of confirmed) {
    const error = standardError === null ? "" : ` ±${formatNumber(Number(standardError.toPrecision(2)))}`;
    const middle = mean === null ? "no repeat completed" : `${formatNumber(mean)}${error} over ${repeats.length}`;
    const part =
      luck === null
        ? ""
        : `, ${luck > 0 ? `${formatNumber(luck)} of it luck` : `no luck in it (${formatDifference(-luck)})`}`;
    screen.line(`  trial ${trial}: ${middle}; found with ${formatNumber(found)}${part}`);
  }
}
