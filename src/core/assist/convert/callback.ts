import { type CodeToken, closingIndex, dottedStart } from "../../annotations/code/tokens.js";
import { readLiteral } from "../../annotations/spelling.js";
import type { TextEdit } from "../../annotations/study.js";
import { type Phrase, phrase } from "../../l10n/phrase.js";
import type { AnnotatedText } from "../annotated-text.js";
import { argumentsOf } from "./arguments.js";

/** A callback of Optuna's that prunes within a framework, gone: the framework prints what it needs by itself. */
export interface Callback {
  readonly edits: readonly TextEdit[];
  /** What it watches, as the framework prints it. */
  readonly metric: string;
  /** The index of the last token that it took. */
  readonly last: number;
}

/** What a framework is told where it is to print nothing, and what lets it print. */
const SILENCES: Readonly<Record<string, readonly (readonly [name: string, silent: string, loud: string])[]>> = {
  KerasPruningCallback: [["verbose", "0", "2"]],
  TFKerasPruningCallback: [["verbose", "0", "2"]],
  XGBoostPruningCallback: [
    ["verbose_eval", "False", "True"],
    ["verbose", "False", "True"],
  ],
  PyTorchLightningPruningCallback: [["enable_progress_bar", "False", "True"]],
};
const WATCHED = ["monitor", "metric", "observation_key"];

/**
 * The callback that the token at an index is the trial of: `LightGBMPruningCallback(trial, "auc")`. null where it is none.
 */
export function callbackAt(
  { source, text, language }: AnnotatedText,
  tokens: readonly CodeToken[],
  at: number,
): Callback | { readonly message: Phrase } | null {
  const name = tokens[at - 2]?.text ?? "";
  const close = tokens[at - 1]?.text === "(" ? closingIndex(tokens, at - 1) : null;
  if (close === null || (name !== "LightGBMPruningCallback" && !Object.hasOwn(SILENCES, name))) return null;
  const line = source.lineAt(tokens[at]!.start) + 1;
  const { positional, named } = argumentsOf(text, tokens.slice(at, close));
  const watched = readLiteral(positional[1] ?? WATCHED.map((word) => named.get(word)).find(Boolean) ?? "", language);
  if (watched?.kind !== "string") {
    return { message: phrase("Line {0}: only literals can be converted, in {1}(…).", line, name) };
  }
  const from = dottedStart(tokens, at - 2);
  const range = { start: tokens[from]!.start, end: tokens[close]!.end };
  const metric = watched.value;
  if (name === "LightGBMPruningCallback") {
    const module = /^[ \t]*import\s+lightgbm(?:\s+as\s+(\w+))?[ \t]*$/m.exec(text);
    const edit = { range, text: `${module?.[1] ?? "lightgbm"}.log_evaluation(1)` };
    if (module !== null) return { edits: [edit], metric, last: close };
    return { message: phrase("Line {0}: without `import lightgbm` in this file {1} cannot be converted.", line, name) };
  }
  const [before, behind] = [tokens[from - 1]?.text, tokens[close + 1]?.text];
  if ((before !== "[" && before !== ",") || (behind !== "]" && behind !== ",")) {
    return { message: phrase("Line {0}: take {1} away; Hyperlens prunes by what the framework prints.", line, name) };
  }
  const start = before === "," ? tokens[from - 1]!.start : range.start;
  const end = before === "[" && behind === "," ? tokens[close + 2]!.start : range.end;
  return { edits: [{ range: { start, end }, text: "" }, ...loud(tokens, SILENCES[name] ?? [])], metric, last: close };
}

function loud(tokens: readonly CodeToken[], silences: (typeof SILENCES)[string]): readonly TextEdit[] {
  return tokens.flatMap(({ text }, i) => {
    const silence = silences.find(([name, silent]) => name === text && tokens[i + 2]?.text === silent);
    const value = tokens[i + 2];
    if (silence === undefined || value === undefined || tokens[i + 1]?.text !== "=") return [];
    return [{ range: { start: value.start, end: value.end }, text: silence[2] }];
  });
}
