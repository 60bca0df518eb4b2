import type { Language } from "../annotations/languages.js";
import { spell } from "../annotations/spelling.js";
import type { StudyState } from "../study/state.js";
import { summarise } from "../study/summary.js";
import { commandSteps, filledWord, placeholdersIn } from "../text/command-words.js";
import type { Values } from "./spelling.js";

/**
 * A command for a POSIX shell that runs these values once more: the study's own command where its placeholders take all
 * of them, else one that queues them in the study.
 *
 * @param run The command that the trial ran in, with its placeholders; null for a function.
 */
export function commandLine(study: StudyState, values: Values, language: Language, run: string | null): string {
  const filled = run === null ? null : filledCommand(run, values, language);
  if (filled !== null) return filled;
  const { source } = summarise(study);
  const target = source === null ? study.name : `${source.file}:${source.name}`;
  const pairs = [...values].map(([name, literal]) => `${name}=${spell(literal, language)}`);
  return ["hyperlens", "queue", target, ...pairs].map(shellWord).join(" ");
}

/** The command with the values in place of its placeholders; null where it has none for one of them. */
function filledCommand(run: string, values: Values, language: Language): string | null {
  const parsed = commandSteps(run);
  if (parsed.kind === "broken") return null;
  const places = placeholdersIn(parsed.steps);
  if (places.size === 0 || [...values.keys()].some((name) => !places.has(name))) return null;
  // What is no parameter, such as the file that was written for a trial, is not there any more.
  if ([...places].some((name) => !values.has(name))) return null;
  const text = (name: string): string => {
    const literal = values.get(name)!;
    // A text goes to a program as it is.
    return literal.kind === "string" ? literal.value : spell(literal, language);
  };
  return parsed.steps.map((words) => words.map((word) => shellWord(filledWord(word, text))).join(" ")).join(" && ");
}

/** One word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
