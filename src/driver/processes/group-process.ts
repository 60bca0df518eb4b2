import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { endGroup, signalGroup } from "./group.js";
import type { GroupGuard } from "./guard.js";

/** How to start a program. */
export interface ProgramCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** How a process came to its end. */
export type Exit =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "signal"; readonly signal: NodeJS.Signals }
  /** It was never there. */
  | { readonly kind: "unstarted"; readonly message: string };

/** What is told of a process. After `exited` nothing more is told. */
export interface GroupListener {
  stdout(chunk: Buffer): void;
  stderr(chunk: Buffer): void;
  /** Nothing more comes on its standard output, whether the process is gone or not. */
  stdoutEnded?(): void;
  /** The process is gone with all that it started, and its output has been told. */
  exited(exit: Exit): void;
}

/** How long the output of a process is waited for that has ended: its pipes may be held by what has left its group. */
const DRAIN_MS = 1_000;

/** In words: "exited with status 3". */
export function describeExit(exit: Exit): string {
  switch (exit.kind) {
    case "status":
      return `exited with status ${exit.status}`;
    case "signal":
      return `was ended by ${exit.signal}`;
    case "unstarted":
      return `could not be started: ${exit.message}`;
  }
}

/** A process with a group of its own, known to the guard, whose output is read. */
export class GroupProcess {
  readonly pid: number | null;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  #ended = false;

  constructor(
    command: ProgramCommand,
    private readonly guard: GroupGuard,
    private readonly listener: GroupListener,
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
    this.#process.stdout.on("data", (chunk: Buffer) => listener.stdout(chunk));
    this.#process.stdout.once("end", () => listener.stdoutEnded?.());
    this.#process.stderr.on("data", (chunk: Buffer) => listener.stderr(chunk));
    this.#process.once("error", (error) => {
      if (this.pid === null) this.#end({ kind: "unstarted", message: error.message });
    });
    this.#process.once("exit", (status, signal) =>
      this.#exited(signal === null ? { kind: "status", status: status ?? 0 } : { kind: "signal", signal }),
    );
  }

  write(text: string): void {
    this.#process.stdin.write(text);
  }

  /** For the process alone, not for what it has started. */
  signal(signal: NodeJS.Signals): void {
    if (!this.#ended) this.#process.kill(signal);
  }

  /** Nothing more is written to the process. */
  closeInput(): void {
    this.#process.stdin.end();
  }

  /** Stops reading what is printed, so that a full terminal slows the program down instead of filling the memory. */
  pause(streams: "stderr" | "both"): void {
    this.#process.stderr.pause();
    if (streams === "both") this.#process.stdout.pause();
  }

  resume(): void {
    this.#process.stderr.resume();
    this.#process.stdout.resume();
  }

  /** Ends the process with all that it started; resolves when nothing of it is left. */
  async end(graceMs: number): Promise<void> {
    if (this.pid === null || this.#ended) return;
    this.resume();
    await endGroup(this.pid, graceMs);
  }

  /** Waits for what the pipes still hold, but not for children of the process that keep them open: these are ended. */
  #exited(exit: Exit): void {
    const done = () => this.#end(exit);
    const timer = setTimeout(done, DRAIN_MS);
    this.#process.once("close", () => {
      clearTimeout(timer);
      done();
    });
    if (this.pid !== null) signalGroup(this.pid, "SIGKILL");
    this.resume();
  }

  #end(exit: Exit): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.pid !== null) this.guard.remove(this.pid);
    this.#process.stdout.destroy();
    this.#process.stderr.destroy();
    this.listener.exited(exit);
  }
}
