import type { Distribution } from "../space/distribution.js";
import type { Json } from "../study/json.js";
import type { Direction, Instant } from "../study/trial.js";

/** The stored state of a trial, as Optuna numbers it: its position in this list. */
export const STORED_STATES = ["running", "complete", "pruned", "failed", "waiting"] as const;
export type StoredState = (typeof STORED_STATES)[number];

/** A parameter as a record stores it: the internal value (a category's index) and its distribution. */
export interface StoredParameter {
  readonly name: string;
  readonly value: number;
  readonly distribution: Distribution;
}

/** One record of a journal, decoded. Identifiers are those that replay derives by counting. */
export type JournalEvent = { readonly worker: string } & (
  | { readonly kind: "createStudy"; readonly name: string; readonly directions: readonly Direction[] }
  | { readonly kind: "deleteStudy"; readonly study: number }
  | {
      readonly kind: "studyAttribute";
      readonly study: number;
      readonly scope: AttributeScope;
      readonly key: string;
      readonly value: Json;
    }
  | {
      readonly kind: "createTrial";
      readonly study: number;
      readonly state: StoredState;
      readonly values: readonly number[] | null;
      readonly started: Instant | null;
      readonly finished: Instant | null;
      readonly parameters: readonly StoredParameter[];
      readonly userAttributes: readonly (readonly [string, Json])[];
      readonly systemAttributes: readonly (readonly [string, Json])[];
      readonly intermediate: readonly (readonly [number, number])[];
    }
  | { readonly kind: "trialParameter"; readonly trial: number; readonly parameter: StoredParameter }
  | {
      readonly kind: "trialState";
      readonly trial: number;
      readonly state: StoredState;
      readonly values: readonly number[] | null;
      /** Of a claim (state running); on a finishing record it repeats the start for other readers. */
      readonly started: Instant | null;
      readonly finished: Instant | null;
    }
  | { readonly kind: "intermediate"; readonly trial: number; readonly step: number; readonly value: number }
  | {
      readonly kind: "trialAttribute";
      readonly trial: number;
      readonly scope: AttributeScope;
      readonly key: string;
      readonly value: Json;
    }
  /** Written by other programs; it changes nothing. */
  | { readonly kind: "discardTrials" }
);

export type AttributeScope = "user" | "system";
