import type { Distribution } from "../space/distribution.js";
import type { Literal } from "../space/literal.js";

/**
 * The channel between a driver and a runner. Driver to runner: one JSON object per line on its standard input. Runner to
 * driver: a JSON text sequence (RFC 7464: record separator, JSON object, newline) on its standard output, so that what a
 * launcher, or a child of the user's code, prints there can be told apart. The first message of each side carries the
 * version.
 */
export const RUNNER_PROTOCOL = 1;

export type DriverMessage =
  | {
      readonly type: "load";
      readonly version: number;
      /** Absolute path of the user's file. */
      readonly file: string;
      /** The file to load in its stead, under its name: a patched copy, or the file as it stood when the run began. */
      readonly copy: string | null;
      readonly function: string;
      readonly call: "keywords" | "positions" | "object";
      /** Parameters by position, for `positions`. */
      readonly parameters: readonly string[];
      /** One metric name or null per direction. */
      readonly metrics: readonly (string | null)[];
      readonly aggregate: "last" | "best" | "mean" | "median";
      readonly directions: readonly ("minimize" | "maximize")[];
      /** Where a launcher may not have brought them: the working directory, and variables for the environment. */
      readonly cwd: string | null;
      readonly environment: { readonly [name: string]: string } | null;
      /** The runner ends the output of loading, and of each trial, with this line on standard error. */
      readonly marker: string;
    }
  | {
      readonly type: "run";
      readonly trial: number;
      /** The values of the active parameters; wire.ts tells how a literal is written. */
      readonly params: ReadonlyMap<string, Literal>;
      /** Environment of the trial: HYPERLENS_FOLDER, _TRIAL, _STUDY, _SEED. */
      readonly environment: { readonly [name: string]: string };
    }
  /** The answer to a report. `keep`: where it stops, what has been yielded is the trial's result, as if it had ended. */
  | { readonly type: "decision"; readonly stop: boolean; readonly keep: boolean }
  /** The answer to `suggest`, for objectives that ask for values one at a time. */
  | { readonly type: "value"; readonly value: Literal }
  | { readonly type: "exit" };

export type RunnerMessage =
  | {
      readonly type: "ready";
      readonly version: number;
      /** For the record and for people: "CPython 3.11.7". */
      readonly runtime: string;
      /** Whether the user's code may ask for the folder of its trial, so that it must be there. */
      readonly folder: boolean;
      /** Whether the objective is a generator, whose intermediate values are its yields. */
      readonly yields: boolean;
      /**
       * The process that ends its trial, and nothing else, when it gets the signal SIGUSR2; it then answers `pruned`. null
       * where it has to be ended itself.
       */
      readonly interrupts: number | null;
    }
  /** The file could not be loaded: nothing was run. */
  | {
      readonly type: "unloadable";
      readonly kind: "syntax" | "import" | "missing-module" | "no-function" | "signature";
      readonly message: string;
      readonly traceback: string | null;
      /** The module that is missing, for `missing-module`. */
      readonly module: string | null;
    }
  /** An intermediate value; one number per direction. The runner waits for a decision. */
  | { readonly type: "report"; readonly trial: number; readonly step: number; readonly values: readonly number[] }
  | {
      readonly type: "result";
      readonly trial: number;
      /** One per direction. */
      readonly values: readonly number[];
      /** Fold scores per direction where the objective gave a list; null otherwise. */
      readonly folds: readonly (readonly number[] | null)[] | null;
      /** Everything else that a mapping held and that is a finite number, string or boolean. */
      readonly extra: { readonly [name: string]: number | string | boolean };
      readonly extraFolds: { readonly [name: string]: readonly number[] };
    }
  | { readonly type: "pruned"; readonly trial: number }
  /** An objective that asks for one value at a time, and so discovers its space while it runs; `value` answers. */
  | { readonly type: "suggest"; readonly trial: number; readonly name: string; readonly distribution: Distribution }
  | {
      readonly type: "failed";
      readonly trial: number;
      readonly kind: "exception" | "non-finite" | "bad-result";
      readonly message: string;
      readonly traceback: string | null;
    };
