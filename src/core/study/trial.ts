import type { Distribution } from "../space/distribution.js";
import type { Point } from "../space/space.js";
import type { Json } from "./json.js";

export type Direction = "minimize" | "maximize";

/** Microseconds since 1970-01-01T00:00:00Z: what Optuna stores, exact in a double until the year 2255. */
export type Instant = number;

/** How a trial stands. `values` has one entry per direction; it is empty where a foreign file stored none. */
export type Outcome =
  | { readonly kind: "waiting" }
  | { readonly kind: "running" }
  | { readonly kind: "complete"; readonly values: readonly number[] }
  | { readonly kind: "pruned"; readonly values: readonly number[] }
  | { readonly kind: "failed"; readonly values: readonly number[] };

/** One evaluation of the objective, as the journal tells it. */
export interface Trial {
  /** Position within its study, from 0. */
  readonly number: number;
  /** Position within the whole journal, from 0, trials of all studies counted. */
  readonly id: number;
  readonly outcome: Outcome;
  readonly params: Point;
  /** The distribution that each parameter was drawn from in this trial (ranges may differ from trial to trial). */
  distributionOf(name: string): Distribution | undefined;
  /** Step to intermediate value, in order of first report. */
  readonly intermediate: ReadonlyMap<number, number>;
  readonly userAttributes: ReadonlyMap<string, Json>;
  readonly systemAttributes: ReadonlyMap<string, Json>;
  readonly started: Instant | null;
  readonly finished: Instant | null;
  /** The worker that claimed or created the running trial. */
  readonly worker: string | null;
}

/** What a trial is beside its place. */
export type TrialBody = Omit<Trial, "number" | "id">;
