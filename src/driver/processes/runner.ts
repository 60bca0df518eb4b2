import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Readable, Writable } from "node:stream";
import type { DriverMessage, RunnerMessage } from "../../core/protocol/runner.js";
import { decodeMessage, encodeMessage } from "../../core/protocol/wire.js";
import { endGroup, signalGroup } from "./group.js";
import type { GroupGuard } from "./guard.js";
import { MarkerReader, MessageReader } from "./messages.js";

/** How to start a runner. */
export interface RunnerCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What a runner tells its driver. After `exited` nothing more is told. */
export interface RunnerListener {
  message(message: RunnerMessage): void;
  /** Output of the user's code. */
  output(data: Buffer): void;
  /** The output of loading, or of one trial, is complete; told in the order of the trials. */
  outputEnded(): void;
  /** The process is gone, and so is what it started; `how` says it in words: "exited with status 3". */
  exited(how: string): void;
}

/** One runner process: messages to and from it, its output, its end. */
export class RunnerProcess {
  readonly marker = `\u001ehyperlens:${randomUUID()}\u001e`;
  readonly pid: number | null;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #messages = new MessageReader();
  readonly #output = new MarkerReader(this.marker);
  #ended = false;

  constructor(
    command: RunnerCommand,
    private readonly guard: GroupGuard,
    private readonly listener: RunnerListener,
  ) {
    this.#process = spawn(command.program, [...command.arguments], {
      cwd: command.cwd,
      env: { ...command.environment },
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own: a Ctrl-C in the terminal is the driver's to interpret.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.pid = this.#process.pid ?? null;
    if (this.pid !== null) guard.add(this.pid);
    this.#process.stdin.on("error", () => {});
    this.#process.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#process.stderr.on("data", (chunk: Buffer) => this.#split(chunk));
    this.#process.once("error", (error) => {
      if (this.pid === null) this.#end(`could not be started: ${error.message}`);
    });
    this.#process.once("exit", (code, signal) => this.#exited(code, signal));
  }

  send(message: DriverMessage): void {
    this.#process.stdin.write(encodeMessage(message));
  }

  /** Stops reading the output, so that a full terminal slows the objective down instead of filling the memory. */
  pause(): void {
    this.#process.stderr.pause();
  }

  resume(): void {
    this.#process.stderr.resume();
  }

  /** Ends the runner with all that it started; resolves when nothing of it is left. */
  async end(graceMs: number): Promise<void> {
    if (this.pid === null || this.#ended) return;
    this.resume();
    await endGroup(this.pid, graceMs);
  }

  #receive(chunk: Buffer): void {
    for (const piece of this.#messages.push(chunk)) {
      const message = piece.kind === "message" ? decodeMessage(piece.text) : null;
      if (message !== null) this.listener.message(message);
      else this.listener.output(piece.kind === "message" ? Buffer.from(`${piece.text}\n`) : piece.data);
    }
  }

  #split(chunk: Buffer): void {
    for (const part of this.#output.push(chunk)) {
      if (part.kind === "mark") this.listener.outputEnded();
      else this.listener.output(part.data);
    }
  }

  /** Waits for what the pipes still hold, but not for children of the runner that keep them open: these are ended. */
  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    const how = signal === null ? `exited with status ${code}` : `was ended by ${signal}`;
    const done = () => this.#end(how);
    const timer = setTimeout(done, 1_000);
    this.#process.once("close", () => {
      clearTimeout(timer);
      done();
    });
    if (this.pid !== null) signalGroup(this.pid, "SIGKILL");
    this.resume();
  }

  #end(how: string): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.pid !== null) this.guard.remove(this.pid);
    const rest = this.#output.end();
    if (rest.length > 0) this.listener.output(rest);
    this.#process.stdout.destroy();
    this.#process.stderr.destroy();
    this.listener.exited(how);
  }
}
