import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { SearchSpace } from "../../../../src/core/space/space.js";
import type { Config, Problem } from "../../problems/problem.js";
import { plainSpace } from "./space.js";

export interface PeerRun {
  /** The least value so far after each trial. */
  readonly best: Float64Array;
  /** Processor time of one suggestion. */
  readonly milliseconds: number;
}

type Answer = { readonly config: Config } | { readonly done: true; readonly milliseconds: number };

/** Another tool's program, which runs one study after the other and has its trials evaluated here. */
export class PeerProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  constructor(python: string, script: string, peer: string) {
    // One thread, as everybody else has.
    const threads = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
    this.#child = spawn(python, [script, peer], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...threads },
    });
    this.#reader = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async run(problem: Problem, seed: number, budget: number): Promise<PeerRun> {
    this.#send({ space: plainSpace(problem.space), seed, budget });
    const best = new Float64Array(budget);
    let least = Number.POSITIVE_INFINITY;
    for (let number = 0; ; number++) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`The other tool's program ended during ${problem.name}; what it printed says why.`);
      const answer: Answer = JSON.parse(value);
      if ("done" in answer)
        return { best: best.fill(least, Math.min(number, budget)), milliseconds: answer.milliseconds };
      const result = problem.evaluate(answer.config);
      least = Math.min(least, result);
      if (number < budget) best[number] = least;
      this.#send(result);
    }
  }

  /** Processor milliseconds of one suggestion, the mean of `repeats` in a row, of a study that has `size` trials. */
  async speed(space: SearchSpace, seed: number, size: number, repeats: number): Promise<number> {
    this.#send({ space: plainSpace(space), seed, size, repeats });
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("The other tool's program ended; what it printed says why.");
    return (JSON.parse(value) as { readonly milliseconds: number }).milliseconds;
  }

  close(): void {
    this.#reader.close();
    this.#child.stdin!.end();
    this.#child.kill();
  }

  #send(message: unknown): void {
    this.#child.stdin!.write(`${JSON.stringify(message)}\n`);
  }
}
