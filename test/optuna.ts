import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { cacheFolder } from "../scripts/machine/cache.mjs";
import { ensureEnvironment } from "../scripts/machine/python.mjs";

const root = resolve(import.meta.dirname, "..");

/** The Python that has Optuna; `npm test` has installed it, anything else does so on first use. */
export async function optunaPython(): Promise<string> {
  return process.env.HYPERLENS_OPTUNA_PYTHON ?? ensureEnvironment(join(cacheFolder(root), "optuna"), ["optuna==5.0.0"]);
}

/** A Python program that answers each line of JSON with one. */
export class PythonConversation {
  private readonly process;
  private readonly lines: AsyncIterator<string>;
  private errors = "";

  constructor(python: string, program: string, args: readonly string[]) {
    this.process = spawn(python, ["-c", program, ...args], { stdio: "pipe" });
    this.process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.errors += text;
    });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async ask(question: unknown): Promise<unknown> {
    this.process.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error(`Python ended without an answer:\n${this.errors}`);
    return JSON.parse(value as string);
  }

  end(): void {
    this.process.stdin.end();
  }
}
