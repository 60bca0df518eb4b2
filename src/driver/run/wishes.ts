import { type Control, decodeControl } from "../../core/study/control.js";
import { controlDone } from "../../core/study/records.js";
import type { Journal } from "../journal/journal.js";

/** The wishes of people that a driver has still to carry out, in the order in which they came. */
export class Wishes {
  /** Wishes before this one are older than the run, or done. */
  #seen: number;

  constructor(
    private readonly journal: Journal,
    private readonly study: string,
    private readonly worker: string,
  ) {
    this.#seen = journal.state.wishesOf(study).length;
  }

  /** Those that have come since the last time; what this version does not know is passed over. */
  next(): readonly Control[] {
    const all = this.journal.state.wishesOf(this.study);
    const fresh = all.slice(this.#seen).flatMap((json) => decodeControl(json) ?? []);
    this.#seen = all.length;
    return fresh.filter(({ to }) => to === null || to === this.worker);
  }

  /** Tells whoever wished it that it is done; with several drivers the first one's word is enough. */
  answer({ id }: Control): void {
    void this.journal
      .append((state) => {
        const study = state.study(this.study);
        return study === undefined || state.isAnswered(this.study, id) ? [] : controlDone(this.worker, study.id, id);
      })
      .catch(() => {}); // What is wrong with the file, the run's own next append will say.
  }
}
