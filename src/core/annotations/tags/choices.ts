import { phrase } from "../../l10n/phrase.js";
import type { Literal } from "../../space/literal.js";
import type { Language } from "../language.js";
import { type Report, replacement } from "../report.js";
import type { Fix, TextRange } from "../study.js";
import type { Argument } from "./arguments.js";
import type { TagText } from "./text.js";

/** Reports categories that the host language takes for equal, such as `True, 1, 1.0`; true where there are none. */
export function checkEqualChoices(
  text: TagText,
  categories: readonly Argument[],
  language: Language,
  report: Report,
): boolean {
  const seen = new Map<string, Argument>();
  let distinct = true;
  for (const [i, category] of categories.entries()) {
    const identity = hostIdentity(category.literal!, language);
    const first = seen.get(identity);
    if (first === undefined) {
      seen.set(identity, category);
      continue;
    }
    distinct = false;
    const same = first.text === category.text;
    report.error(
      category.range,
      "duplicate-choice",
      same
        ? phrase("`{0}` is already a category; remove one, or use weights to make it likelier.", category.text)
        : phrase(
            "`{0}` and `{1}` are equal in {2}, so they cannot be told apart; remove one.",
            category.text,
            first.text,
            language.name,
          ),
      [removal(text, categories, i)],
    );
  }
  return distinct;
}

/** Equal for literals that the host language takes for equal. */
function hostIdentity(literal: Literal, language: Language): string {
  switch (literal.kind) {
    case "int":
    case "real":
      return `number ${literal.value === 0 ? 0 : literal.value}`;
    case "boolean":
      return language.truthIsNumber ? `number ${Number(literal.value)}` : `boolean ${literal.value}`;
    case "string":
      return `string ${literal.value}`;
    case "none":
      return "none";
    default:
      return `${literal.kind} ${JSON.stringify(literal.items.map((item) => hostIdentity(item, language)))}`;
  }
}

function removal(text: TagText, categories: readonly Argument[], i: number): Fix {
  const before = categories[i - 1]!;
  return replacement(phrase("Remove it"), text.range(before.end, categories[i]!.end), "");
}

/** Hints and warnings on categories that are right, but probably not what was meant. */
export function adviceOnChoices(
  text: TagText,
  form: string,
  nameRange: TextRange,
  categories: readonly Argument[],
  weighted: boolean,
  report: Report,
): void {
  const [only] = categories;
  if (
    categories.length === 1 &&
    only?.literal !== null &&
    only !== undefined &&
    "items" in only.literal &&
    only.literal.items.length > 1
  ) {
    const inner = only.text
      .slice(only.text.search(/[[({]/) + 1, -1)
      .trim()
      .replace(/,$/, "");
    report.warning(
      only.range,
      "one-list",
      phrase(
        "This is one category, a list; the categories themselves are written without brackets: `{0}({1})`.",
        form,
        inner,
      ),
      [replacement(phrase("Remove the brackets"), text.range(only.start, only.end), inner)],
    );
  }
  if (form !== "choice" || weighted) return;
  const literals = categories.map(({ literal }) => literal!);
  const inner =
    literals[0]?.kind === "none"
      ? literals.slice(1)
      : literals.at(-1)?.kind === "none"
        ? literals.slice(0, -1)
        : literals;
  if (inner.length < 3) return;
  const numbers = inner.flatMap((literal) =>
    literal.kind === "int" || literal.kind === "real" ? [literal.value] : [],
  );
  if (numbers.length < inner.length) return;
  const rising = numbers.every((value, i) => i === 0 || value > numbers[i - 1]!);
  const falling = numbers.every((value, i) => i === 0 || value < numbers[i - 1]!);
  if (!rising && !falling) return;
  report.hint(
    nameRange,
    "ordered-choice",
    phrase("These categories have an order; `ordinal` tells the search that neighbours are near."),
    [replacement(phrase("Write `ordinal`"), nameRange, "ordinal")],
  );
}
