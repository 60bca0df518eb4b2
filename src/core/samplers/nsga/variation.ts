/** The random number in [0, 1) that decides how far children lie from their parents, and how closely they are like them. */
export interface Spread {
  readonly random: number;
  /** The distribution index, usually written eta: the larger, the nearer. */
  readonly index: number;
}

/**
 * The two children of places in [0, 1] under simulated binary crossover within bounds: K. Deb and R. B. Agrawal, "Simulated
 * Binary Crossover for Continuous Search Space", Complex Systems 9 (1995), with the bounds of K. Deb's NSGA-II code. The
 * smaller child comes first. Equal parents have themselves for children.
 */
export function crossed(a: number, b: number, { random, index }: Spread): readonly [number, number] {
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  const distance = high - low;
  if (distance <= 1e-14) return [low, high];
  const reach = (room: number) => {
    const alpha = 2 - (1 + (2 * room) / distance) ** -(index + 1);
    return random <= 1 / alpha
      ? (random * alpha) ** (1 / (index + 1))
      : (1 / (2 - random * alpha)) ** (1 / (index + 1));
  };
  const middle = (low + high) / 2;
  return [inside(middle - (reach(low) * distance) / 2), inside(middle + (reach(1 - high) * distance) / 2)];
}

/**
 * A place in [0, 1] under polynomial mutation: K. Deb and M. Goyal, "A combined genetic adaptive search (GeneAS) for
 * engineering design" (1996), bounded as in K. Deb's NSGA-II code.
 */
export function mutated(place: number, { random, index }: Spread): number {
  const power = 1 / (index + 1);
  const moved =
    random <= 0.5
      ? (2 * random + (1 - 2 * random) * (1 - place) ** (index + 1)) ** power - 1
      : 1 - (2 * (1 - random) + 2 * (random - 0.5) * place ** (index + 1)) ** power;
  return inside(place + moved);
}

function inside(place: number): number {
  return Math.min(1, Math.max(0, place));
}
