import { english } from "../../core/l10n/translation.js";
import { RUN_ENDS } from "../../core/study/run-ends.js";

/** How a person, or the system, wants a run to end. */
export interface Stop {
  readonly how: "finish" | "now";
  /** In words: "Ctrl-C was pressed.". */
  readonly reason: string;
}

/**
 * Ctrl-C once lets the running trials finish, twice stops at once; so do the closing of the terminal and a request to
 * terminate. What came before somebody listens is told to him at once.
 */
export class StopSignals {
  #asked: Stop | null = null;
  #listener: ((stop: Stop) => void) | null = null;
  readonly #handlers: readonly (readonly [NodeJS.Signals, () => void])[] = [
    ["SIGINT", () => this.#interrupted()],
    ["SIGTERM", () => this.ask({ how: "now", reason: RUN_ENDS.terminated(english) })],
    ["SIGHUP", () => this.ask({ how: "now", reason: RUN_ENDS.terminalClosed(english) })],
  ];

  constructor() {
    for (const [signal, handler] of this.#handlers) process.on(signal, handler);
  }

  get asked(): Stop | null {
    return this.#asked;
  }

  ask(stop: Stop): void {
    if (this.#asked?.how === "now" || (this.#asked?.how === "finish" && stop.how === "finish")) return;
    this.#asked = stop;
    this.#listener?.(stop);
  }

  listen(listener: (stop: Stop) => void): void {
    this.#listener = listener;
    if (this.#asked !== null) listener(this.#asked);
  }

  dispose(): void {
    this.#listener = null;
    for (const [signal, handler] of this.#handlers) process.off(signal, handler);
  }

  #interrupted(): void {
    if (this.#asked === null) this.ask({ how: "finish", reason: RUN_ENDS.interrupted(english) });
    else this.ask({ how: "now", reason: RUN_ENDS.interruptedTwice(english) });
  }
}
