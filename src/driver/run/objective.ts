import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AnnotatedStudy, Objective } from "../../core/annotations/study.js";
import type { DriverMessage } from "../../core/protocol/runner.js";
import type { StudyOptions } from "../../core/study/options.js";
import { findNode, findPython, type Interpreter } from "../interpreters/find.js";

export type FunctionObjective = Extract<Objective, { kind: "function" }>;

/** What this version cannot run; the message says so. */
export class UnsupportedObjectiveError extends Error {
  override readonly name = "UnsupportedObjectiveError";
}

/** @throws {UnsupportedObjectiveError} */
export function functionOf(study: AnnotatedStudy): FunctionObjective {
  const { objective } = study;
  if (objective.kind === "function") return objective;
  const what = objective.kind === "script" ? "a whole script" : "a command";
  throw new UnsupportedObjectiveError(
    `The study ${study.name} tunes ${what}, which this version of Hyperlens cannot run yet. Put @study above a Python, JavaScript or TypeScript function that returns the score.`,
  );
}

/** The interpreter of an objective. @throws {MissingInterpreterError} */
export function interpreterOf(
  file: string,
  objective: FunctionObjective,
  options: StudyOptions,
  given: { readonly python: string | null; readonly node: string | null },
  environment: NodeJS.ProcessEnv,
): Interpreter {
  return objective.language === "python"
    ? findPython(file, { given: given.python, option: options.python }, environment)
    : findNode(file, { given: given.node, option: options.node }, environment);
}

/** The words that start a runner, after the interpreter. */
export function runnerArguments(objective: FunctionObjective, interpreter: Interpreter): readonly string[] {
  const runner = (name: string) => fileURLToPath(new URL(`./runners/${name}`, import.meta.url));
  if (objective.language === "python") return [runner("runner.py")];
  const strip = objective.language === "typescript" && stripsOnRequest(interpreter);
  const flags = strip ? ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"] : [];
  return [...flags, runner("runner.mjs")];
}

/** Node.js 22.6 to 22.17 strip types where they are asked to. */
function stripsOnRequest(interpreter: Interpreter): boolean {
  const { stdout } = spawnSync(interpreter.path, ["-p", "process.versions.node"], { encoding: "utf8" });
  const [major = 0, minor = 0] = (stdout ?? "").split(".").map(Number);
  return (major === 22 && minor >= 6 && minor < 18) || (major === 23 && minor < 6);
}

/** What the runner is told about the objective. */
export function loadMessage(
  file: string,
  study: AnnotatedStudy,
  objective: FunctionObjective,
  options: StudyOptions,
): Omit<Extract<DriverMessage, { type: "load" }>, "type" | "version" | "copy" | "marker"> {
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

/** The text of a source file, as the parser takes it. */
export function readSource(file: string): string {
  return readFileSync(file, "utf8");
}
