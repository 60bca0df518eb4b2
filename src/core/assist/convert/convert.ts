import { type CodeToken, closingIndex, codeTokens } from "../../annotations/code/tokens.js";
import { readLiteral, spell } from "../../annotations/spelling.js";
import { choicesOn } from "../../annotations/studies/bind.js";
import type { TextEdit, TextRange } from "../../annotations/study.js";
import { applyEdits } from "../../annotations/write.js";
import { type Phrase, phrase } from "../../l10n/phrase.js";
import { planAnnotations, type StudyWords, suggestStudy } from "../annotate.js";
import { AnnotatedText } from "../annotated-text.js";
import { functionsOf, type StudyFunction } from "../functions.js";
import { shapeOf } from "../shape.js";
import type { Tunable } from "../tunable.js";
import { argumentsOf } from "./arguments.js";
import { callbackAt } from "./callback.js";
import { isSuggestion, type Suggestion, suggestionOf } from "./suggestion.js";

/** The edit that makes an objective of Optuna's one of ours, or why that cannot be done. */
export type Conversion = { readonly kind: "edit"; readonly edit: TextEdit; readonly values: number } | Refusal;

interface Refusal {
  readonly kind: "refusal";
  readonly message: Phrase;
}

/** A value that Optuna's trial suggested, where its literal is to stand. */
interface Placed {
  readonly range: TextRange;
  readonly suggestion: Suggestion;
}

/** What an objective does with its trial. */
interface Uses {
  readonly placed: readonly Placed[];
  /** Edits that are no values: reports, the questions whether to prune, callbacks. */
  readonly others: readonly TextEdit[];
  /** What a callback watches; null where there is none. */
  readonly metric: string | null;
}

/**
 * Turns a function that Optuna calls with a trial into one that stands for itself: each `trial.suggest_…` becomes a value
 * with a `@tune` beside it, conditions of `if name == value:` around it included; `trial.report` becomes a `yield`; callbacks
 * for pruning and the parameter go, and a `@study` comes above. null where the function is no objective of Optuna's.
 */
export function planConversion(annotated: AnnotatedText, owner: StudyFunction): Conversion | null {
  const { source, text, language } = annotated;
  const [parameter] = owner.code.parameters;
  const name = parameter?.name ?? null;
  if (language.id !== "python" || owner.annotated || parameter === undefined || name === null) return null;
  if (!new RegExp(String.raw`\b${name}\.suggest_\w+\s*\(`).test(source.slice(owner.code.range))) return null;
  const uses = usesOf(annotated, owner, name);
  if ("message" in uses) return uses;
  const unguarded = callOnImport(text, owner.code.name);
  if (unguarded !== null) return unguarded;
  const second = owner.code.parameters[1];
  const end = second === undefined ? endOfOnly(text, parameter.range) : second.range.start;
  const literals = uses.placed.map(({ range, suggestion }) => ({ range, text: spell(suggestion.literal, language) }));
  const taken = { range: { start: parameter.range.start, end }, text: "" };
  const edits = [...literals, ...uses.others, taken].sort((a, b) => a.range.start - b.range.start);
  const plain = new AnnotatedText(applyEdits(text, edits), language, annotated.stem);
  const after = functionsOf(plain.source).find(({ code }) => code.name === owner.code.name);
  if (after === undefined) return refusal(phrase("{0} would be no function any more.", owner.code.name));
  const words = wordsOf(plain, after, text, uses.metric);
  if ("message" in words) return words;
  const tunables = tunablesOf(plain, after, uses.placed, edits);
  if ("message" in tunables) return tunables;
  const plan = planAnnotations(plain, tunables, after, words);
  if (plan.kind === "refusal") return plan;
  return { kind: "edit", edit: difference(text, applyEdits(plain.text, plan.edits)), values: tunables.length };
}

