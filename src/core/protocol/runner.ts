/**
 * The channel between a driver and a runner: one JSON object per line, driver to runner on its standard input, runner to
 * driver on its standard output. The first message of each side carries the version.
 */
export const RUNNER_PROTOCOL = 1;

/**
 * A value on its way to the user's code. Reals are always written with a point or an exponent, so that Python reads
 * them as float; `{ "tuple": […] }` is a tuple.
 */
export type WireValue =
  | number
  | string
  | boolean
  | null
  | readonly WireValue[]
  | { readonly tuple: readonly WireValue[] };

export type DriverMessage =
  | {
      readonly type: "load";
      readonly version: number;
      /** Absolute path of the user's file, and of the file to load in its stead where values are patched in. */
      readonly file: string;
      readonly copy: string | null;
      readonly function: string;
      readonly call: "keywords" | "positions" | "object";
      /** Parameters by position, for `positions`. */
      readonly parameters: readonly string[];
      /** One metric name or null per direction. */
      readonly metrics: readonly (string | null)[];
      readonly aggregate: "last" | "best" | "mean" | "median";
      readonly directions: readonly ("minimize" | "maximize")[];
      /** The runner ends each trial's output with this line on standard error. */
      readonly marker: string;
    }
  | {
      readonly type: "run";
      readonly trial: number;
      readonly params: { readonly [name: string]: WireValue };
      /** Environment of the trial: HYPERLENS_FOLDER, _TRIAL, _STUDY, _SEED. */
      readonly environment: { readonly [name: string]: string };
    }
  /** The answer to a report. */
  | { readonly type: "decision"; readonly stop: boolean }
  /** The answer to `suggest`, for objectives that ask for values one at a time. */
  | { readonly type: "value"; readonly value: WireValue }
  | { readonly type: "exit" };

export type RunnerMessage =
  | {
      readonly type: "ready";
      readonly version: number;
      /** For the record and for people: "CPython 3.11.7". */
      readonly runtime: string;
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
  | {
      readonly type: "failed";
      readonly trial: number;
      readonly kind: "exception" | "non-finite" | "bad-result";
      readonly message: string;
      readonly traceback: string | null;
    };
