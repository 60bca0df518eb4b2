import type { ChartsView } from "../../src/core/protocol/charts-view.js";
import { DEFAULT_VIEW, type PanelView, parsePanelState } from "../../src/core/protocol/panel.js";
import type { Host } from "./host.js";

/** Milliseconds that changes are gathered before they are kept: a scroll is many of them. */
const DELAY = 150;

/** What the person has set, kept with the window so that it is there again after a reload. */
export class ViewStore {
  #view: PanelView = DEFAULT_VIEW;
  #place: { readonly journal: string; readonly study: string } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get view(): PanelView {
    return this.#view;
  }

  /** Turns to a study: what was kept for it is taken up, what was kept for another is dropped. */
  open(journal: string, study: string): void {
    const again = this.#place?.journal === journal && this.#place.study === study;
    if (!again) {
      const kept = this.#place === null ? parsePanelState(this.#host.kept) : null;
      this.#view = kept?.journal === journal && kept.study === study ? kept.view : DEFAULT_VIEW;
    }
    this.#place = { journal, study };
    this.keep();
  }

  change(part: Partial<PanelView>): void {
    this.#view = { ...this.#view, ...part };
    this.#timer ??= setTimeout(() => this.keep(), DELAY);
  }

  /** Changes what was chosen in the charts. */
  choose(change: (charts: ChartsView) => Partial<ChartsView>): void {
    const { charts } = this.#view;
    this.change({ charts: { ...charts, ...change(charts) } });
  }

  /** Keeps what has changed at once. */
  keep(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#place) this.#host.keep({ ...this.#place, view: this.#view });
  }
}
