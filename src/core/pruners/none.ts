import { phrase } from "../l10n/phrase.js";
import { CONTINUE, type Pruner } from "./pruner.js";

export const none: Pruner = {
  name: "none",
  summary: phrase("No trial is ended early."),
  options: [],
  decide: () => CONTINUE,
};
