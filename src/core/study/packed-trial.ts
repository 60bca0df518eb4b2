import type { Distribution } from "../space/distribution.js";
import type { Point } from "../space/space.js";
import { CompactMaps, ListPool, type SharedList } from "./compact-map.js";
import type { Json } from "./json.js";
import type { Instant, Outcome, TrialBody } from "./trial.js";

type FinalOutcome = Extract<Outcome, { readonly values: readonly number[] }>;

/** Columns of a row before its values: start and end, NaN where they are not known. */
const STARTED = 0;
const FINISHED = 1;
const VALUES = 2;

/** Rows that there is room for at first; the room grows by half. */
const FIRST_ROWS = 8;

/** The finished trials of a journal in columns of numbers, and what they have in common kept once for all of them. */
export class TrialPacker {
  readonly #names = new ListPool<string>();
  readonly #distributions = new ListPool<Distribution>();
  readonly #forms = new WeakMap<SharedList<Distribution>, Form[]>();
  readonly #reports = new CompactMaps<number, number>();
  readonly #user = new CompactMaps<string, Json>();
  readonly #system = new CompactMaps<string, Json>();
  readonly #workers = new Map<string, string>();
  #rest: Rest | null = null;

  /** The same trial in little room. */
  pack(body: TrialBody, outcome: FinalOutcome): PackedBody {
    const params = [...body.params.entries()];
    const names = this.#names.shared(params.map(([name]) => name));
    const form = this.#formOf(
      names.members,
      names.members.map((name) => body.distributionOf(name)!),
      outcome,
    );
    const { started, finished } = body;
    const times = [started ?? Number.NaN, finished ?? Number.NaN];
    const row = form.add([...times, ...outcome.values, ...params.map(([, value]) => value)]);
    return new PackedBody(form, row, this.#restOf(body));
  }

  #formOf(
    names: readonly string[],
    distributions: readonly Distribution[],
    { kind, values: { length } }: FinalOutcome,
  ): Form {
    const shared = this.#distributions.shared(distributions);
    const forms = this.#forms.get(shared) ?? [];
    if (forms.length === 0) this.#forms.set(shared, forms);
    const known = forms.find((form) => form.kind === kind && form.values === length && form.names === names);
    if (known !== undefined) return known;
    const form = new Form(kind, length, names, shared.members);
    forms.push(form);
    return form;
  }

  #restOf(body: TrialBody): Rest {
    const worker = body.worker === null ? null : this.#workerOf(body.worker);
    const intermediate = this.#reports.compact(body.intermediate);
    const userAttributes = this.#user.compact(body.userAttributes);
    const systemAttributes = this.#system.compact(body.systemAttributes);
    const last = this.#rest;
    const isLast =
      last !== null &&
      last.worker === worker &&
      last.intermediate === intermediate &&
      last.userAttributes === userAttributes &&
      last.systemAttributes === systemAttributes;
    if (!isLast) this.#rest = { worker, intermediate, userAttributes, systemAttributes };
    return this.#rest!;
  }

  /** One text for all trials of a worker. */
  #workerOf(worker: string): string {
    const known = this.#workers.get(worker);
    if (known === undefined) this.#workers.set(worker, worker);
    return known ?? worker;
  }
}

/** What few trials differ in, or takes no numbers. */
type Rest = Pick<TrialBody, "worker" | "intermediate" | "userAttributes" | "systemAttributes">;

/** Trials that ended alike and have the same parameters, as rows of numbers: times, values, parameters. */
class Form {
  readonly #width: number;
  #cells: Float64Array;
  #rows = 0;

  constructor(
    readonly kind: FinalOutcome["kind"],
    /** How many values a trial has. */
    readonly values: number,
    readonly names: readonly string[],
    readonly distributions: readonly Distribution[],
  ) {
    this.#width = VALUES + values + names.length;
    this.#cells = new Float64Array(FIRST_ROWS * this.#width);
  }

  add(numbers: readonly number[]): number {
    const start = this.#rows * this.#width;
    if (start + this.#width > this.#cells.length) {
      const room = this.#rows + (this.#rows >> 1);
      const cells = new Float64Array(room * this.#width);
      cells.set(this.#cells);
      this.#cells = cells;
    }
    this.#cells.set(numbers, start);
    return this.#rows++;
  }

  cell(row: number, column: number): number {
    return this.#cells[row * this.#width + column]!;
  }

  parameter(row: number, index: number): number {
    return this.cell(row, VALUES + this.values + index);
  }
}

/** A finished trial: a row of its form. What is asked for is built anew each time. */
export class PackedBody implements TrialBody {
  constructor(
    private readonly form: Form,
    private readonly row: number,
    private readonly rest: Rest,
  ) {}

  get outcome(): Outcome {
    return this.finalOutcome;
  }

  get finalOutcome(): FinalOutcome {
    const { form, row } = this;
    const values: number[] = [];
    for (let at = 0; at < form.values; at++) values.push(form.cell(row, VALUES + at));
    return { kind: form.kind, values };
  }

  get params(): Point {
    return new PackedPoint(this.form, this.row);
  }

  get started(): Instant | null {
    return instantIn(this.form.cell(this.row, STARTED));
  }

  get finished(): Instant | null {
    return instantIn(this.form.cell(this.row, FINISHED));
  }

  get worker(): string | null {
    return this.rest.worker;
  }

  get intermediate(): ReadonlyMap<number, number> {
    return this.rest.intermediate;
  }

  get userAttributes(): ReadonlyMap<string, Json> {
    return this.rest.userAttributes;
  }

  get systemAttributes(): ReadonlyMap<string, Json> {
    return this.rest.systemAttributes;
  }

  distributionOf(name: string): Distribution | undefined {
    return this.form.distributions[this.form.names.indexOf(name)];
  }
}

function instantIn(cell: number): Instant | null {
  return Number.isNaN(cell) ? null : cell;
}

class PackedPoint implements Point {
  constructor(
    private readonly form: Form,
    private readonly row: number,
  ) {}

  get size(): number {
    return this.form.names.length;
  }

  get(name: string): number | undefined {
    const index = this.form.names.indexOf(name);
    return index < 0 ? undefined : this.form.parameter(this.row, index);
  }

  has(name: string): boolean {
    return this.form.names.includes(name);
  }

  *entries(): IterableIterator<[string, number]> {
    const { names } = this.form;
    for (let at = 0; at < names.length; at++) yield [names[at]!, this.form.parameter(this.row, at)];
  }
}