/** All that is done with the trial; why not, where something else than suggestions and reports is. */
function usesOf(annotated: AnnotatedText, { code }: StudyFunction, name: string): Uses | Refusal {
  const { source, language } = annotated;
  const tokens = codeTokens(source, code.signature.end, code.range.end);
  const placed: Placed[] = [];
  const others: TextEdit[] = [];
  let metric: string | null = null;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.text !== name || tokens[i]!.kind !== "name" || tokens[i - 1]?.text === ".") continue;
    // One of them is what a framework is told; of two nobody could say which is to be watched.
    const callback: ReturnType<typeof callbackAt> = metric === null ? callbackAt(annotated, tokens, i) : null;
    if (callback !== null && "message" in callback) return { kind: "refusal", message: callback.message };
    if (callback !== null) {
      others.push(...callback.edits);
      metric = callback.metric;
      i = callback.last;
      continue;
    }
    const line = source.lineAt(tokens[i]!.start) + 1;
    const method = tokens[i + 1]?.text === "." ? (tokens[i + 2]?.text ?? "") : "";
    const close = tokens[i + 3]?.text === "(" ? closingIndex(tokens, i + 3) : null;
    const use = method === "" ? name : `${name}.${method}`;
    if (close === null) return refusal(phrase("Line {0}: what {1} is to be without Optuna is not known.", line, use));
    const range = { start: tokens[i]!.start, end: tokens[close]!.end };
    const call = argumentsOf(source.text, tokens.slice(i + 4, close));
    if (isSuggestion(method)) {
      const suggestion = suggestionOf(method, call, language);
      if (suggestion === null)
        return refusal(phrase("Line {0}: only literals can be converted, in {1}(…).", line, use));
      placed.push({ range, suggestion });
    } else if (method === "report") {
      const [value = call.named.get("value"), step = call.named.get("step")] = call.positional;
      if (value === undefined || step === undefined)
        return refusal(phrase("Line {0}: {1} takes a value and a step.", line, use));
      others.push({ range, text: `yield ${step}, ${value}` });
    } else if (method === "should_prune") {
      const block = pruneBlock(source.text, tokens, i, close);
      if (block === null)
        return refusal(phrase("Line {0}: only `if {1}(): raise TrialPruned()` can be converted.", line, use));
      others.push({ range: block, text: "" });
    } else return refusal(phrase("Line {0}: what {1}(…) is to be without Optuna is not known.", line, use));
    i = close;
  }
  return { placed, others, metric };
}

/** The lines of `if trial.should_prune(): raise optuna.TrialPruned()`; null where something else is done. */
function pruneBlock(text: string, tokens: readonly CodeToken[], at: number, close: number): TextRange | null {
  if (tokens[at - 1]?.text !== "if" || tokens[close + 1]?.text !== ":" || tokens[close + 2]?.text !== "raise")
    return null;
  let i = close + 3;
  while (tokens[i + 1]?.text === ".") i += 2;
  if (tokens[i]?.text !== "TrialPruned") return null;
  const last = tokens[i + 1]?.text === "(" ? closingIndex(tokens, i + 1) : i;
  if (last === null) return null;
  const start = text.lastIndexOf("\n", tokens[at - 1]!.start - 1) + 1;
  const newline = text.indexOf("\n", tokens[last]!.end);
  const end = newline < 0 ? text.length : newline + 1;
  const alone =
    text.slice(start, tokens[at - 1]!.start).trim() === "" && text.slice(tokens[last]!.end, end).trim() === "";
  return alone ? { start, end } : null;
}

/** A trial calls the function after its file was loaded: a study that Optuna runs then would be run by each of them. */
function callOnImport(text: string, name: string): Refusal | null {
  const call = new RegExp(String.raw`^[A-Za-z_][^#'"]*\.optimize\(\s*${name}\b`);
  const at = text.split("\n").findIndex((line) => call.test(line));
  if (at < 0) return null;
  return refusal(
    phrase(
      'Line {0}: Optuna\'s study runs whenever the file is loaded. Take it away, or put it under `if __name__ == "__main__":`.',
      at + 1,
    ),
  );
}

