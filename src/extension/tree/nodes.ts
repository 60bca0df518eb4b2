import type { StudyRef, TrialDigest } from "../studies/digest.js";
import type { TrialGroup } from "../studies/groups.js";

/** What stands in the view of studies. */
export type TreeNode = StudyNode | GroupNode | TrialNode | MoreNode;

export interface StudyNode {
  readonly kind: "study";
  readonly ref: StudyRef;
}

export interface GroupNode {
  readonly kind: "group";
  readonly ref: StudyRef;
  readonly group: TrialGroup;
  readonly count: number;
}

export interface TrialNode {
  readonly kind: "trial";
  readonly ref: StudyRef;
  readonly group: TrialGroup;
  readonly trial: TrialDigest;
}

/** Stands for the rest of a group. */
export interface MoreNode {
  readonly kind: "more";
  readonly ref: StudyRef;
  readonly group: TrialGroup;
  readonly left: number;
}
