import { fileURLToPath } from "node:url";
import type { AnnotatedStudy, Objective } from "../../core/annotations/study.js";
import type { DriverMessage } from "../../core/protocol/runner.js";
import type { StudyOptions } from "../../core/study/options.js";
import { findNode, findPython, type Interpreter } from "../interpreters/find.js";
import { stripFlags } from "./node-flags.js";

export type FunctionObjective = Extract<Objective, { kind: "function" }>;

/** What cannot be run as it is written; the message says what would be. */
export class UnsupportedObjectiveError extends Error {
  override readonly name = "UnsupportedObjectiveError";
}

/** The interpreter of an objective. @throws {MissingInterpreterError} */
export function interpreterOf(
  file: string,
  objective: FunctionObjective,
  options: StudyOptions,
  given: { readonly python: string | null; readonly node: string | null },
  environment: NodeJS.ProcessEnv,
): Interpreter {
  const elsewhere = elsewhereInterpreter(objective, options, given);
  if (elsewhere !== null) return elsewhere;
  return objective.language === "python"
    ? findPython(file, { given: given.python, option: options.python }, environment)
    : findNode(file, { given: given.node, option: options.node }, environment);
}

/** Behind a launcher an interpreter that was named is one of the other side, where it cannot be looked for. */
function elsewhereInterpreter(
  objective: FunctionObjective,
  { launcher, python, node }: StudyOptions,
  given: { readonly python: string | null; readonly node: string | null },
): Interpreter | null {
  const name = objective.language === "python" ? (given.python ?? python) : (given.node ?? node);
  return launcher === null || name === null ? null : { path: name, why: "named for the launcher" };
}

/** The words that start a runner, after the interpreter. */
export function runnerArguments(objective: FunctionObjective, interpreter: Interpreter): readonly string[] {
  const runner = (name: string) => fileURLToPath(new URL(`./runners/${name}`, import.meta.url));
  if (objective.language === "python") return [runner("runner.py")];
  const flags = objective.language === "typescript" ? stripFlags(interpreter) : [];
  return [...flags, runner("runner.mjs")];
}

/** What the runner is told about the objective. */
export function loadMessage(
  file: string,
  study: AnnotatedStudy,
  objective: FunctionObjective,
  options: StudyOptions,
): Omit<Extract<DriverMessage, { type: "load" }>, "type" | "version" | "copy" | "marker" | "cwd" | "environment"> {
  return {
    file,
    function: objective.name,
    call: objective.call.kind,
    parameters: objective.call.kind === "positions" ? objective.call.parameters : [],
    metrics: study.goals.map(({ metric }) => metric),
    directions: study.goals.map(({ direction }) => direction),
    aggregate: options.aggregate,
  };
}
