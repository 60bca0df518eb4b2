/** The engine's public face: a study that is asked for trials and told how they ended, without editor or files. */
export {
  createStudy,
  type MethodSetting,
  type Proposed,
  type Study,
  type StudySettings,
  type StudyTrial,
} from "./engine/create-study.js";
export { StudyError, type StudyErrorCode } from "./engine/errors.js";
export { type MethodOption, type MethodSpec, pruners, samplers } from "./engine/methods.js";
export type { Evidence, TrialOutcome } from "./engine/outcome.js";
export type { ResourceSetting } from "./engine/resource.js";
export type { Params, Space } from "./engine/space.js";
export {
  bool,
  type Choice,
  type Conditional,
  choice,
  int,
  logint,
  lognormal,
  loguniform,
  normal,
  ordinal,
  type Tunable,
  uniform,
} from "./engine/tunable.js";
export type { Decision } from "./pruners/pruner.js";
export { ConditionCycleError } from "./space/activity.js";
export { DistributionError, type DistributionErrorCode } from "./space/build.js";
export { ConstraintError } from "./space/constraint.js";
export { MethodOptionError } from "./study/method-check.js";
export type { Direction } from "./study/trial.js";
