import { basename, dirname } from "node:path";
import { spell } from "../../core/annotations/spelling.js";
import type { Goal } from "../../core/annotations/study.js";
import type { MetricLogSetup } from "../../core/protocol/metric-log.js";
import { RUNNER_PROTOCOL } from "../../core/protocol/runner.js";
import type { StudyOptions } from "../../core/study/options.js";
import type { Interpreter } from "../interpreters/find.js";
import { childEnvironment } from "../processes/environment.js";
import type { GroupGuard } from "../processes/guard.js";
import { RunnerProcess } from "../processes/runner.js";
import { CommandSlot } from "./command-slot.js";
import { isLost, launched, launcherWords, placed } from "./launcher.js";
import { type FunctionObjective, loadMessage, runnerArguments } from "./objective.js";
import type { Sink } from "./output-queue.js";
import type { Target } from "./owner.js";
import { checkProgram, type Program } from "./program.js";
import { RunnerSlot } from "./runner-slot.js";
import type { Assignment, TrialSlot } from "./trial-slot.js";

/** How the trials of a run are executed. */
export type Execution =
  | { readonly kind: "runner"; readonly objective: FunctionObjective; readonly interpreter: Interpreter }
  | { readonly kind: "program"; readonly program: Program };

export interface SlotsInput {
  readonly target: Target;
  readonly execution: Execution;
  readonly options: StudyOptions;
  readonly environment: NodeJS.ProcessEnv;
  /** Working directory of the objective. */
  readonly cwd: string;
  /** Which slot it is, from 0. */
  readonly index: number;
  /** Variables of the option env. */
  readonly variables: Readonly<Record<string, string>>;
  readonly guard: GroupGuard;
  /** The source as it stood when the run began, to load in the file's stead; null where the file itself is loaded. */
  readonly copy: string | null;
  loadOutput(): Sink;
  loaded(runner: { readonly runtime: string; readonly folder: boolean }): void;
}

/** A slot of a run; no process is started yet. */
export function createSlot(input: SlotsInput): TrialSlot {
  return input.execution.kind === "runner"
    ? runnerSlot(input, input.execution)
    : commandSlot(input, input.execution.program);
}

function runnerSlot(input: SlotsInput, { objective, interpreter }: Extract<Execution, { kind: "runner" }>): TrialSlot {
  const { target, options, guard, cwd } = input;
  const variables = slotVariables(input);
  const launcher = launcherWords(options.launcher);
  const command = launched(launcher, {
    program: interpreter.path,
    arguments: runnerArguments(objective, interpreter),
    cwd,
    environment: { ...childEnvironment(input.environment), ...variables },
  });
  const load = loadMessage(target.file, target.study, objective, options);
  return new RunnerSlot({
    start: (listener) => new RunnerProcess(command, guard, listener),
    load: { ...load, cwd: launcher === null ? null : cwd, environment: launcher === null ? null : variables },
    isRemote: launcher !== null,
    isLost: (exit, words) => isLost(launcher, exit, words),
    copy: input.copy,
    fresh: objective.patched || options.isolation === "process",
    timeout: options.trial_timeout,
    version: RUNNER_PROTOCOL,
    interpreter: interpreter.path,
    metrics: printedMetric(target.study.goals, options),
    loadSink: input.loadOutput,
    loaded: input.loaded,
  });
}

/** One metric with a name can be listened for; several would have to be told at once. */
function printedMetric(goals: readonly Goal[], { aggregate }: StudyOptions): MetricLogSetup | null {
  const [goal, more] = goals;
  if (goal?.metric == null || more !== undefined) return null;
  return { goals: [{ direction: goal.direction, metric: goal.metric }], others: [], aggregate };
}

function commandSlot(input: SlotsInput, program: Program): TrialSlot {
  const { target, options, guard, cwd } = input;
  const { study, file } = target;
  const variables = slotVariables(input);
  const own = { ...childEnvironment(input.environment), ...variables };
  const launcher = launcherWords(options.launcher);
  return new CommandSlot({
    steps: program.steps,
    placeholder: (name, assignment) => placeholder(target, name, assignment),
    rename: (copy) => (dirname(copy) === dirname(file) ? [basename(copy), basename(file)] : [copy, file]),
    metrics: {
      goals: study.goals.map(({ direction, metric }) => ({ direction, metric: metric ?? "" })),
      others: study.outcomeConstraints.map(({ metric }) => metric),
      aggregate: options.aggregate,
    },
    cwd,
    environment: own,
    added: ({ copy }) => ({ ...variables, ...pythonEnvironment(program, own, file, copy) }),
    place: (command, added) => placed(launcher, command, added),
    remote: launcher !== null,
    isLost: (exit, words) => isLost(launcher, exit, words),
    guard,
    timeout: options.trial_timeout,
    check: () => {
      checkProgram(program, file, input.copy, own);
      input.loaded({ runtime: program.runtime, folder: true });
    },
  });
}

/** What a slot's processes find in their environment beside the driver's: the study's file, and the slot's GPU. */
export function slotVariables({
  options,
  index,
  variables,
}: Pick<SlotsInput, "options" | "index" | "variables">): Readonly<Record<string, string>> {
  const gpus = options.gpus?.split(",") ?? [];
  const gpu = gpus[index % gpus.length];
  return gpu === undefined ? variables : { ...variables, CUDA_VISIBLE_DEVICES: gpu };
}

/** What a placeholder of a command stands for; a parameter that is not active keeps the value in the code. */
export function placeholder(
  { file, study, language }: Target,
  name: string,
  assignment: Pick<Assignment, "values" | "copy" | "environment">,
): string {
  const slot = study.slots.find((candidate) => candidate.name === name);
  if (slot !== undefined) {
    const literal = assignment.values.get(name) ?? slot.literal;
    if (literal === null) return "";
    return literal.kind === "string" ? literal.value : spell(literal, language);
  }
  const budget = assignment.values.get(name);
  if (budget !== undefined) return spell(budget, language);
  switch (name) {
    case "file":
      return assignment.copy ?? file;
    case "trial":
      return assignment.environment.HYPERLENS_TRIAL;
    case "folder":
      return assignment.environment.HYPERLENS_FOLDER;
    case "resume":
      return assignment.environment.HYPERLENS_RESUME_FROM ?? "";
    case "seed":
      return assignment.environment.HYPERLENS_SEED;
    default:
      return `{${name}}`; // The parser has refused it.
  }
}

/** Lines come when they are printed; a copy that could not stand beside its original imports what stands there. */
export function pythonEnvironment(
  program: Program,
  own: Readonly<Record<string, string>>,
  file: string,
  copy: string | null,
): Readonly<Record<string, string>> {
  if (!program.python) return {};
  const unbuffered = { PYTHONUNBUFFERED: own.PYTHONUNBUFFERED ?? "1" };
  if (copy === null || dirname(copy) === dirname(file)) return unbuffered;
  const separator = process.platform === "win32" ? ";" : ":";
  const path = [dirname(file), own.PYTHONPATH].filter((part) => part !== undefined && part !== "").join(separator);
  return { ...unbuffered, PYTHONPATH: path };
}
