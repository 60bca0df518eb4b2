// Calls the objective of a study, one trial after another, for a driver at the other end of standard input and output.
//
// Messages are JSON text sequences (RFC 7464): a record separator, one JSON object, a newline. Whatever the user's code
// prints goes to standard error; what a child of it writes to standard output all the same, the driver tells apart by the
// separator. Node 20 or newer, no packages.

import { closeSync, openSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { aggregate, BadResult, decode, extrasOf, NotFinite, resultOf, shorten, show } from "./values.mjs";

const VERSION = 1;
const LONGEST_TRACEBACK = 16_000;
const TYPESCRIPT = /\.[cm]?tsx?$/;

class Unloadable extends Error {
  constructor(kind, message, traceback = null, module = null) {
    super(message);
    this.kind = kind;
    this.traceback = traceback;
    this.module = module;
  }
}

/** The messages to and from the driver; reading goes by events, so that the objective's own promises and timers run. */
class Channel {
  #lines = [];
  #waiting = [];
  #rest = "";
  #ended = false;

  constructor() {
    process.stdin.setEncoding("utf8");
    process.stdin.on("data", (text) => {
      const lines = (this.#rest + text).split("\n");
      this.#rest = lines.pop() ?? "";
      for (const line of lines) this.#deliver(JSON.parse(line));
    });
    process.stdin.on("end", () => {
      this.#ended = true;
      for (const resolve of this.#waiting.splice(0)) resolve(null);
    });
  }

  #deliver(message) {
    const resolve = this.#waiting.shift();
    if (resolve === undefined) this.#lines.push(message);
    else resolve(message);
  }

  /** The next message; null where the driver is gone. */
  receive() {
    const message = this.#lines.shift();
    if (message !== undefined) return Promise.resolve(message);
    return this.#ended ? Promise.resolve(null) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  send(message) {
    writeAll(1, `\u001e${JSON.stringify(message)}\n`);
  }
}

/** Writes in full at once; a pipe that is full for the moment is tried again. */
function writeAll(descriptor, text) {
  let data = Buffer.from(text);
  while (data.length > 0) {
    try {
      data = data.subarray(writeSync(descriptor, data));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** What the objective prints goes to standard error at once, so that it stands before the marker of its trial. */
function redirectOutput() {
  const write = (chunk, encoding, done) => {
    try {
      writeAll(
        2,
        typeof chunk === "string" ? Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8") : chunk,
      );
    } catch {
      // Standard error is closed: the output has nowhere to go, and the trial goes on.
    }
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
  for (const stream of [process.stdout, process.stderr]) stream.write = write;
}

async function load(task) {
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

function unloadable(error, task) {
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

async function runTrial(channel, task, objective, message) {
  const { trial } = message;
  try {
    let value = objective(...argumentsOf(task, message.params));
    if (typeof value?.then === "function") value = await value;
    if (typeof value?.next === "function" && (value[Symbol.iterator] || value[Symbol.asyncIterator])) {
      // A trial that goes on from another one counts its steps from where that had come to.
      const before = Number(message.environment.HYPERLENS_RESUME_STEP ?? 0);
      return await follow(channel, task, trial, value, before);
    }
    return complete(trial, resultOf(value, task));
  } catch (error) {
    if (error instanceof BadResult) return failed(trial, "bad-result", error.message, null);
    if (error instanceof NotFinite) return failed(trial, "non-finite", error.message, null);
    return failed(trial, "exception", oneLine(error), traceOf(error, task));
  }
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

function failed(trial, kind, message, traceback) {
  return { type: "failed", trial, kind, message, traceback };
}

// Messages for people

function oneLine(error) {
  if (!(error instanceof Error)) return `The objective threw ${shorten(show(error))}`;
  return shorten(`${error.name}: ${error.message}`.split("\n")[0], 500);
}

/** The stack from the user's code on; frames of Node and of this file are left out. */
function traceOf(error, task) {
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

/** process.exit, uncaught errors and rejections of an objective fail its trial, not the runner. */
class ExitCalled extends Error {}

function guardProcess() {
  const exit = process.exit.bind(process);
  let interrupt = null;
  process.exit = (code) => {
    if (interrupt === null) exit(code);
    const error = new ExitCalled(`The objective called process.exit(${code ?? ""}).`);
    error.name = "Exit";
    interrupt(error);
    throw error;
  };
  const uncaught = (error) => {
    if (interrupt !== null) interrupt(error);
  };
  process.on("uncaughtException", uncaught);
  process.on("unhandledRejection", uncaught);
  return {
    exit,
    /** Runs one trial; an error that nobody awaits ends it as well. */
    async during(trial) {
      const interrupted = new Promise((_, reject) => {
        interrupt = reject;
      });
      try {
        return await Promise.race([interrupted, trial()]);
      } finally {
        interrupt = null;
      }
    },
  };
}

async function main() {
  const channel = new Channel();
  redirectOutput();
  const guard = guardProcess();
  const task = await channel.receive();
  if (task === null) return guard.exit(0);
  let objective;
  try {
    objective = await guard.during(() => load(task));
  } catch (error) {
    const reason = error instanceof Unloadable ? error : unloadable(error, task);
    channel.send({
      type: "unloadable",
      kind: reason.kind,
      message: reason.message,
      traceback: reason.traceback,
      module: reason.module,
    });
    return guard.exit(0);
  }
  const folder = process.cwd();
  const environment = { ...process.env };
  writeAll(2, `${task.marker}\n`);
  channel.send({ type: "ready", version: VERSION, runtime: `Node.js ${process.versions.node}`, folder: true });
  for (;;) {
    const message = await channel.receive();
    if (message === null || message.type === "exit") return guard.exit(0);
    process.chdir(folder);
    restoreEnvironment({ ...environment, ...message.environment });
    let answer;
    try {
      answer = await guard.during(() => runTrial(channel, task, objective, message));
    } catch (error) {
      answer = failed(
        message.trial,
        "exception",
        error instanceof ExitCalled ? error.message : oneLine(error),
        traceOf(error, task),
      );
    }
    writeAll(2, `${task.marker}\n`);
    channel.send(answer);
  }
}

function restoreEnvironment(wanted) {
  for (const name of Object.keys(process.env)) if (!(name in wanted)) delete process.env[name];
  for (const [name, value] of Object.entries(wanted)) if (process.env[name] !== value) process.env[name] = value;
}

await main();
