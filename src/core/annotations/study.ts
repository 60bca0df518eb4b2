import type { Phrase } from "../l10n/phrase.js";
import type { Distribution } from "../space/distribution.js";
import type { Literal } from "../space/literal.js";
import type { SearchSpace } from "../space/space.js";
import type { StudyOptions } from "../study/options.js";
import type { Direction } from "../study/trial.js";

/** A stretch of source text: offsets in UTF-16 units from the start of the text, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A quick fix: the edits that mend a diagnostic, and what to call them. */
export interface Fix {
  readonly title: Phrase;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

export interface Diagnostic {
  readonly range: TextRange;
  readonly severity: "error" | "warning" | "hint";
  /** A stable word for the kind of mistake, such as `log-of-zero`. */
  readonly code: string;
  /** What is wrong, and what would be right. */
  readonly message: Phrase;
  readonly fixes: readonly Fix[];
}

/** One direction of a study and the metric that it judges; null where the metric was not named. */
export interface Goal {
  readonly direction: Direction;
  readonly metric: string | null;
}

/** One annotated value in the code. */
export interface Slot {
  readonly name: string;
  readonly distribution: Distribution;
  /** The spelling of each category in the annotation, in order; null for numbers and `bool`. */
  readonly choices: readonly string[] | null;
  /** The literal that stands in the code; null where there is none (a parameter without default, an expression default). */
  readonly range: TextRange | null;
  readonly literal: Literal | null;
  /** `parameter`: passed as an argument. `code`: replaced in a patched copy of the file. */
  readonly place: "parameter" | "code";
  /** The `@tune` comment. */
  readonly annotation: TextRange;
}

export type Objective =
  | {
      readonly kind: "function";
      readonly language: "python" | "javascript" | "typescript";
      /** The name under which the module offers it: a Python name, a JavaScript export (`default` included). */
      readonly name: string;
      /** How values are passed: by keyword (Python), by position, or as one object (JavaScript). */
      readonly call:
        | { readonly kind: "keywords" }
        /** All parameters of the signature in order; values that are not tuned are passed as undefined. */
        | { readonly kind: "positions"; readonly parameters: readonly string[] }
        | { readonly kind: "object" };
      /** Annotated literals stand in the body: each trial runs a patched copy in a fresh process. */
      readonly patched: boolean;
    }
  | { readonly kind: "script"; readonly language: string }
  | { readonly kind: "command"; readonly language: string; readonly run: string };

/** A study as its comments define it. */
export interface AnnotatedStudy {
  readonly name: string;
  readonly goals: readonly Goal[];
  readonly options: StudyOptions;
  /** The names of the options that the annotation itself gives: settings do not override these. */
  readonly givenOptions: readonly string[];
  readonly space: SearchSpace;
  readonly slots: readonly Slot[];
  readonly objective: Objective;
  /** The names under which a call can pass a value, tuned or not; none for a script or command. */
  readonly accepts: readonly string[];
  /** The `@study` comment with its continuation lines. */
  readonly annotation: TextRange;
  /** What the study owns: the function, or the whole file. */
  readonly range: TextRange;
  /** Bounds on reported metrics: `@constraint metric(NAME) <= NUMBER`, as value - bound <= 0 is feasible. */
  readonly outcomeConstraints: readonly OutcomeConstraint[];
  /** False where an error stands in the study's annotations: it is shown, and not run. */
  readonly valid: boolean;
}

export interface OutcomeConstraint {
  readonly metric: string;
  readonly operator: "<=" | ">=";
  readonly bound: number;
  readonly text: string;
}

/** What a source text says: every study found, with or without errors, and every mistake. Parsing never throws. */
export interface ParsedFile {
  readonly studies: readonly AnnotatedStudy[];
  readonly diagnostics: readonly Diagnostic[];
}
