import { randomFrom } from "../../math/random.js";
import type { Cube, Dimension } from "../cube.js";
import type { Lineage, Member } from "../generations.js";
import { placesOf } from "../places.js";
import { ranked } from "../ranking.js";
import type { Observation } from "../sampler.js";
import { type Categories, categoriesAfter, categoriesOf } from "./categories.js";
import { type Gaussian, gaussianAt, type Judged, updated } from "./gaussian.js";
import { type CellOf, withMargin } from "./margin.js";
import { anywhere, firstRegime, isDone, memory, nextStart, type Regime, type RestartRule, spent } from "./restart.js";
import { defaultPopulation } from "./strategy.js";
import { ENOUGH, warmStart } from "./warm-start.js";

export interface Settings {
  /** Draws of a generation; 0 for the usual number. */
  readonly population: number;
  /** The first step size as a part of each range. */
  readonly sigma: number;
  readonly restarts: RestartRule;
}

/** The dimensions as the two distributions count them; those of a single value are left out. */
export interface Layout {
  readonly ordered: readonly Dimension[];
  readonly unordered: readonly Dimension[];
  /** Whether a draw's place cannot be told from its values: they are rounded, or inactive. */
  readonly hidden: boolean;
  readonly cellOf: CellOf;
}

export interface State {
  readonly gaussian: Gaussian;
  readonly categories: Categories;
  readonly population: number;
  readonly regime: Regime;
  /** The best loss of each generation since the last start, as far back as convergence is judged by. */
  readonly losses: readonly number[];
  readonly starts: number;
}

export function layoutOf(cube: Cube): Layout {
  const varied = cube.dimensions.filter(({ axis }) => axis.size > 1);
  const ordered = varied.filter(({ categories }) => categories === 0);
  return {
    ordered,
    unordered: varied.filter(({ categories }) => categories > 0),
    hidden: ordered.some(({ axis, parameter }) => Number.isFinite(axis.size) || parameter.condition !== null),
    cellOf: (coordinate, place) => {
      const { axis } = ordered[coordinate]!;
      if (!Number.isFinite(axis.size)) return null;
      const value = axis.fromUnit(place);
      return [axis.cellStart(value), axis.cellEnd(value)];
    },
  };
}

/** The search as a function from trials to distributions. */
export function lineageOf(
  cube: Cube,
  layout: Layout,
  settings: Settings,
  objectives: number,
  seed: number,
): Lineage<State> {
  const { ordered, unordered } = layout;
  const usual = defaultPopulation(ordered.length + unordered.length);
  const population = settings.population > 0 ? settings.population : usual;
  const begin = (gaussian: Gaussian, size: number, regime: Regime, starts: number): State => ({
    gaussian: withMargin(gaussian, layout.cellOf, 1 / (Math.max(1, gaussian.n) * size)),
    categories: categoriesOf(unordered.map(({ weights }) => weights)),
    population: size,
    regime,
    losses: [],
    starts,
  });

  return {
    run: `cmaes/${population}/${settings.sigma}/${settings.restarts}`,
    settings: "",
    start: (founders) => {
      const regime = firstRegime(settings.restarts, population);
      const judged = ranked(founders, objectives);
      if (ordered.length === 0 || judged.length < ENOUGH) {
        return begin(gaussianAt(new Float64Array(ordered.length).fill(0.5), settings.sigma), population, regime, 0);
      }
      const { mean, sigma, C } = warmStart(judged.map((trial) => placed(cube, layout, trial, 0.5)));
      const state = begin(gaussianAt(mean, sigma, C), population, regime, 0);
      const best = judged.slice(0, Math.max(2, Math.floor(judged.length / 5)));
      return {
        ...state,
        categories: categoriesAfter(
          state.categories,
          best.map((trial) => chosen(layout, trial)),
        ),
      };
    },
    size: (state) => state.population,
    next: (state, members) => {
      const learnt = after(cube, layout, objectives, state, members);
      if (settings.restarts === "off" || objectives > 1) return learnt;
      if (!isDone(learnt.gaussian, learnt.losses, learnt.population)) return learnt;
      const random = randomFrom(`cmaes restart/${learnt.starts}/${seed}`);
      const { regime, population: size, step } = nextStart(learnt.regime, random);
      const gaussian = gaussianAt(anywhere(ordered.length, random), settings.sigma * step);
      return begin(gaussian, size, regime, learnt.starts + 1);
    },
  };
}

function after(cube: Cube, layout: Layout, objectives: number, state: State, members: readonly Member[]): State {
  const byTrial = new Map(members.map((member) => [member.observation, member]));
  const judged = ranked([...byTrial.keys()], objectives);
  // Failed trials are the worst, whatever they would have reached.
  const failed = members.filter(({ observation }) => observation.state === "failed");
  const order = [...judged.map((trial) => byTrial.get(trial)!), ...failed];
  const regime = spent(state.regime, order.length);
  // Nothing can be learnt from trials that differ in nothing.
  if (order.length < 2 || judged.length === 0 || allEqual(judged)) return { ...state, regime };
  const { gaussian, categories } = state;
  const moved = updated(
    gaussian,
    order.map((member) => judgedDraw(cube, layout, gaussian, member)),
  );
  const loss = judged.find((trial) => trial.state === "complete" && trial.violation === 0)?.losses[0];
  const kept = state.losses.slice(1 - memory(gaussian.n, state.population));
  return {
    ...state,
    gaussian: withMargin(moved, layout.cellOf, 1 / (Math.max(1, gaussian.n) * state.population)),
    categories: categoriesAfter(
      categories,
      order.map(({ observation }) => chosen(layout, observation)),
    ),
    regime,
    losses: loss === undefined ? state.losses : [...kept, loss],
  };
}

function allEqual(trials: readonly Observation[]): boolean {
  const [first] = trials;
  return trials.every(
    ({ state, violation, losses }) =>
      state === first!.state && violation === first!.violation && losses.every((loss, i) => loss === first!.losses[i]),
  );
}

function judgedDraw(cube: Cube, layout: Layout, { mean, sigma, A }: Gaussian, member: Member): Judged {
  const { ordered } = layout;
  const { observation, place, native } = member;
  const active = ordered.map(({ index }) => !Number.isNaN(observation.coordinates[index]!));
  const known = place !== null && place.length === ordered.length ? Float64Array.from(place) : null;
  const x = known ?? placed(cube, layout, observation, mean);
  return {
    y: x.map((entry, j) => (entry - mean[j]!) / (sigma * A[j]!)),
    active: active.every(Boolean) ? null : active,
    injected: !native || (layout.hidden && known === null),
  };
}

/** The places of a trial's ordered values, the mean's or a constant where it has none. */
function placed(
  cube: Cube,
  { ordered }: Layout,
  observation: Observation,
  absent: Float64Array | number,
): Float64Array {
  const places = placesOf(cube, observation);
  return Float64Array.from(ordered, ({ index }, j) => {
    const place = places[index]!;
    return Number.isNaN(place) ? (typeof absent === "number" ? absent : absent[j]!) : place;
  });
}

/** A trial's categories, -1 where it has none. */
function chosen({ unordered }: Layout, { coordinates }: Observation): readonly number[] {
  return unordered.map(({ index }) => (Number.isNaN(coordinates[index]!) ? -1 : coordinates[index]!));
}
