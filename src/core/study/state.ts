import type { Json } from "./json.js";
import type { Direction, Trial } from "./trial.js";

/** One study of a journal as it stands after the lines read so far. The same object is updated by later events. */
export interface StudyState {
  /** Position among the studies ever created in the journal, from 0. */
  readonly id: number;
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly userAttributes: ReadonlyMap<string, Json>;
  readonly systemAttributes: ReadonlyMap<string, Json>;
  /** By number. An unfinished trial is updated in place; a finished one never changes but for the names of parameters. */
  readonly trials: readonly Trial[];
}
