// The objective of a study in JavaScript or TypeScript: loading it, calling it, and what to say of it. The channel that
// it is given takes reports and answers them; see runner.mjs and once.mjs.

import { closeSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { aggregate, BadResult, decode, extrasOf, NotFinite, resultOf, shorten, show } from "./values.mjs";

const LONGEST_TRACEBACK = 16_000;
const TYPESCRIPT = /\.[cm]?tsx?$/;

export class Unloadable extends Error {
  constructor(kind, message, traceback = null, module = null) {
    super(message);
    this.kind = kind;
    this.traceback = traceback;
    this.module = module;
  }
}

export async function load(task) {
  const { file, copy } = task;
  if (task.cwd) process.chdir(task.cwd);
  Object.assign(process.env, task.environment ?? {});
  process.argv = [process.argv[0], file];
  const path = copy ?? file;
  try {
    closeSync(openSync(path, "r"));
  } catch (error) {
    throw new Unloadable("import", `${path} cannot be read: ${error.code}`);
  }
  if (TYPESCRIPT.test(file)) await useTypeScript(file);
  let module;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw unloadable(error, task);
  }
  const objective = module[task.function] ?? module.default?.[task.function];
  if (typeof objective !== "function") {
    throw new Unloadable("no-function", `${file} exports no function ${task.function}. Write export before it.`);
  }
  return objective;
}

/** Node's own type stripping where this Node has it, else the project's tsx. */
async function useTypeScript(file) {
  if (process.features.typescript) return;
  const project = createRequire(file);
  try {
    const tsx = await import(pathToFileURL(project.resolve("tsx/esm/api")).href);
    tsx.register();
  } catch {
    throw new Unloadable(
      "import",
      `Node.js ${process.versions.node} cannot run TypeScript. Use Node.js 22.18 or newer (--node PATH), or install the loader tsx in the project: npm install --save-dev tsx`,
    );
  }
}

export function unloadable(error, task) {
  const message = oneLine(error);
  const trace = traceOf(error, task);
  if (error instanceof SyntaxError) {
    const place = /^(.*:\d+)\n/.exec(error.stack ?? "")?.[1];
    return new Unloadable("syntax", place === undefined ? message : `${message} (${readable(place, task)})`, trace);
  }
  const missing = /^Cannot find (?:package|module) '([^']+)'/.exec(error?.message ?? "")?.[1];
  if (error?.code === "ERR_MODULE_NOT_FOUND" || error?.code === "MODULE_NOT_FOUND") {
    return new Unloadable("missing-module", message, trace, missing ?? null);
  }
  return new Unloadable("import", message, trace);
}

// One trial

export async function runTrial(channel, task, objective, message) {
  const { trial } = message;
  try {
    return await callObjective(channel, task, objective, message);
  } catch (error) {
    if (error instanceof BadResult) return failed(trial, "bad-result", error.message, null);
    if (error instanceof NotFinite) return failed(trial, "non-finite", error.message, null);
    return failed(trial, "exception", oneLine(error), traceOf(error, task));
  }
}

/** Calls the objective; what it throws is thrown. */
export async function callObjective(channel, task, objective, { trial, params, environment }) {
  let value = objective(...argumentsOf(task, params));
  if (typeof value?.then === "function") value = await value;
  if (typeof value?.next === "function" && (value[Symbol.iterator] || value[Symbol.asyncIterator])) {
    // A trial that goes on from another one counts its steps from where that had come to.
    return await follow(channel, task, trial, value, Number(environment?.HYPERLENS_RESUME_STEP ?? 0));
  }
  return complete(trial, resultOf(value, task));
}

function argumentsOf(task, params) {
  const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decode(value)]));
  return task.call === "object" ? [values] : task.parameters.map((name) => values[name]);
}

/** Each yield is an intermediate value; a decision to stop closes the generator, so its finally blocks run. */
async function follow(channel, task, trial, steps, before) {
  const yields = [];
  let done = false;
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done) {
        done = true;
        if (next.value !== undefined && next.value !== null) return complete(trial, resultOf(next.value, task));
        break;
      }
      let value = next.value;
      let step = before + yields.length + 1;
      if (task.metrics.length === 1 && Array.isArray(value) && value.length === 2 && Number.isInteger(value[0])) {
        [step, value] = value;
      }
      const result = resultOf(value, task);
      yields.push(result);
      channel.send({ type: "report", trial, step, values: result.values });
      const answer = await channel.receive();
      if (answer === null) process.exit(0);
      if (answer.stop && answer.keep) break;
      if (answer.stop) return { type: "pruned", trial };
    }
  } finally {
    if (!done) await steps.return?.();
  }
  if (yields.length === 0) throw new BadResult("The generator ended without a yield or a returned value.");
  return complete(trial, aggregate(task, yields));
}

function complete(trial, { values, folds, rest }) {
  return {
    type: "result",
    trial,
    values,
    folds: folds.some((part) => part !== null) ? folds : null,
    ...extrasOf(rest),
  };
}

export function failed(trial, kind, message, traceback) {
  return { type: "failed", trial, kind, message, traceback };
}

// Messages for people

export function oneLine(error) {
  if (!(error instanceof Error)) return `The objective threw ${shorten(show(error))}`;
  return shorten(`${error.name}: ${error.message}`.split("\n")[0], 500);
}

/** The stack from the user's code on; frames of Node and of this file are left out. */
export function traceOf(error, task) {
  if (!(error instanceof Error)) return null;
  const own = dirname(fileURLToPath(import.meta.url));
  const lines = String(error.stack ?? error).split("\n");
  const kept = lines.filter((line) => !/^\s+at /.test(line) || !(line.includes("node:") || line.includes(own)));
  const text = readable(kept.join("\n"), task);
  const cause = error.cause instanceof Error && error.cause !== error ? `\nCaused by: ${error.cause.stack}` : "";
  return shortened(text + readable(cause, task));
}

/** The user's file by its own name and path, where a patched copy of it ran. */
function readable(text, task) {
  const plain = text.replaceAll("file://", "");
  return task.copy === null ? plain : plain.replaceAll(task.copy, task.file);
}

function shortened(text) {
  if (text.length <= LONGEST_TRACEBACK) return text;
  const half = LONGEST_TRACEBACK / 2;
  return `${text.slice(0, half)}\n  … ${text.length - 2 * half} characters left out …\n${text.slice(-half)}`;
}
