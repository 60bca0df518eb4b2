import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "./environment.js";

/** Whoever ends the process groups of a driver that has died. */
export interface GroupGuard {
  add(group: number): void;
  remove(group: number): void;
}

/** A guard that dies this often is not started again: something kills it, or its file is gone. */
const MOST_STARTS = 5;

/** The guard process seen from the driver: it ends the groups registered here when this process is gone. */
export class Guard implements GroupGuard {
  readonly #groups = new Set<number>();
  #process: ChildProcess | null = null;
  #closed = false;
  #starts = 0;

  /** The guard is started first, so that no group ever runs without one. */
  constructor() {
    this.#start();
  }

  add(group: number): void {
    this.#groups.add(group);
    this.#process?.stdin?.write(`+${group}\n`);
  }

  remove(group: number): void {
    if (this.#groups.delete(group)) this.#process?.stdin?.write(`-${group}\n`);
  }

  close(): void {
    this.#closed = true;
    this.#process?.stdin?.end();
  }

  #start(): void {
    this.#starts++;
    const guard = spawn(process.execPath, [fileURLToPath(new URL("./guard.js", import.meta.url))], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
      // The editor's runtime is a Node only where it is told so.
      env: { ...childEnvironment(process.env), ELECTRON_RUN_AS_NODE: "1" },
    });
    this.#process = guard;
    guard.stdin?.on("error", () => {});
    guard.once("error", () => {});
    guard.once("exit", () => {
      this.#process = null;
      if (!this.#closed && this.#starts < MOST_STARTS) this.#start();
    });
    guard.unref();
    if (guard.stdin instanceof Socket) guard.stdin.unref();
    guard.stdin?.write([...this.#groups].map((group) => `+${group}\n`).join(""));
  }
}
