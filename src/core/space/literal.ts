/**
 * A value as a program spells it. The kind is kept apart from the number so that a real travels to the user's code,
 * and is written back, as a real, and an int as an int, in every host language.
 */
export type Literal =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "real"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "none" }
  | {
      readonly kind: "list" | "tuple";
      readonly items: readonly Literal[];
      /** The spelling in the source, which a journal stores as the category's name. */
      readonly text: string;
    };

/** What a literal is to JavaScript: lists and tuples are both arrays. */
export type PlainValue = number | string | boolean | null | readonly PlainValue[];

/** The JavaScript value of a literal. */
export function plainValue(literal: Literal): PlainValue {
  switch (literal.kind) {
    case "none":
      return null;
    case "list":
    case "tuple":
      return literal.items.map(plainValue);
    default:
      return literal.value;
  }
}

/** Equality of two literals by kind and value; the spelling does not count. */
export function sameLiteral(a: Literal, b: Literal): boolean {
  if (a.kind !== b.kind) return false;
  if ("items" in a && "items" in b) {
    return a.items.length === b.items.length && a.items.every((item, i) => sameLiteral(item, b.items[i]!));
  }
  if ("value" in a && "value" in b) return Object.is(a.value, b.value);
  return true;
}
