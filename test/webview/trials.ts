import type { Distribution } from "../../src/core/space/distribution.js";
import type { Json } from "../../src/core/study/json.js";
import type { StudyState } from "../../src/core/study/state.js";
import type { Direction, Outcome, Trial } from "../../src/core/study/trial.js";
import { type StudyModel, StudyReader } from "../../webview/model/study-model.js";

export interface TrialParts {
  readonly outcome?: Outcome;
  readonly params?: Readonly<Record<string, readonly [Distribution, number]>>;
  readonly reports?: readonly (readonly [number, number])[];
  readonly attributes?: Readonly<Record<string, Json>>;
  /** Seconds from start to end. */
  readonly seconds?: number;
}

export function complete(...values: number[]): Outcome {
  return { kind: "complete", values };
}

/** A study of trials with the numbers of their positions. */
export function studyOf(directions: readonly Direction[], ...parts: readonly TrialParts[]): StudyState {
  return {
    id: 0,
    name: "study",
    directions,
    userAttributes: new Map(),
    systemAttributes: new Map(),
    trials: parts.map(trialOf),
  };
}

export function modelOf(directions: readonly Direction[], ...parts: readonly TrialParts[]): StudyModel {
  return new StudyReader().read(studyOf(directions, ...parts));
}

function trialOf(parts: TrialParts, number: number): Trial {
  const params = parts.params ?? {};
  const outcome = parts.outcome ?? { kind: "running" };
  return {
    number,
    id: number,
    outcome,
    params: new Map(Object.entries(params).map(([name, [, value]]) => [name, value])),
    distributionOf: (name) => params[name]?.[0],
    intermediate: new Map(parts.reports ?? []),
    userAttributes: new Map(),
    systemAttributes: new Map(Object.entries(parts.attributes ?? {})),
    started: outcome.kind === "waiting" ? null : number * 1e6,
    finished: parts.seconds === undefined ? null : (number + parts.seconds) * 1e6,
    worker: "worker",
  };
}
