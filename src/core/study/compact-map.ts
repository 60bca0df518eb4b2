/** Up to so many keys are looked through one by one, which is faster than to keep an index of them. */
const FEW = 8;
/** How many different lists a pool tells apart at a time: a study with conditions has a few. */
const MOST_KNOWN = 32;

/** A list that stands for all lists with the same members, so that these need not be kept more than once. */
export class SharedList<T> {
  #index: ReadonlyMap<T, number> | null = null;

  constructor(readonly members: readonly T[]) {}

  indexOf(member: T): number {
    if (this.members.length <= FEW) return this.members.indexOf(member);
    this.#index ??= new Map(this.members.map((one, at) => [one, at]));
    return this.#index.get(member) ?? -1;
  }
}

/** Finds the list that has the same members, among those that were asked for of late. */
export class ListPool<T> {
  readonly #known: SharedList<T>[] = [];

  shared(members: readonly T[]): SharedList<T> {
    const at = this.#known.findIndex((list) => hasMembers(list, members));
    const found = this.#known[at] ?? new SharedList(members.slice());
    if (at === 0) return found;
    // What was asked for last stands first; where there are too many, the one that nobody has asked for goes.
    if (at > 0) this.#known.splice(at, 1);
    else if (this.#known.length === MOST_KNOWN) this.#known.pop();
    this.#known.unshift(found);
    return found;
  }
}

function hasMembers<T>({ members }: SharedList<T>, others: readonly T[]): boolean {
  return members.length === others.length && members.every((member, at) => member === others[at]);
}

/** A map that never changes and takes little room: an array of values, beside keys that it shares with other maps. */
export class CompactMap<K, V> implements ReadonlyMap<K, V> {
  constructor(
    private readonly shared: SharedList<K>,
    private readonly list: readonly V[],
  ) {}

  get size(): number {
    return this.list.length;
  }

  get(key: K): V | undefined {
    return this.list[this.shared.indexOf(key)];
  }

  has(key: K): boolean {
    return this.shared.indexOf(key) >= 0;
  }

  *entries(): MapIterator<[K, V]> {
    const keys = this.shared.members;
    for (let at = 0; at < keys.length; at++) yield [keys[at]!, this.list[at]!];
  }

  keys(): MapIterator<K> {
    return this.shared.members.values();
  }

  values(): MapIterator<V> {
    return this.list.values();
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  /** A map of these entries that shares with this one what it can: all of it where nothing differs. */
  beside(keys: SharedList<K>, values: readonly V[]): CompactMap<K, V> {
    if (keys !== this.shared) return new CompactMap(keys, values);
    let differs = false;
    // Equal texts are one text then.
    const list = values.map((value, at) => {
      const own = this.list[at]!;
      if (Object.is(value, own)) return own;
      differs = true;
      return value;
    });
    return differs ? new CompactMap(keys, list) : this;
  }
}

const NOTHING: ReadonlyMap<never, never> = new CompactMap<never, never>(new SharedList([]), []);

/** A map without entries, the same for all who have none. */
export function emptyMap<K, V>(): ReadonlyMap<K, V> {
  return NOTHING as ReadonlyMap<K, V>;
}

/** Makes compact maps out of maps that change no more. */
export class CompactMaps<K, V> {
  readonly #keys = new ListPool<K>();
  #last: CompactMap<K, V> | null = null;

  /** The same entries in the same order: those of the map made last where they are the same. */
  compact(entries: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
    if (entries.size === 0) return emptyMap();
    const keys = this.#keys.shared([...entries.keys()]);
    const values = [...entries.values()];
    this.#last = this.#last?.beside(keys, values) ?? new CompactMap(keys, values);
    return this.#last;
  }
}
