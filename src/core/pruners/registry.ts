import type { MethodSpec } from "../study/method.js";

/** Every pruner there is. Adding one means its file and its line here. */
export const PRUNERS: readonly MethodSpec[] = [
  { name: "auto", summary: "Picks a rule by what is known of the study; none so far.", options: [] },
  { name: "none", summary: "No trial is ended early.", options: [] },
];
