import { phrase } from "../../l10n/phrase.js";
import type { CheckedParameter } from "../../space/expression/check.js";
import { namesIn } from "../../space/expression/names.js";
import type { InputConstraint } from "../../space/space.js";
import { type Report, replacement } from "../report.js";
import type { OutcomeConstraint } from "../study.js";
import type { Tag } from "../tags/collect.js";
import { isBareName, unquoted } from "../tags/words.js";
import { readExpression } from "./expressions.js";

const TAG_LENGTH = "@constraint".length;
const METRIC = /^\s*metric\s*\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^()]*?)\s*\)\s*(<=|>=|<|>|==|=)?\s*(\S.*)?$/s;
const NUMBER = /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export type ReadConstraint =
  | { readonly kind: "input"; readonly constraint: InputConstraint }
  | { readonly kind: "outcome"; readonly constraint: OutcomeConstraint };

/** Reads one `@constraint`; null where it has a mistake, which has been reported. */
export function readConstraint(
  { text }: Tag,
  parameters: readonly CheckedParameter[],
  report: Report,
): ReadConstraint | null {
  const end = text.text.trimEnd().length;
  const written = text.text.slice(TAG_LENGTH, end).trim();
  if (written === "") {
    report.error(
      text.range(0, TAG_LENGTH),
      "missing-expression",
      phrase("A rule is missing here, like `@constraint width * depth <= 512`."),
    );
    return null;
  }
  if (/\bmetric\s*\(/.test(written)) return outcome(text, end, report);
  const expression = readExpression(text, TAG_LENGTH, end, parameters, report);
  if (expression === null) return null;
  if (namesIn(expression).length === 0) {
    report.error(
      text.trimmed(TAG_LENGTH, end),
      "no-parameter",
      phrase("A constraint is a rule over parameters of the study, but this one names none."),
    );
    return null;
  }
  return { kind: "input", constraint: { expression, text: written } };
}

function outcome(text: Tag["text"], end: number, report: Report): ReadConstraint | null {
  const written = text.text.slice(TAG_LENGTH, end);
  const found = METRIC.exec(written);
  const shape = "`@constraint metric(NAME) <= NUMBER`";
  const [, name = "", sign, bound = ""] = found ?? [];
  if (found === null || sign === undefined || bound === "") {
    report.error(
      text.trimmed(TAG_LENGTH, end),
      "bad-metric-constraint",
      phrase("A rule on a result has the form {0}.", shape),
    );
    return null;
  }
  const boundStart = TAG_LENGTH + written.length - bound.length;
  if (sign !== "<=" && sign !== ">=") {
    const at = TAG_LENGTH + written.indexOf(sign, written.indexOf(")"));
    const right = sign.startsWith(">") ? ">=" : "<=";
    const range = text.range(at, at + sign.length);
    report.error(
      range,
      "bad-metric-constraint",
      phrase("A rule on a result has the form {0}, with `<=` or `>=`.", shape),
      [replacement(phrase("Write `{0}`", right), range, right)],
    );
    return null;
  }
  const metric = unquoted(name);
  if (metric === "" || (metric === name && !isBareName(name))) {
    const at = TAG_LENGTH + written.indexOf(name, written.indexOf("("));
    report.error(
      text.range(at, at + Math.max(1, name.length)),
      "bad-name",
      phrase("The name of a metric stands here: {0}.", shape),
    );
    return null;
  }
  const value = NUMBER.test(bound) ? Number(bound.replaceAll("_", "")) : Number.NaN;
  if (!Number.isFinite(value)) {
    report.error(
      text.range(boundStart, end),
      "not-a-number",
      phrase("The bound must be a number, but is `{0}`: {1}.", bound, shape),
    );
    return null;
  }
  return { kind: "outcome", constraint: { metric, operator: sign, bound: value, text: written.trim() } };
}
