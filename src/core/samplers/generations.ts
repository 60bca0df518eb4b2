import { TRIAL_ATTRIBUTES } from "../study/attributes.js";
import type { Json } from "../study/json.js";
import type { Cube } from "./cube.js";
import type { Observation, SamplerInput } from "./sampler.js";

/** A finished trial as a member of a generation. */
export interface Member {
  readonly observation: Observation;
  /** Where the sampler had drawn it, as it was stored; null for trials that came from elsewhere, and where none was stored. */
  readonly place: readonly number[] | null;
  /** Whether the generation's own sampler drew it. */
  readonly native: boolean;
}

/** A search by generations: its state after each is a function of the state before and of its members. */
export interface Lineage<S> {
  /** What generations depend on besides space and trials, such as options; trials of another run are outsiders. */
  readonly run: string;
  /** What states depend on without a trial of other settings becoming an outsider. */
  readonly settings: string;
  /** The state before the first generation; `founders` are the finished trials from before it. */
  start(founders: readonly Observation[]): S;
  /** How many finished trials of its own close a generation. */
  size(state: S): number;
  next(state: S, members: readonly Member[]): S;
}

export interface Open<S> {
  readonly state: S;
  readonly generation: number;
  /** The attribute by which a trial of this generation is known again. */
  attribute(place: readonly number[] | null): readonly [string, Json];
}

/**
 * The generation that is open: that of the next proposal. Each trial carries its generation, so that a study which runs
 * in parallel, was interrupted, or was searched by other samplers in between, gives the same states. A generation is
 * closed by its size of finished trials, and at once where a later one has begun (its size may since have been set
 * otherwise). Trials from elsewhere (the baseline, queued ones, other samplers') join the generation that was open then.
 */
export function openGeneration<S>(input: SamplerInput, lineage: Lineage<S>): Open<S> {
  const run = `${lineage.run}/${spaceHash(input.cube)}`;
  const { founders, generations } = sortedIn(input.history, run);
  const steps = stepsOf<S>(input.cube, `${run}/${lineage.settings}/${input.objectives}/${input.seed}`);
  let state = steps.at(0, founders, () => lineage.start(founders));
  let generation = 0;
  for (; generation < generations.length; generation++) {
    const members = generations[generation]!;
    const own = members.reduce((count, { native }) => count + (native ? 1 : 0), 0);
    const later = generation + 1 < generations.length;
    if (own === 0 || (own < lineage.size(state) && !later)) break;
    const before = state;
    state = steps.at(
      generation + 1,
      members.map(({ observation }) => observation),
      () => lineage.next(before, members),
    );
  }
  return {
    state,
    generation,
    attribute: (place) => [
      TRIAL_ATTRIBUTES.generation,
      place === null ? { run, generation } : { run, generation, place },
    ],
  };
}

interface Sorted {
  readonly founders: readonly Observation[];
  readonly generations: readonly (readonly Member[])[];
}

/** The finished trials of each generation, those from elsewhere with the latest that had begun before them. */
function sortedIn(history: readonly Observation[], run: string): Sorted {
  const founders: Observation[] = [];
  const generations: Member[][] = [];
  let latest = -1;
  for (const observation of history) {
    const mark = markOf(observation, run);
    if (mark !== null) latest = Math.max(latest, mark.generation);
    const generation = mark?.generation ?? latest;
    while (generations.length <= latest) generations.push([]);
    if (observation.state === "running") continue;
    if (generation < 0) founders.push(observation);
    else generations[generation]!.push({ observation, place: mark?.place ?? null, native: mark !== null });
  }
  return { founders, generations };
}

interface Mark {
  readonly generation: number;
  readonly place: readonly number[] | null;
}

/** No study has more generations than this; a larger number in a journal is none of ours. */
const MAX_GENERATION = 1_000_000;

function markOf({ attributes }: Observation, run: string): Mark | null {
  const stored = attributes.get(TRIAL_ATTRIBUTES.generation);
  if (typeof stored !== "object" || stored === null || !("run" in stored) || stored.run !== run) return null;
  const { generation, place = null } = stored;
  if (typeof generation !== "number" || !Number.isInteger(generation)) return null;
  if (generation < 0 || generation > MAX_GENERATION) return null;
  const numbers = Array.isArray(place) && place.every((entry) => typeof entry === "number");
  return { generation, place: numbers ? (place as readonly number[]) : null };
}

/** States after each generation, as long as their members are the same; dropping them changes no result. */
class Steps<S> {
  readonly #known: { readonly members: readonly Observation[]; readonly state: S }[] = [];

  at(index: number, members: readonly Observation[], compute: () => S): S {
    const known = this.#known[index];
    if (known !== undefined && sameMembers(known.members, members)) return known.state;
    this.#known.length = index;
    const state = compute();
    this.#known.push({ members, state });
    return state;
  }
}

function sameMembers(a: readonly Observation[], b: readonly Observation[]): boolean {
  return a.length === b.length && a.every((observation, i) => observation === b[i]);
}

const steps = new WeakMap<Cube, Map<string, Steps<unknown>>>();

function stepsOf<S>(cube: Cube, run: string): Steps<S> {
  const ofCube = steps.get(cube) ?? new Map<string, Steps<unknown>>();
  steps.set(cube, ofCube);
  const known = ofCube.get(run) ?? new Steps<unknown>();
  ofCube.set(run, known);
  return known as Steps<S>;
}

const hashes = new WeakMap<Cube, string>();

/** A short text that differs for spaces that differ: a generation of another space says nothing of this one's places. */
function spaceHash(cube: Cube): string {
  const known = hashes.get(cube);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(cube.space.parameters)) {
    // FNV-1a, 32 bits.
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  const text = (hash >>> 0).toString(36);
  hashes.set(cube, text);
  return text;
}
