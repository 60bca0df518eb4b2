import type { StoredParameter, StoredState } from "../journal/event.js";
import type { Distribution } from "../space/distribution.js";
import type { Point } from "../space/space.js";
import type { Json } from "./json.js";
import type { PackedBody, TrialPacker } from "./packed-trial.js";
import { concerns, renamedAttributes, renamedBody } from "./renamed-body.js";
import type { Rename } from "./renames.js";
import type { Instant, Outcome, Trial, TrialBody } from "./trial.js";

const WAITING: Outcome = { kind: "waiting" };
const RUNNING: Outcome = { kind: "running" };

/**
 * A trial as the reducer builds it. It changes until it is finished; then it is packed, since finished ones are many and
 * stay in memory for as long as the study is open.
 */
export class StoredTrial implements Trial {
  private body: OpenBody | PackedBody = new OpenBody();

  constructor(
    readonly number: number,
    readonly id: number,
  ) {}

  get outcome(): Outcome {
    return this.body.outcome;
  }

  get params(): Point {
    return this.body.params;
  }

  get intermediate(): ReadonlyMap<number, number> {
    return this.body.intermediate;
  }

  get userAttributes(): ReadonlyMap<string, Json> {
    return this.body.userAttributes;
  }

  get systemAttributes(): ReadonlyMap<string, Json> {
    return this.body.systemAttributes;
  }

  get started(): Instant | null {
    return this.body.started;
  }

  get finished(): Instant | null {
    return this.body.finished;
  }

  get worker(): string | null {
    return this.body.worker;
  }

  distributionOf(name: string): Distribution | undefined {
    return this.body.distributionOf(name);
  }

  /** What can still change of it; null of a finished trial. */
  get open(): OpenBody | null {
    return this.body instanceof OpenBody ? this.body : null;
  }

  /** One of its parameters is called otherwise from now on; nothing where it does not have it. */
  rename(rename: Rename, packer: TrialPacker): void {
    const { body } = this;
    if (!concerns(rename, body)) return;
    if (body instanceof OpenBody) body.rename(rename);
    else this.body = packer.pack(renamedBody(body, rename), body.finalOutcome);
  }

  /** It has been finished, and changes no more. */
  pack(packer: TrialPacker): void {
    const { outcome } = this.body;
    if (outcome.kind !== "waiting" && outcome.kind !== "running") this.body = packer.pack(this.body, outcome);
  }
}

/** What can change of a trial, until it is finished. */
export class OpenBody implements TrialBody {
  outcome: Outcome = RUNNING;
  started: Instant | null = null;
  finished: Instant | null = null;
  worker: string | null = null;
  readonly params = new OpenPoint();
  readonly intermediate = new Map<number, number>();
  readonly userAttributes = new Map<string, Json>();
  readonly systemAttributes = new Map<string, Json>();
  /** Kept when a state without values follows, as Optuna does. */
  private values: readonly number[] = [];

  distributionOf(name: string): Distribution | undefined {
    return this.params.distributionOf(name);
  }

  setParameter(parameter: StoredParameter): void {
    this.params.set(parameter);
  }

  rename(rename: Rename): void {
    this.params.rename(rename.from, rename.to);
    for (const [key, value] of renamedAttributes(this.systemAttributes, rename)) this.systemAttributes.set(key, value);
  }

  /** Values that are null leave those as they are that were set before. */
  settle(state: StoredState, values: readonly number[] | null): void {
    if (values !== null) this.values = values;
    this.outcome = state === "waiting" ? WAITING : state === "running" ? RUNNING : { kind: state, values: this.values };
  }
}

/** Parameters lie in arrays, for they are many. */
class OpenPoint implements Point {
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

  rename(from: string, to: string): void {
    const at = this.names.indexOf(from);
    if (at >= 0) this.names[at] = to;
  }

  set({ name, value, distribution }: StoredParameter): void {
    const known = this.names.indexOf(name);
    const at = known < 0 ? this.names.length : known;
    this.names[at] = name;
    this.values[at] = value;
    this.distributions[at] = distribution;
  }
}
