import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "./environment.js";

/** The guard process seen from the driver: it ends the groups registered here when this process is gone. */
export class Guard {
  readonly #groups = new Set<number>();
  #process: ChildProcess | null = null;
  #closed = false;

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
      if (!this.#closed) this.#start();
    });
    guard.unref();
    if (guard.stdin instanceof Socket) guard.stdin.unref();
    guard.stdin?.write([...this.#groups].map((group) => `+${group}\n`).join(""));
  }
}
