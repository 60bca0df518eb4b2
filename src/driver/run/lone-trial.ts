import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { spell } from "../../core/annotations/spelling.js";
import { formatNumber } from "../../core/format/number.js";
import { codeName, isNotebook } from "../../core/notebooks/cell.js";
import { splitCells } from "../../core/notebooks/join.js";
import { RUNNER_PROTOCOL } from "../../core/protocol/runner.js";
import { encodeMessage } from "../../core/protocol/wire.js";
import type { Literal } from "../../core/space/literal.js";
import { TRIAL_ATTRIBUTES } from "../../core/study/attributes.js";
import { continuationIn } from "../../core/study/continuation.js";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import type { Trial } from "../../core/study/trial.js";
import { filledWord } from "../../core/text/command-words.js";
import { studyFolder } from "../places/studies.js";
import { childEnvironment } from "../processes/environment.js";
import { resumeVariables } from "./checkpoint.js";
import { type CommandLine, commandLine } from "./command-line.js";
import { readEnvironmentFile } from "./environment-file.js";
import { type ExecutionInput, executionOf, writesCopies } from "./execution.js";
import { hashOf } from "./kept-code.js";
import { loadMessage, runnerArguments } from "./objective.js";
import { patchedText, removeCopy, writeCopy } from "./patched-copy.js";
import { planRun } from "./plan.js";
import { type Execution, placeholder, pythonEnvironment, slotVariables } from "./slots.js";
import { valuesOf } from "./start.js";
import { type TrialBudget, trialBudget } from "./trial-budget.js";
import { argumentsOf, trialEnvironment } from "./trial-inputs.js";

export interface LoneTrialInput extends ExecutionInput {
  readonly journal: string;
  readonly study: StudyState;
  readonly trial: Trial;
  /**
   * Where a copy of the user's file goes that a program of its own reads: beside the file, where what it includes is
   * found, until `clean`; or within the trial's folder, where it may stay.
   */
  readonly copies: "beside" | "within";
  /** Values in the stead of the trial's own. */
  readonly changed: ReadonlyMap<string, Literal>;
}

/** The file that a cell of a notebook runs from. */
export interface CellFile {
  /** The cell's number among all cells of the notebook, from 1. */
  readonly number: number;
  readonly file: string;
}

/** One trial that is run by itself: once more with its values and its seed, without a driver, outside of the study. */
export interface LoneTrial {
  /** The programs, one after the other. */
  readonly programs: readonly CommandLine[];
  readonly cwd: string;
  /** What is added to the environment, and the whole of it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** A line that names the trial and its values. */
  readonly heading: string;
  /** Whether the program says that line itself. */
  readonly tellsItself: boolean;
  /** The files that the cells of a notebook run from, so that a debugger stops there; null where they need none. */
  readonly cells: readonly CellFile[] | null;
  /** Removes what was written for it beside the user's files. */
  clean(): void;
}

/**
 * Makes everything ready for a trial by itself. What it needs is written into a folder of its own, which is emptied
 * first.
 *
 * @throws {MissingInterpreterError | UnsupportedObjectiveError | EnvironmentFileError | PatchError | MethodOptionError}
 */
export function prepareLoneTrial(input: LoneTrialInput): LoneTrial {
  const { target, options, cwd, environment, study, trial, journal, changed } = input;
  const execution = executionOf(input);
  const space = new Set(target.study.space.parameters.map(({ name }) => name));
  const own = [...valuesOf(study, trial), ...changed].filter(([name]) => space.has(name));
  const plan = planRun(target.study, options, study);
  const budget = plan.resource === null ? null : trialBudget(plan.resource, trial);
  const values = new Map(own);
  const folder = join(studyFolder(journal), "alone", String(trial.number));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = options.env === null ? {} : readEnvironmentFile(resolve(dirname(target.file), options.env));
  const described = trialEnvironment({
    study: study.name,
    seed: summarise(study).seed ?? plan.seed,
    trial: trial.number,
    folder,
  });
  const added = {
    ...slotVariables({ options, index: 0, variables: file }),
    ...described,
    ...resumeVariables(journal, continuationIn(trial.systemAttributes)),
  };
  const ready: Ready = { ...input, execution, values, budget, folder, added };
  const { programs, tellsItself, cells, copy, more } =
    execution.kind === "runner" ? called(ready, execution) : started(ready, execution);
  const variables = { ...added, ...more };
  return {
    programs,
    cwd,
    variables,
    environment: { ...childEnvironment(environment), ...variables },
    heading: headingOf(ready),
    tellsItself,
    cells,
    clean: () => {
      if (copy !== null) removeCopy(copy);
    },
  };
}

interface Ready extends LoneTrialInput {
  readonly execution: Execution;
  readonly values: ReadonlyMap<string, Literal>;
  readonly budget: TrialBudget | null;
  /** The trial's folder. */
  readonly folder: string;
  readonly added: Readonly<Record<string, string>> & ReturnType<typeof trialEnvironment>;
}

interface Programs {
  readonly programs: readonly CommandLine[];
  readonly tellsItself: boolean;
  readonly cells: LoneTrial["cells"];
  /** A copy that stands beside the user's file. */
  readonly copy: string | null;
  readonly more: Readonly<Record<string, string>>;
}

