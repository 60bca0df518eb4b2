import type { Language } from "../../annotations/language.js";
import type { Choice } from "../../annotations/studies/bind.js";
import type { AnnotatedStudy, TextRange } from "../../annotations/study.js";
import { DISTRIBUTIONS, type DistributionForm } from "../../annotations/tags/forms.js";
import { isQuote, spaceEnd, spellName } from "../../annotations/tags/words.js";
import { phrase, worded } from "../../l10n/phrase.js";
import type { Translate } from "../../l10n/translation.js";
import { readQuoted } from "../../space/expression/literal.js";
import type { Literal } from "../../space/literal.js";
import { documentForm } from "../document.js";
import { propose } from "../propose/propose.js";
import { around } from "../propose/round.js";
import { shortest, spellChoice } from "../shape.js";
import { completeExpression } from "./condition.js";
import { type CompletionEntry, entry, plainSnippet } from "./item.js";

export interface TuneSurroundings {
  readonly language: Language;
  readonly study: AnnotatedStudy | null;
  /** What the line holds that can be tuned, with the call whose argument each is. */
  readonly choices: readonly (Choice & { readonly call: string | null })[];
}

/** The distribution's name and the text of its arguments up to the caret, where the caret stands within them. */
export function openDistribution(before: string): { readonly name: string; readonly written: string } | null {
  const stack: { name: string; at: number }[] = [];
  for (let i = 0; i < before.length; i++) {
    if (isQuote(before, i)) {
      const quoted = readQuoted(before, i);
      if (quoted.kind === "broken") break;
      i = quoted.end - 1;
    } else if (/[([{]/.test(before[i]!)) {
      stack.push({ name: /[A-Za-z_]\w*(?=\s*$)/.exec(before.slice(0, i))?.[0] ?? "", at: i + 1 });
    } else if (/[)\]}]/.test(before[i]!)) stack.pop();
  }
  const [open] = stack;
  return open === undefined || open.name === "" ? null : { name: open.name, written: before.slice(open.at) };
}

