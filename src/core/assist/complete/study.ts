import type { AnnotatedStudy, TextRange } from "../../annotations/study.js";
import { nextWord, spellName, type Word } from "../../annotations/tags/words.js";
import { worded } from "../../l10n/phrase.js";
import type { Translate } from "../../l10n/translation.js";
import { STUDY_OPTIONS } from "../../study/option-list.js";
import {
  DIRECTIONS,
  defaultText,
  documentMethod,
  documentMethodOption,
  documentOption,
  methodsOf,
  methodValues,
  optionSpec,
  shownDefault,
  valuesOf,
} from "../document.js";
import { type CompletionEntry, entry } from "./item.js";

/** Values worth offering for options that take any number or duration. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  trials: ["25", "50", "100", "200", "500"],
  timeout: ["10m", "1h", "8h"],
  trial_timeout: ["30s", "5m", "1h"],
  parallel: ["2", "4", "8"],
  seed: ["0", "42"],
  retries: ["1", "2"],
  max_failures: ["3", "10"],
};

/**
 * What may stand at the caret of a `@study`.
 *
 * @param before The tag's text up to the caret, from `@study` on.
 * @param range The source range of the last `length` characters before the caret.
 */
export function completeStudy(
  before: string,
  range: (length: number) => TextRange,
  study: AnnotatedStudy | null,
  metrics: readonly string[],
  t: Translate,
): CompletionEntry[] {
  const words: Word[] = [];
  for (let word = nextWord(before, "@study".length); word !== null; word = nextWord(before, word.end)) words.push(word);
  const last = words.at(-1);
  const current = last !== undefined && last.end === before.length && !/\s$/.test(before) ? last.text : "";
  const open = last?.open === "parenthesis" ? last.text : current;
  const option = /^([A-Za-z_]\w*)=(.*)$/s.exec(open);
  if (option !== null) return completeValue(option[1]!, option[2]!, range, t);
  const earlier = current === "" ? words : words.slice(0, -1);
  return completeWord(
    earlier.map(({ text }) => text),
    current,
    range,
    study,
    metrics,
    t,
  );
}

function completeWord(
  earlier: readonly string[],
  current: string,
  range: (length: number) => TextRange,
  study: AnnotatedStudy | null,
  metrics: readonly string[],
  t: Translate,
): CompletionEntry[] {
  const place = range(current.length);
  const isDirection = (word: string | undefined) => DIRECTIONS.some(({ name }) => name === word);
  const given = new Set(earlier.flatMap((word) => /^([A-Za-z_]\w*)=/.exec(word)?.[1] ?? []));
  const directed = earlier.some(isDirection);
  const entries: CompletionEntry[] = [];
  if (isDirection(earlier.at(-1))) {
    const used = new Set(study?.goals.map(({ metric }) => metric));
    for (const metric of metrics) {
      if (used.has(metric) && metric !== current) continue;
      entries.push(
        entry({
          label: spellName(metric),
          kind: "metric",
          detail: t("metric"),
          range: place,
          insert: `${spellName(metric)} `,
        }),
      );
    }
  }
  if (given.size === 0) {
    for (const { name, summary } of DIRECTIONS) {
      entries.push(
        entry({
          label: name,
          kind: "direction",
          documentation: worded(summary, t),
          range: place,
          insert: `${name} `,
          again: true,
        }),
      );
    }
  }
  if (!directed) return entries;
  for (const spec of STUDY_OPTIONS) {
    if (given.has(spec.name)) continue;
    const text = defaultText(spec.name);
    entries.push(
      entry({
        label: spec.name,
        kind: "option",
        detail: text === null ? "" : t("default {0}", text),
        documentation: documentOption(spec, t),
        range: place,
        insert: spec.type.kind === "text" ? `${spec.name}="$0"` : `${spec.name}=`,
        snippet: spec.type.kind === "text",
        again: spec.type.kind !== "text",
      }),
    );
  }
  return entries;
}

function completeValue(
  name: string,
  value: string,
  range: (length: number) => TextRange,
  t: Translate,
): CompletionEntry[] {
  const spec = optionSpec(name);
  if (spec === null) return [];
  if (spec.type.kind !== "method") {
    const words = valuesOf(spec.type);
    const shown = words.length > 0 ? words : (USUAL[name] ?? []);
    return shown.map((word) =>
      entry({
        label: word,
        kind: "value",
        detail: word === defaultText(name) ? t("default") : "",
        range: range(value.length),
      }),
    );
  }
  const { registry } = spec.type;
  const open = value.indexOf("(");
  if (open < 0) {
    return methodsOf(registry).map((method) =>
      entry({
        label: method.name,
        kind: "method",
        detail: worded(method.summary, t),
        documentation: documentMethod(registry, method, t),
        range: range(value.length),
      }),
    );
  }
  const method = methodsOf(registry).find((candidate) => candidate.name === value.slice(0, open));
  if (method === undefined || value.endsWith(")")) return [];
  const written = value.slice(open + 1);
  const last = written.slice(written.lastIndexOf(",") + 1).trimStart();
  const equals = last.indexOf("=");
  if (equals >= 0) {
    const option = method.options.find((candidate) => candidate.name === last.slice(0, equals).trim());
    const typed = last.slice(equals + 1);
    return option === undefined
      ? []
      : methodValues(registry, option.type).map((word) =>
          entry({ label: word, kind: "value", range: range(typed.length) }),
        );
  }
  const given = new Set([...written.matchAll(/([A-Za-z_]\w*)\s*=/g)].map(([, word]) => word));
  return method.options
    .filter((option) => !given.has(option.name))
    .map((option) =>
      entry({
        label: option.name,
        kind: "option",
        detail: t("default {0}", shownDefault(option)),
        documentation: documentMethodOption(registry, option, t),
        range: range(last.length),
        insert: `${option.name}=`,
        again: methodValues(registry, option.type).length > 0,
      }),
    );
}
