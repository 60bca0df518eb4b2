import { isNotebook } from "../notebooks/cell.js";
import { withoutNumbers } from "../notebooks/join.js";
import type { Literal } from "../space/literal.js";
import { languageOf } from "./languages.js";
import { parseFile } from "./parse-file.js";
import type { TextRange } from "./study.js";
import { applyEdits, planWrite } from "./write.js";

/**
 * A source as it would stand with the values of a trial in it, those that have a place in the code; the source itself
 * where it does not define the study, or its values cannot be written. `path` tells its language.
 */
export function codeWithValues(
  path: string,
  text: string,
  study: string,
  values: ReadonlyMap<string, Literal>,
): string {
  const language = languageOf(path);
  const found = parseFile(path, text).studies.find(({ name }) => name === study);
  if (found === undefined || language === null) return text;
  const plan = planWrite(text, found, language, values);
  return plan.kind === "edits" ? applyEdits(text, plan.edits) : text;
}

/**
 * What of a source is code: without the values that are tuned and without the comments that say so, nor the numbers of
 * cells, so that two sources which differ in these alone are the same here.
 */
export function codeWithoutValues(path: string, text: string): string {
  const { studies } = parseFile(path, text);
  const cuts: { readonly range: TextRange; readonly text: string }[] = studies.flatMap(({ annotation, slots }) => [
    { range: annotation, text: "" },
    ...slots.flatMap(({ name, range, annotation: tag }) => [
      { range: tag, text: "" },
      ...(range === null ? [] : [{ range, text: `\u0000${name}` }]),
    ]),
  ]);
  // Several studies of a file may name the same place.
  const places = new Map(cuts.map((cut) => [cut.range.start, cut]));
  const code = applyEdits(text, [...places.values()]);
  return (isNotebook(path) ? withoutNumbers(code) : code)
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !/^\s*\W{1,3}\s*@(?:study|tune|constraint)\b/.test(line))
    .join("\n");
}
