import { isAbsolute, join } from "node:path";
import { t } from "../l10n/translation.js";

/** What `hyperlens try --describe` says of a trial; see driver/commands/try.ts. */
export interface DescribedTrial {
  /** null where there is no single program that a debugger could start. */
  readonly program: DescribedProgram | null;
  readonly cwd: string;
  /** What is added to the environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** The files that the cells of a notebook run from. */
  readonly cells: readonly { readonly number: number; readonly file: string }[] | null;
}

export interface DescribedProgram {
  readonly runtime: "python" | "node" | null;
  readonly program: string;
  readonly flags: readonly string[];
  readonly entry: { readonly kind: "file" | "module"; readonly name: string } | null;
  readonly arguments: readonly string[];
}

/** A configuration for a debugger; `type` names which. */
export type DebugConfiguration = {
  readonly type: "debugpy" | "node";
  readonly name: string;
  readonly request: "launch";
} & {
  readonly [setting: string]: unknown;
};

/**
 * How a debugger starts a trial, or a sentence why none can. `runners` is the folder of our own programs, into which
 * nobody wants to step.
 */
export function debugConfiguration(
  { program, cwd, variables }: DescribedTrial,
  name: string,
  runners: string,
): DebugConfiguration | string {
  const runtime = program?.runtime ?? null;
  const entry = program?.entry ?? null;
  if (program === null || runtime === null || entry === null) {
    return t(
      "Trials of Python and Node.js programs can be debugged, where they are a single program on this machine. Run the trial in its terminal instead.",
    );
  }
  const { flags, arguments: args } = program;
  const file = isAbsolute(entry.name) ? entry.name : join(cwd, entry.name);
  const common = { name, request: "launch", args, cwd, env: variables, console: "integratedTerminal" } as const;
  if (runtime === "python") {
    return {
      ...common,
      type: "debugpy",
      python: program.program,
      pythonArgs: flags,
      ...(entry.kind === "module" ? { module: entry.name } : { program: file }),
      justMyCode: true,
      // Workers of data loaders hang under a debugger, and each would have to be stopped by itself.
      subProcess: false,
      rules: [{ path: join(runners, "**"), include: false }],
    };
  }
  return {
    ...common,
    type: "node",
    runtimeExecutable: program.program,
    runtimeArgs: flags,
    program: file,
    autoAttachChildProcesses: false,
    skipFiles: ["<node_internals>/**", join(runners, "**")],
  };
}
