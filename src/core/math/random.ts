import alea from "seedrandom/lib/alea.js";
import { normalQuantile } from "./normal.js";

/** A source of uniform numbers in [0, 1), 53 bits; the same seed gives the same stream in any process. */
export interface Random {
  next(): number;
}

/** The generator of one purpose in one trial of a study: streams of different names are independent. */
export function deriveRandom(seed: number, trial: number, purpose: string): Random {
  return randomFrom(`${purpose}/${trial}/${seed}`);
}

/** A generator from any text (the Alea generator of Johannes Baagøe, period near 2^116, as seedrandom implements it). */
export function randomFrom(text: string): Random {
  const generator = alea(text);
  // Names that differ in their last character start close together; some steps set the streams apart.
  for (let i = 0; i < 8; i++) generator();
  return { next: () => generator.double() };
}

/** A whole number from 0 to `count - 1`, each as likely. */
export function drawIndex(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor(random.next() * count));
}

/** An index with probability in proportion to its weight; weights are not negative and not all 0. */
export function drawWeighted(random: Random, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]!;
  let left = random.next() * sum;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! <= 0) continue;
    if (left < weights[i]!) return i;
    left -= weights[i]!;
    last = i;
  }
  return last;
}

/** A standard normal draw. */
export function drawNormal(random: Random): number {
  return normalQuantile(random.next() + 2 ** -54);
}

/** A random order of 0 … count - 1 (Fisher and Yates). */
export function drawOrder(random: Random, count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = drawIndex(random, i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
