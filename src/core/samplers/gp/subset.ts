import type { Datum } from "./data.js";

/**
 * At most `count` of the trials in their order: the best half of that many, the latest quarter, and, spread evenly over
 * the study, as many of the others as there is room for. Early trials cover the space, so that these stand for the rest
 * of it.
 */
export function representatives(data: readonly Datum[], count: number): readonly Datum[] {
  if (data.length <= count) return data;
  const order = data.map((_, i) => i).sort((a, b) => data[a]!.loss - data[b]!.loss || a - b);
  const kept = new Set(order.slice(0, Math.floor(count / 2)));
  for (let i = data.length - 1; kept.size < Math.floor((3 * count) / 4); i--) kept.add(i);
  const others = data.map((_, i) => i).filter((i) => !kept.has(i));
  const room = count - kept.size;
  for (let i = 0; i < room; i++) kept.add(others[Math.floor(((i + 0.5) * others.length) / room)]!);
  return data.filter((_, i) => kept.has(i));
}
