import { type Column, INACTIVE } from "./column.js";
import type { Tree } from "./tree.js";

/** The part of the space that one leaf covers: per column an interval, or the categories in it. */
export interface Box {
  readonly value: number;
  readonly sides: readonly Side[];
}

export type Side =
  /** From `low` to below `high`; a column that may be inactive reaches down to {@link INACTIVE}. */
  | { readonly kind: "interval"; readonly low: number; readonly high: number }
  | { readonly kind: "categories"; readonly categories: ReadonlySet<number> };

/** The leaves of a tree as boxes that fill the space without overlap. */
export function boxesOf(tree: Tree, columns: readonly Column[]): readonly Box[] {
  const boxes: Box[] = [];
  const visit = (node: Tree, sides: readonly Side[]): void => {
    if (node.kind === "leaf") {
      boxes.push({ value: node.mean, sides });
      return;
    }
    const { column, cut, categories } = node;
    const side = sides[column]!;
    const within = (part: Side) => sides.map((one, i) => (i === column ? part : one));
    if (side.kind === "interval") {
      visit(node.left, within({ ...side, high: Math.min(side.high, cut) }));
      visit(node.right, within({ ...side, low: Math.max(side.low, cut) }));
    } else {
      const chosen = [...side.categories];
      const isLeft = (category: number) => categories?.has(category) ?? category < cut;
      visit(node.left, within({ kind: "categories", categories: new Set(chosen.filter(isLeft)) }));
      visit(
        node.right,
        within({ kind: "categories", categories: new Set(chosen.filter((category) => !isLeft(category))) }),
      );
    }
  };
  visit(
    tree,
    columns.map((column) => wholeSide(column)),
  );
  return boxes;
}

function wholeSide({ categories, inactive }: Column): Side {
  if (categories === 0) return { kind: "interval", low: inactive > 0 ? INACTIVE : 0, high: 1 };
  const all = Array.from({ length: categories }, (_, i) => i);
  return { kind: "categories", categories: new Set(inactive > 0 ? [INACTIVE, ...all] : all) };
}

/**
 * The share of a column that a side covers: places and categories are equally likely where the parameter is active, and
 * it is inactive as often as in the rows.
 */
export function measure(side: Side, { categories, inactive }: Column): number {
  if (side.kind === "interval") {
    const width = Math.max(0, Math.min(1, side.high) - Math.max(0, side.low));
    return (side.low <= INACTIVE && side.high > INACTIVE ? inactive : 0) + (1 - inactive) * width;
  }
  const isInactive = side.categories.has(INACTIVE);
  const active = side.categories.size - (isInactive ? 1 : 0);
  return (isInactive ? inactive : 0) + ((1 - inactive) * active) / categories;
}