/** What Optuna is told in this file, and what the code suggests where it is told nothing. */
function wordsOf(
  annotated: AnnotatedText,
  owner: StudyFunction,
  text: string,
  metric: string | null,
): StudyWords | Refusal {
  if (/\bdirections\s*=/.test(text))
    return refusal(
      phrase("A study with several directions is written by hand: {0}.", "`@study minimize A maximize B`"),
    );
  const told = /\bdirection\s*=\s*["'](minimize|maximize)["']/.exec(text)?.[1];
  const creates = /\bcreate_study\s*\(/.test(text);
  const trials = new RegExp(String.raw`\.optimize\(\s*${owner.code.name}\s*,\s*(?:n_trials\s*=\s*)?(\d+)`).exec(
    text,
  )?.[1];
  const suggested = suggestStudy(annotated, owner);
  const direction = told === "maximize" || told === "minimize" ? told : creates ? "minimize" : suggested.direction;
  return {
    ...suggested,
    metric: metric ?? suggested.metric,
    direction,
    trials: trials === undefined ? null : Number(trials),
  };
}

/** The values where they stand after the edits, with what was suggested for them. */
function tunablesOf(
  { source, language }: AnnotatedText,
  { code }: StudyFunction,
  placed: readonly Placed[],
  edits: readonly TextEdit[],
): readonly Tunable[] | Refusal {
  const found = placed.map(({ range, suggestion }) => {
    const start = moved(range.start, edits);
    const line = source.lineAt(start);
    const choices = choicesOn(source, line, code);
    const choice = choices.find(({ value }) => value?.start === start);
    return { line, suggestion, choice, several: choices.length > 1 };
  });
  const names = new Set(found.flatMap(({ choice }) => (choice === undefined ? [] : [choice.name])));
  const tunables: Tunable[] = [];
  for (const { line, suggestion, choice, several } of found) {
    if (choice === undefined)
      return refusal(
        phrase("Line {0}: a value is converted where it has a name: assigned, or passed as NAME=….", line + 1),
      );
    const { distribution } = suggestion;
    const condition = conditionOf(
      source.text,
      source.lineStarts[line]!,
      names,
      (text) => readLiteral(text, language) !== null,
    );
    const text = `${shapeOf(distribution, language)}${condition === null ? "" : ` if ${condition}`}`;
    tunables.push({ choice, line, several, proposal: { distribution, text, source: "Optuna", blank: null } });
  }
  return tunables;
}

/**
 * The condition of the `if`, `elif` or `else` that a line stands in, where it asks for values of one other parameter; null
 * where it asks for something else.
 */
function conditionOf(
  text: string,
  lineStart: number,
  names: ReadonlySet<string>,
  isLiteral: (text: string) => boolean,
): string | null {
  const lines = text.slice(0, lineStart).split("\n").slice(0, -1).reverse();
  const above = lines.filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  const indent = indentOf(text.slice(lineStart));
  const at = above.findIndex((line) => indentOf(line) < indent);
  const head = above[at] ?? "";
  const asked = (line: string) => {
    const [, name = "", value = ""] = ASKS.exec(line) ?? [];
    return names.has(name) && isLiteral(value) ? { name, value: value.replace(/^'(.*)'$/, '"$1"') } : null;
  };
  const own = asked(head);
  if (own !== null) return `${own.name} == ${own.value}`;
  if (!/^\s*else\s*:/.test(head)) return null;
  // What an else stands for is that none of the questions before it was answered with yes.
  const excluded: string[] = [];
  for (const line of above.slice(at + 1)) {
    if (indentOf(line) > indentOf(head)) continue;
    const other = indentOf(line) === indentOf(head) ? asked(line) : null;
    if (other === null) return null;
    excluded.unshift(`${other.name} != ${other.value}`);
    if (/^\s*if\b/.test(line)) return excluded.join(" and ");
  }
  return null;
}

/** `if name == value:`, or the same as `elif`. */
const ASKS = /^\s*(?:el)?if\s+\(?\s*(\w+)\s*==\s*(.+?)\s*\)?\s*:\s*(?:#.*)?$/;

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)![0].length;
}

/** Where a place lies after the edits. */
function moved(at: number, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const { range, text } of edits) if (range.end <= at) shift += text.length - (range.end - range.start);
  return at + shift;
}

/** The end of a parameter that is the only one, with the comma behind it. */
function endOfOnly(text: string, range: TextRange): number {
  return range.end + (/^\s*,\s*/.exec(text.slice(range.end))?.[0].length ?? 0);
}

function refusal(message: Phrase): Refusal {
  return { kind: "refusal", message };
}

/** One edit that makes the one text the other, as short as can be. */
function difference(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let [end, last] = [before.length, after.length];
  while (end > start && last > start && before[end - 1] === after[last - 1]) {
    end--;
    last--;
  }
  return { range: { start, end }, text: after.slice(start, last) };
}
