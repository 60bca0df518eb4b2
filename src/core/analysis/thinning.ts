/**
 * At most so many of the items, in their order: the best tenth of that number, and the others evenly over the rest, so that
 * an analysis of a large study answers in about a second and still knows its best part.
 *
 * @param most at least 10; fewer items than that many are returned as they are.
 * @param lossOf smaller is better.
 */
export function thinned<Item>(items: readonly Item[], most: number, lossOf: (item: Item) => number): readonly Item[] {
  if (items.length <= most) return items;
  const places = items.map((_, place) => place);
  const losses = items.map(lossOf);
  const best = new Set([...places].sort((a, b) => losses[a]! - losses[b]!).slice(0, Math.floor(most / 10)));
  const others = places.filter((place) => !best.has(place));
  const wanted = most - best.size;
  const kept = new Set(Array.from({ length: wanted }, (_, i) => others[Math.floor((i * others.length) / wanted)]!));
  return items.filter((_, place) => best.has(place) || kept.has(place));
}
