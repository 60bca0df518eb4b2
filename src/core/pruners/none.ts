import { CONTINUE, type Pruner } from "./pruner.js";

export const none: Pruner = {
  name: "none",
  summary: "No trial is ended early.",
  options: [],
  decide: () => CONTINUE,
};
