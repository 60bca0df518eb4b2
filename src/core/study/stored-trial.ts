import type { StoredParameter, StoredState } from "../journal/event.js";
import type { Distribution } from "../space/distribution.js";
import type { Point } from "../space/space.js";
import type { Json } from "./json.js";
import type { Instant, Outcome, Trial } from "./trial.js";

const WAITING: Outcome = { kind: "waiting" };
const RUNNING: Outcome = { kind: "running" };

/** A trial as the reducer builds it; it changes until it is finished. Parameters lie in arrays, for they are many. */
export class StoredTrial implements Trial {
  outcome: Outcome = RUNNING;
  started: Instant | null = null;
  finished: Instant | null = null;
  worker: string | null = null;
  readonly params = new StoredPoint();
  private reported: Map<number, number> | null = null;
  private user: Map<string, Json> | null = null;
  private system: Map<string, Json> | null = null;
  /** Kept when a state without values follows, as Optuna does. */
  private values: readonly number[] = [];

  constructor(
    readonly number: number,
    readonly id: number,
  ) {}

  get intermediate(): Map<number, number> {
    this.reported ??= new Map();
    return this.reported;
  }

  get userAttributes(): Map<string, Json> {
    this.user ??= new Map();
    return this.user;
  }

  get systemAttributes(): Map<string, Json> {
    this.system ??= new Map();
    return this.system;
  }

  get isFinished(): boolean {
    return this.outcome.kind !== "waiting" && this.outcome.kind !== "running";
  }

  distributionOf(name: string): Distribution | undefined {
    return this.params.distributionOf(name);
  }

  setParameter(parameter: StoredParameter): void {
    this.params.set(parameter);
  }

  /** Values that are null leave those as they are that were set before. */
  settle(state: StoredState, values: readonly number[] | null): void {
    if (values !== null) this.values = values;
    this.outcome = state === "waiting" ? WAITING : state === "running" ? RUNNING : { kind: state, values: this.values };
  }
}

class StoredPoint implements Point {
  private readonly names: string[] = [];
  private readonly values: number[] = [];
  private readonly distributions: Distribution[] = [];

  get size(): number {
    return this.names.length;
  }

  get(name: string): number | undefined {
    return this.values[this.names.indexOf(name)];
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  *entries(): IterableIterator<[string, number]> {
    for (let i = 0; i < this.names.length; i++) yield [this.names[i]!, this.values[i]!];
  }

  distributionOf(name: string): Distribution | undefined {
    return this.distributions[this.names.indexOf(name)];
  }

  set({ name, value, distribution }: StoredParameter): void {
    const known = this.names.indexOf(name);
    const at = known < 0 ? this.names.length : known;
    this.names[at] = name;
    this.values[at] = value;
    this.distributions[at] = distribution;
  }
}