/** A function, called by once.py or once.mjs. */
function called(ready: Ready, execution: Extract<Execution, { kind: "runner" }>): Programs {
  const { target, options, trial, values, budget, added } = ready;
  const { objective, interpreter } = execution;
  const isArgument = (name: string) => !target.study.slots.some((slot) => slot.name === name && slot.place === "code");
  const load = {
    ...loadMessage(target.file, target.study, objective, options),
    ...({ type: "load", version: RUNNER_PROTOCOL, marker: "", cwd: null, environment: null } as const),
    copy: writesCopies(execution) || isNotebook(target.file) ? writeWithin(ready) : null,
  };
  const cells = writeCells(ready);
  const run = {
    type: "run",
    trial: trial.number,
    params: argumentsOf({ values, budget }, isArgument),
    environment: added,
  } as const;
  const order = [
    `"heading":${JSON.stringify(headingOf(ready))}`,
    `"cells":${JSON.stringify(cells)}`,
    `"load":${encodeMessage(load)}`,
    `"run":${encodeMessage(run)}`,
    `"steps":${budget === null || budget.argument ? "null" : budget.steps}`,
    `"closing":${JSON.stringify(closingOf(ready))}`,
  ];
  const path = writeOrder(ready, `{${order.join(",")}}`);
  const [runner = "", ...more] = [...runnerArguments(objective, interpreter)].reverse();
  const once = runner.replace(/runner(\.\w+)$/, "once$1");
  const runtime = objective.language === "python" ? "python" : "node";
  const program = { runtime, program: interpreter.path, flags: more.reverse(), arguments: [path] } as const;
  return {
    programs: [{ ...program, entry: { kind: "file", name: once } }],
    tellsItself: true,
    cells,
    copy: null,
    more: {},
  };
}

/** A script or a command. */
function started(ready: Ready, execution: Extract<Execution, { kind: "program" }>): Programs {
  const { target, values, budget, added } = ready;
  const { program } = execution;
  const isScript = target.study.objective.kind === "script";
  const under = isScript ? commandLine(program.steps[0]!.map((word) => filledWord(word, () => target.file))) : null;
  if (under?.runtime === "python") {
    const script = { file: target.file, copy: writeWithin(ready), arguments: [] };
    const cells = writeCells(ready);
    const path = writeOrder(ready, JSON.stringify({ heading: headingOf(ready), cells, script }));
    const entry = { kind: "file", name: ownRunner("once.py") } as const;
    const more = pythonEnvironment(program, added, target.file, null);
    return { programs: [{ ...under, entry, arguments: [path] }], tellsItself: true, cells, copy: null, more };
  }
  if (under?.runtime === "node") {
    const flags = [...under.flags, "--import", pathToFileURL(ownRunner("substitute.mjs")).href];
    const told = JSON.stringify({ file: target.file, copy: writeWithin(ready) });
    return {
      programs: [{ ...under, flags }],
      tellsItself: false,
      cells: null,
      copy: null,
      more: { HYPERLENS_SUBSTITUTE: told },
    };
  }
  // Programs that are not ours to lead find the copy where they would find the file.
  const copy = program.usesCopy ? (ready.copies === "within" ? writeWithin(ready) : writeBeside(ready)) : null;
  const whole = budget === null ? values : new Map([...values, [budget.name, budget.literal]]);
  const fill = (name: string) => placeholder(target, name, { values: whole, copy, environment: added });
  const programs = program.steps.map((step) => commandLine(step.map((word) => filledWord(word, fill))));
  const beside = ready.copies === "beside" ? copy : null;
  return {
    programs,
    tellsItself: false,
    cells: null,
    copy: beside,
    more: pythonEnvironment(program, added, target.file, copy),
  };
}

function writeBeside({ target, trial, values, folder }: Ready): string {
  return writeCopy(target.file, trial.number, patchedText(target.text, target.study, target.language, values), folder);
}

/** The file with the values in it, in the trial's own folder; gives its path. */
function writeWithin({ target, values, folder }: Ready): string {
  const path = join(folder, `code${extname(codeName(target.file))}`);
  writeFileSync(path, patchedText(target.text, target.study, target.language, values));
  return path;
}

/**
 * The cells of a notebook, with the values in them, each in a file of its own: a debugger finds a breakpoint by the file
 * that it stands in. Where nobody debugs, cells run under their own names, which people read.
 */
function writeCells({ target, values, folder, copies }: Ready): LoneTrial["cells"] {
  if (copies === "beside" || !isNotebook(target.file)) return null;
  const text = patchedText(target.text, target.study, target.language, values);
  return splitCells(text).map((cell) => {
    const file = join(folder, `cell ${cell.number}.py`);
    writeFileSync(file, cell.text);
    return { number: cell.number, file };
  });
}

function writeOrder({ folder }: Ready, text: string): string {
  const path = join(folder, "order.json");
  writeFileSync(path, text);
  return path;
}

function ownRunner(name: string): string {
  return fileURLToPath(new URL(`./runners/${name}`, import.meta.url));
}

function headingOf({ target, study, trial, values, budget }: Ready): string {
  const all = budget === null ? values : new Map([...values, [budget.name, budget.literal]]);
  const texts = [...all].map(([name, literal]) => `${name}=${spell(literal, target.language)}`);
  const code = trial.systemAttributes.get(TRIAL_ATTRIBUTES.code);
  const changed = typeof code === "string" && code !== hashOf(Buffer.from(target.text));
  const note = changed ? "\nThe file has changed since the trial ran; it is run as it stands now." : "";
  return `Trial ${trial.number} of ${study.name} by itself: ${texts.join(" ")}${note}`;
}

/** What the study has of the trial, to be compared. */
function closingOf({ study, trial, target, changed }: Ready): string | null {
  if (trial.outcome.kind !== "complete" || changed.size > 0) return null;
  const values = trial.outcome.values.map((value, i) => {
    return `${target.study.goals[i]?.metric ?? "value"} = ${formatNumber(value)}`;
  });
  return `The study ${study.name} has ${values.join(", ")} for this trial.`;
}
