import type { Importance, ImportanceMethod } from "../../src/core/analysis/importances.js";
import type { Contour, Dependence } from "../../src/core/analysis/partial-dependence.js";
import type { PackedStudy } from "./packed.js";

/** What is too dear for the page's own thread. `objective` is the direction, from 0. */
export type Question =
  | { readonly kind: "importances"; readonly method: ImportanceMethod; readonly objective: number }
  /** How the value depends on one parameter; null where it was never active. */
  | { readonly kind: "dependence"; readonly name: string; readonly objective: number }
  | { readonly kind: "contour"; readonly names: readonly [x: string, y: string]; readonly objective: number };

export type Answers = {
  readonly importances: readonly Importance[];
  readonly dependence: Dependence | null;
  readonly contour: Contour | null;
};

export type AnswerOf<Asked extends Question> = Answers[Asked["kind"]];

/** To the worker. */
export type Order =
  /** The trials that questions are about from now on. */
  | { readonly type: "study"; readonly study: PackedStudy }
  | { readonly type: "question"; readonly id: number; readonly question: Question };

/** From the worker. */
export type Reply =
  | { readonly type: "answer"; readonly id: number; readonly answer: Answers[Question["kind"]] }
  | { readonly type: "failure"; readonly id: number; readonly message: string };
