import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { vi } from "vitest";
import type { RunnerMessage } from "../../src/core/protocol/runner.js";
import { decodeMessage, encodeMessage } from "../../src/core/protocol/wire.js";
import type { Literal } from "../../src/core/space/literal.js";
import { MarkerReader, MessageReader } from "../../src/driver/processes/messages.js";

// Every test starts a process, and machines that run many tests at once start them slowly.
vi.setConfig({ testTimeout: 60_000 });

const RUNNERS = resolve(import.meta.dirname, "../../src/runners");
const MARKER = "\u001emarker\u001e";

export interface Talk {
  readonly language?: "python" | "javascript";
  readonly name?: string;
  readonly source: string;
  readonly call?: "keywords" | "positions" | "object";
  readonly parameters?: readonly string[];
  readonly metrics?: readonly (string | null)[];
  readonly directions?: readonly ("minimize" | "maximize")[];
  readonly aggregate?: "last" | "best" | "mean" | "median";
  readonly trials?: readonly { readonly [name: string]: Literal }[];
  /** Stops a trial at so many reports. */
  readonly stopAt?: number;
  readonly files?: { readonly [name: string]: string };
}

export interface Heard {
  /** What came of loading, and of each trial. */
  readonly answers: readonly RunnerMessage[];
  readonly reports: readonly Extract<RunnerMessage, { type: "report" }>[];
  /** The output of loading, and of each trial. */
  readonly outputs: readonly string[];
  readonly folder: string;
}

/** Has a real runner load a file and run some trials, and gives all that it said. */
export async function talk(what: Talk): Promise<Heard> {
  const { language = "python", metrics = [null] } = what;
  const folder = mkdtempSync(join(tmpdir(), "runner-"));
  try {
    const file = join(folder, what.name ?? (language === "python" ? "objective.py" : "objective.mjs"));
    for (const [name, text] of Object.entries({ ...what.files, [file]: what.source })) {
      writeFileSync(resolve(folder, name), text);
    }
    const [program, runner] = language === "python" ? ["python3", "runner.py"] : ["node", "runner.mjs"];
    const child = spawn(program!, [join(RUNNERS, runner!)], { cwd: dirname(folder), stdio: ["pipe", "pipe", "pipe"] });
    const messages = new MessageReader();
    const marks = new MarkerReader(MARKER);
    const answers: RunnerMessage[] = [];
    const reports: Extract<RunnerMessage, { type: "report" }>[] = [];
    const outputs: string[] = [""];
    const trials = [...(what.trials ?? [{}])];
    // A runner that cannot load the file is gone before it is told to go.
    child.stdin.on("error", () => {});
    child.stdin.write(
      encodeMessage({
        type: "load",
        version: 1,
        file,
        copy: null,
        function: "objective",
        call: what.call ?? (language === "python" ? "keywords" : "positions"),
        parameters: what.parameters ?? ["x"],
        metrics,
        directions: what.directions ?? metrics.map(() => "minimize" as const),
        aggregate: what.aggregate ?? "last",
        cwd: null,
        environment: null,
        marker: MARKER,
      }),
    );
    child.stderr.on("data", (chunk: Buffer) => {
      for (const part of marks.push(chunk)) {
        if (part.kind === "mark") outputs.push("");
        else outputs[outputs.length - 1] += part.data.toString();
      }
    });
    child.stdout.on("data", (chunk: Buffer) => {
      for (const piece of messages.push(chunk)) {
        const message = piece.kind === "message" ? decodeMessage(piece.text) : null;
        if (message === null) {
          outputs[outputs.length - 1] += piece.kind === "message" ? piece.text : piece.data.toString();
          continue;
        }
        if (message.type === "report") {
          reports.push(message);
          child.stdin.write(encodeMessage({ type: "decision", stop: reports.length === what.stopAt, keep: false }));
          continue;
        }
        answers.push(message);
        const params = message.type === "unloadable" ? undefined : trials.shift();
        const trial = answers.length - 1;
        child.stdin.write(
          params === undefined
            ? encodeMessage({ type: "exit" })
            : encodeMessage({
                type: "run",
                trial,
                params: new Map(Object.entries(params)),
                environment: { HYPERLENS_TRIAL: String(trial) },
              }),
        );
      }
    });
    await new Promise((done) => child.once("close", done));
    return { answers, reports, outputs, folder };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The values of the only trial; throws where it failed. */
export function valuesIn(heard: Heard): readonly number[] {
  const last = heard.answers.at(-1);
  if (last?.type !== "result") throw new Error(`The trial did not complete: ${JSON.stringify(last)}`);
  return last.values;
}

export const real = (value: number): Literal => ({ kind: "real", value });
export const int = (value: number): Literal => ({ kind: "int", value });
export const string = (value: string): Literal => ({ kind: "string", value });
