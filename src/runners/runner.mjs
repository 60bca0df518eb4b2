// Calls the objective of a study, one trial after another, for a driver at the other end of standard input and output.
//
// Messages are JSON text sequences (RFC 7464): a record separator, one JSON object, a newline. Whatever the user's code
// prints goes to standard error; what a child of it writes to standard output all the same, the driver tells apart by the
// separator. Node 20 or newer, no packages.

import { writeSync } from "node:fs";
import { failed, load, oneLine, runTrial, traceOf, Unloadable, unloadable } from "./objective.mjs";

const VERSION = 1;

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
  const yields = /^(Async)?GeneratorFunction$/.test(Object.prototype.toString.call(objective).slice(8, -1));
  channel.send({
    type: "ready",
    version: VERSION,
    runtime: `Node.js ${process.versions.node}`,
    folder: true,
    yields,
    interrupts: null,
  });
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
    channel.send(answer);
    // What comes after it belongs to the next trial; the driver need not wait for it to begin that one.
    writeAll(2, `${task.marker}\n`);
  }
}

function restoreEnvironment(wanted) {
  for (const name of Object.keys(process.env)) if (!(name in wanted)) delete process.env[name];
  for (const [name, value] of Object.entries(wanted)) if (process.env[name] !== value) process.env[name] = value;
}

await main();
