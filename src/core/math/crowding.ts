/**
 * The crowding distance of each vector of a front: the sum over the objectives of the distance between its neighbours, in
 * units of the front's extent; infinite for the ends of each objective. (K. Deb et al., "A fast and elitist multiobjective
 * genetic algorithm: NSGA-II", 2002, section III.B.) Infinite entries count as ends; objectives without extent add nothing.
 */
export function crowdingDistances(front: readonly (readonly number[])[]): Float64Array {
  const distances = new Float64Array(front.length);
  const objectives = front[0]?.length ?? 0;
  for (let objective = 0; objective < objectives; objective++) {
    const entry = (i: number) => front[i]![objective]!;
    const order = [...front.keys()].sort((a, b) => (entry(a) < entry(b) ? -1 : entry(a) > entry(b) ? 1 : a - b));
    const finite = order.filter((i) => Number.isFinite(entry(i)));
    for (const i of order) if (!Number.isFinite(entry(i))) distances[i] = Number.POSITIVE_INFINITY;
    if (finite.length === 0) continue;
    const extent = entry(finite.at(-1)!) - entry(finite[0]!);
    distances[finite[0]!] = Number.POSITIVE_INFINITY;
    distances[finite.at(-1)!] = Number.POSITIVE_INFINITY;
    if (extent === 0) continue;
    for (let i = 1; i + 1 < finite.length; i++) {
      distances[finite[i]!]! += (entry(finite[i + 1]!) - entry(finite[i - 1]!)) / extent;
    }
  }
  return distances;
}