/** What may stand at the caret of a `@tune`; `before` is the tag's text up to the caret. */
export function completeTune(
  before: string,
  range: (length: number) => TextRange,
  surroundings: TuneSurroundings,
  t: Translate,
): CompletionEntry[] {
  const { language, study, choices } = surroundings;
  const start = before.lastIndexOf("@tune") + "@tune".length;
  const written = before.slice(start);
  const condition = /(?:^|[\s)])if(?:\s+|(?=\())([\s\S]*)$/.exec(written);
  const named = /^\s*(?:("(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_./-]*)\s*=(?!=))?\s*/.exec(written)!;
  const name = named[1]?.replace(/^"|"$/g, "") ?? null;
  const choice = choices.find((candidate) => candidate.name === name) ?? (choices.length === 1 ? choices[0]! : null);
  if (condition !== null) {
    const typed = /[A-Za-z_"'][\w./"'-]*$/.exec(condition[1]!)?.[0] ?? "";
    const rest = condition[1]!.slice(0, condition[1]!.length - typed.length);
    return completeExpression(rest, range(typed.length), study, language, name ?? choice?.name ?? null, t);
  }
  const open = openDistribution(written);
  if (open !== null) return argumentsOf(open, range, language, choice, t);
  const body = written.slice(named[0].length);
  const done = /^(?:bool\b|[A-Za-z_]\w*\s*\(.*\))\s+(\w*)$/s.exec(body);
  if (done !== null) {
    const typed = done[1]!;
    return [
      entry({
        label: "if",
        kind: "word",
        detail: t("condition"),
        documentation: t('The parameter is searched only where the condition holds: `if kernel == "poly"`.'),
        range: range(typed.length),
        insert: "if ",
        again: true,
      }),
    ];
  }
  if (!/^\w*$/.test(body)) return [];
  const place = range(body.length);
  const entries = DISTRIBUTIONS.map((form) =>
    entry({
      label: form.name,
      kind: "distribution",
      detail: form.shape.slice(form.name.length),
      documentation: documentForm(form, t),
      range: place,
      insert: snippetOf(form, choice?.literal ?? null, language),
      snippet: true,
    }),
  );
  const proposal = choice === null ? null : propose({ ...choice, language });
  if (proposal !== null) {
    entries.unshift(
      entry({
        label: proposal.text,
        kind: "distribution",
        detail: worded(phrase("proposed from {0}", proposal.source), t),
        range: place,
        insert: proposal.blank === null ? proposal.text : proposalSnippet(proposal.text, proposal.blank),
        snippet: proposal.blank !== null,
      }),
    );
  }
  if (named[1] === undefined && choices.length > 1) {
    for (const { name: other } of choices) {
      entries.push(
        entry({
          label: `${spellName(other)} =`,
          kind: "parameter",
          detail: t("which value of this line"),
          range: place,
          insert: `${spellName(other)} = `,
          again: true,
        }),
      );
    }
  }
  return entries;
}

/** A proposal with its blank as what is typed next. */
export function proposalSnippet(text: string, blank: string): string {
  const at = text.lastIndexOf(`"${blank}"`);
  return `${plainSnippet(text.slice(0, at))}"\${1:${blank}}"${plainSnippet(text.slice(at + blank.length + 2))}`;
}

function argumentsOf(
  { name, written }: { readonly name: string; readonly written: string },
  range: (length: number) => TextRange,
  language: Language,
  choice: (Choice & { readonly call: string | null }) | null,
  t: Translate,
): CompletionEntry[] {
  const form = DISTRIBUTIONS.find((candidate) => candidate.name === name);
  if (form === undefined) return [];
  const argument = /(?:^|,)\s*([^,]*)$/.exec(written)?.[1] ?? "";
  const behind = written.slice(0, written.length - argument.length);
  if (argument.includes("=")) return [];
  const entries: CompletionEntry[] = [];
  const given = new Set([...written.matchAll(/([A-Za-z_]\w*)\s*=/g)].map(([, word]) => word));
  const positional = behind.split(",").length - 1;
  if (!form.categories && positional >= form.positional.length) {
    for (const keyword of form.optional) {
      if (given.has(keyword)) continue;
      entries.push(
        entry({
          label: `${keyword}=`,
          kind: "word",
          detail: t("optional, of {0}", form.name),
          range: range(argument.length),
        }),
      );
    }
  }
  if (form.categories) {
    const proposal = choice === null ? null : propose({ ...choice, language });
    const literals =
      proposal !== null && "choices" in proposal.distribution && proposal.blank === null
        ? proposal.distribution.choices
        : [];
    const own = choice?.literal == null ? [] : [choice.literal];
    const texts = new Set([...own, ...literals].map((literal) => spellChoice(literal, language)));
    for (const text of texts) {
      if (behind.includes(text)) continue;
      entries.push(entry({ label: text, kind: "value", detail: t("category"), range: range(argument.length) }));
    }
    if (behind.trim() !== "" && !given.has("weights")) {
      for (const keyword of form.optional) {
        entries.push(
          entry({
            label: `${keyword}=`,
            kind: "word",
            detail: t("optional, of {0}", form.name),
            range: range(argument.length),
            insert: `${keyword}=($0)`,
            snippet: true,
          }),
        );
      }
    }
  }
  return entries;
}

/** A distribution with its arguments to fill in, prefilled from the value in the code. */
function snippetOf(form: DistributionForm, literal: Literal | null, language: Language): string {
  if (form.name === "bool") return "bool";
  if (form.categories) {
    const first = literal === null ? '"a"' : spellChoice(literal, language);
    return `${form.name}(\${1:${plainSnippet(first)}}, \${2:"b"})`;
  }
  const [low, high] = startOf(form.name, literal);
  return `${form.name}(\${1:${low}}, \${2:${high}})`;
}

function startOf(name: string, literal: Literal | null): readonly [string, string] {
  const value = literal?.kind === "int" || literal?.kind === "real" ? literal.value : null;
  const fill = (low: number, high: number): readonly [string, string] => [shortest(low), shortest(high)];
  switch (name) {
    case "loguniform":
      return value !== null && value > 0 ? fill(...around(value, 10)) : ["1e-4", "1"];
    case "logint":
      return value !== null && value > 0
        ? fill(Math.max(1, Math.round(value / 4)), Math.max(2, Math.round(value * 4)))
        : ["1", "1000"];
    case "int":
      return value !== null && value > 1 ? fill(1, Math.round(value * 2)) : ["1", "10"];
    case "normal":
      return value !== null && value !== 0 ? fill(value, Math.abs(value) / 2) : ["0", "1"];
    case "lognormal":
      return value !== null && value > 0 ? fill(Number(Math.log(value).toPrecision(3)), 1) : ["0", "1"];
    default:
      return value !== null && value !== 0 ? fill(Math.min(0, value * 2), Math.max(0, value * 2)) : ["0", "1"];
  }
}

/** Where the arguments of an unfinished distribution stand. */
export function activeArgument(written: string): number {
  let depth = 0;
  let index = 0;
  for (let i = spaceEnd(written, 0); i < written.length; i++) {
    if (isQuote(written, i)) {
      const quoted = readQuoted(written, i);
      if (quoted.kind === "broken") return index;
      i = quoted.end - 1;
    } else if (/[([{]/.test(written[i]!)) depth++;
    else if (/[)\]}]/.test(written[i]!)) depth--;
    else if (written[i] === "," && depth === 0) index++;
  }
  return index;
}
