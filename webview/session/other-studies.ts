import type { StudyPlace } from "../../src/core/protocol/charts-view.js";
import type { ComparisonHostMessage } from "../../src/core/protocol/comparison-messages.js";
import type { JournalState } from "../../src/core/study/journal-state.js";
import type { StudyState } from "../../src/core/study/state.js";
import { t } from "../l10n/translation.js";
import { JournalFeed } from "./journal-feed.js";

/** A study that another one is compared with: null while it is read, or why it cannot be. */
export interface OtherStudy {
  readonly place: StudyPlace;
  readonly study: StudyState | null;
  readonly problem: string | null;
}

interface Other {
  readonly feed: JournalFeed;
  problem: string | null;
  received: boolean;
}

/** The studies of other journals, and of the panel's own, that its study is compared with. */
export class OtherStudies {
  readonly #others = new Map<string, Other>();
  readonly #follow: (journals: readonly string[]) => void;
  readonly #changed: () => void;
  #wanted = "";

  constructor(follow: (journals: readonly string[]) => void, changed: () => void) {
    this.#follow = follow;
    this.#changed = changed;
  }

  /** Everything is asked for anew: the extension has forgotten what was wanted. */
  restart(): void {
    this.#others.clear();
    this.#wanted = "";
  }

  /** The studies at these places as far as they were read. @param own the panel's own journal, which is read already. */
  read(
    places: readonly StudyPlace[],
    own: { readonly journal: string; readonly state: JournalState },
  ): readonly OtherStudy[] {
    this.#want([...new Set(places.map(({ journal }) => journal))].filter((journal) => journal !== own.journal));
    return places.map((place) => {
      const other = this.#others.get(place.journal);
      const state = place.journal === own.journal ? own.state : other?.feed.replay.state;
      const study = state?.study(place.study) ?? null;
      const missing =
        other?.received === true && !other.feed.busy && study === null ? t("It is not in its journal.") : null;
      return { place, study, problem: other?.problem ?? missing };
    });
  }

  receive(message: Exclude<ComparisonHostMessage, { type: "compared" }>): void {
    const other = this.#others.get(message.journal);
    if (other === undefined) return;
    if (message.type === "otherUnreadable") {
      other.problem = message.message;
      this.#changed();
      return;
    }
    other.problem = null;
    other.received = true;
    if (message.restart) other.feed.restart();
    other.feed.push(message.text, false);
  }

  #want(journals: readonly string[]): void {
    const wanted = JSON.stringify(journals);
    if (wanted === this.#wanted || (journals.length === 0 && this.#wanted === "")) return;
    this.#wanted = wanted;
    for (const journal of this.#others.keys()) if (!journals.includes(journal)) this.#others.delete(journal);
    for (const journal of journals) if (!this.#others.has(journal)) this.#others.set(journal, this.#other());
    this.#follow(journals);
  }

  #other(): Other {
    const other: Other = {
      feed: new JournalFeed({
        changed: () => {},
        settled: () => this.#changed(),
        spoilt: () => {
          other.problem = t("Its lines did not arrive whole.");
          this.#changed();
        },
      }),
      problem: null,
      received: false,
    };
    return other;
  }
}
