import { randomUUID } from "node:crypto";
import type { DriverMessage, RunnerMessage } from "../../core/protocol/runner.js";
import { decodeMessage, encodeMessage } from "../../core/protocol/wire.js";
import { type Exit, GroupProcess, type ProgramCommand } from "./group-process.js";
import type { GroupGuard } from "./guard.js";
import { MarkerReader, MessageReader } from "./messages.js";

/** What a runner tells its driver. After `exited` nothing more is told. */
export interface RunnerListener {
  message(message: RunnerMessage): void;
  /** Output of the user's code. */
  output(data: Buffer): void;
  /** The output of loading, or of one trial, is complete; told in the order of the trials. */
  outputEnded(): void;
  /** The process lives, but has closed what its messages come on. */
  silenced(): void;
  /** The process is gone, and so is what it started. */
  exited(exit: Exit): void;
}

/** How long a process may go on after it has closed its channel: one that ends closes it first. */
const SILENCE_MS = 2_000;

/** One runner process: messages to and from it, its output, its end. */
export class RunnerProcess {
  readonly marker = `\u001ehyperlens:${randomUUID()}\u001e`;
  readonly #process: GroupProcess;
  readonly #messages = new MessageReader();
  readonly #output = new MarkerReader(this.marker);
  #silence: NodeJS.Timeout | null = null;

  constructor(
    command: ProgramCommand,
    guard: GroupGuard,
    private readonly listener: RunnerListener,
  ) {
    this.#process = new GroupProcess(command, guard, {
      stdout: (chunk) => this.#receive(chunk),
      stderr: (chunk) => this.#split(chunk),
      stdoutEnded: () => {
        this.#silence = setTimeout(() => listener.silenced(), SILENCE_MS);
      },
      exited: (exit) => {
        if (this.#silence !== null) clearTimeout(this.#silence);
        const rest = this.#output.end();
        if (rest.length > 0) listener.output(rest);
        listener.exited(exit);
      },
    });
  }

  get pid(): number | null {
    return this.#process.pid;
  }

  send(message: DriverMessage): void {
    this.#process.write(encodeMessage(message));
  }

  /** Asks the runner to end its trial, and to live on. */
  interrupt(): void {
    this.#process.signal("SIGUSR2");
  }

  pause(): void {
    this.#process.pause("stderr");
  }

  resume(): void {
    this.#process.resume();
  }

  /** Ends the runner with all that it started; resolves when nothing of it is left. */
  async end(graceMs: number): Promise<void> {
    await this.#process.end(graceMs);
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
}
