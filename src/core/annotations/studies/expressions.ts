import { phrase } from "../../l10n/phrase.js";
import { type CheckedParameter, checkExpression } from "../../space/expression/check.js";
import { parseExpression } from "../../space/expression/parse.js";
import type { Expression } from "../../space/expression.js";
import { type Report, replacement } from "../report.js";
import type { Fix, TextRange } from "../study.js";
import type { TagText } from "../tags/text.js";
import { isBareName } from "../tags/words.js";

/** Parses a condition or constraint that stands in an annotation, and reports what is wrong; null where anything is. */
export function readExpression(
  text: TagText,
  start: number,
  end: number,
  parameters: readonly CheckedParameter[],
  report: Report,
): Expression | null {
  const quotedNames = new Set(parameters.map(({ name }) => name).filter((name) => !isBareName(name)));
  const parsed = parseExpression(text.text.slice(start, end), { quotedNames });
  if (parsed.kind === "error") {
    const { fix } = parsed;
    report.error(
      visible(text, start, start + parsed.start, start + parsed.end),
      "bad-expression",
      parsed.message,
      fix === undefined ? [] : [replacement(fix.title, text.range(start + fix.start, start + fix.end), fix.text)],
    );
    return null;
  }
  let failed = false;
  for (const problem of checkExpression(parsed.expression, parameters)) {
    const place = parsed.ranges.get(problem.part);
    const range = place === undefined ? text.trimmed(start, end) : text.range(start + place.start, start + place.end);
    const fixes: Fix[] = problem.suggestions.map((suggestion) =>
      replacement(phrase("Write `{0}`", suggestion), range, suggestion),
    );
    if (problem.severity === "error") {
      failed = true;
      report.error(range, problem.code, problem.message, fixes);
    } else report.warning(range, problem.code, problem.message, fixes);
  }
  return failed ? null : parsed.expression;
}

/** A range of at least one character, so that the mistake can be seen. */
function visible(text: TagText, least: number, start: number, end: number): TextRange {
  if (end > start) return text.range(start, end);
  let at = Math.min(start, text.text.length) - 1;
  while (at > least && /\s/.test(text.text[at]!)) at--;
  const last = Math.max(at, 0) + 1;
  // A whole word, such as the `if` that nothing follows.
  while (at > 0 && /\w/.test(text.text[at]!) && /\w/.test(text.text[at - 1]!)) at--;
  return text.range(Math.max(at, 0), last);
}
