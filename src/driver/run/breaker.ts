import type { Failure } from "../../core/study/failure.js";

/** Once a study has a completed trial, it bears so many times the failures. */
const LATER = 10;

/** Kinds of failures that say nothing about the objective. */
const EXCUSED: readonly Failure["kind"][] = ["interrupted", "killed", "timeout"];

/** Stops a study whose objective fails again and again. */
export class Breaker {
  #row = 0;
  #last: Failure | null = null;

  /** `limit`: the option max_failures. */
  constructor(
    private readonly limit: number,
    private completed: boolean,
  ) {}

  success(): void {
    this.#row = 0;
    this.completed = true;
  }

  failure(failure: Failure): void {
    if (EXCUSED.includes(failure.kind)) return;
    this.#row++;
    this.#last = failure;
  }

  /** Why the study stops, a sentence for a person; null while it goes on. */
  get reason(): string | null {
    const limit = this.completed ? this.limit * LATER : this.limit;
    if (this.#row < limit || this.#last === null) return null;
    const count = this.#row === 1 ? "The trial failed" : `${this.#row} trials failed in a row`;
    return `${count} (max_failures): ${this.#last.message}`;
  }
}
