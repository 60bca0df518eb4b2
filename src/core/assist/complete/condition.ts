import type { Language } from "../../annotations/language.js";
import { spell } from "../../annotations/spelling.js";
import type { AnnotatedStudy, TextRange } from "../../annotations/study.js";
import { isBareName, spellName } from "../../annotations/tags/words.js";
import type { Translate } from "../../l10n/translation.js";
import { choicesOf, isCategorical } from "../../space/distribution.js";
import { shapeOf } from "../shape.js";
import { type CompletionEntry, entry } from "./item.js";

const COMPARES = /("(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_./-]*)\s*(?:(==|!=)\s*|(?:not\s+)?in\s*\((?:[^()]*,)?\s*)$/;

/**
 * What may stand in a condition or constraint behind `before`: parameters, categories of the parameter that is compared,
 * and the words that join conditions.
 *
 * @param own The parameter whose condition it is, which cannot depend on itself.
 */
export function completeExpression(
  before: string,
  typed: TextRange,
  study: AnnotatedStudy | null,
  language: Language,
  own: string | null,
  t: Translate,
): CompletionEntry[] {
  const parameters = (study?.space.parameters ?? []).filter(({ name }) => name !== own);
  const head = before.trimEnd();
  const compared = COMPARES.exec(before);
  if (compared !== null) {
    const name = compared[1]!.replace(/^"|"$/g, "");
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (parameter !== undefined && isCategorical(parameter.distribution)) {
      // Conditions have one spelling in every language.
      return choicesOf(parameter.distribution).map((choice, i) =>
        entry({
          label: choice.kind === "string" ? JSON.stringify(choice.value) : spell(choice, language),
          kind: "value",
          detail: t("category {0} of {1}", i + 1, name),
          range: typed,
        }),
      );
    }
  }
  // Behind a whole operand a word joins; everywhere else a parameter begins.
  if (/[\w")\]]$/.test(head) && !/\b(?:if|and|or|not|in)$/.test(head) && /\s$/.test(before)) {
    const words = ["==", "!=", "<=", ">=", "<", ">", "in", "not in", "and", "or"];
    return words.map((word) =>
      entry({
        label: word,
        kind: "word",
        range: typed,
        insert: word.endsWith("in") ? `${word} ($0)` : `${word} `,
        snippet: word.endsWith("in"),
        again: true,
      }),
    );
  }
  const names = parameters.map(({ name, distribution }) =>
    entry({
      label: spellName(name),
      kind: "parameter",
      detail: shapeOf(distribution, language),
      documentation: isBareName(name) ? "" : t("Written in quotes, since it is no plain name."),
      range: typed,
    }),
  );
  return [...names, entry({ label: "not", kind: "word", insert: "not ", range: typed, again: true })];
}
