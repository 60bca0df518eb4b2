import { EXPORT_FORMATS, EXPORT_NAMES } from "../../src/core/export/formats.js";
import type { PanelStatus, PanelView, TrialFilter } from "../../src/core/protocol/panel.js";
import { DEFAULT_LAYOUT, type TableLayout } from "../../src/core/protocol/table-layout.js";
import { NO_MARK } from "../../src/core/study/marks.js";
import type { Trial } from "../../src/core/study/trial.js";
import { CompareView } from "../compare/compare-view.js";
import { t } from "../l10n/translation.js";
import { type Arrangement, arrange, moved, withWidth } from "../model/arrange.js";
import { columnRange } from "../model/column-values.js";
import { type Column, isListed } from "../model/columns.js";
import { filterOf, withFilter, withoutFilter } from "../model/filter.js";
import { pressed, pressedToo, sortTrials } from "../model/sorting.js";
import type { StudyModel } from "../model/study-model.js";
import { applicability } from "../model/trial-actions.js";
import type { Requests } from "../session/requests.js";
import { element, setShown } from "../ui/element.js";
import { type MenuEntry, openMenu } from "../ui/menu.js";
import { below } from "../ui/popup.js";
import { columnChoice, columnMenu } from "./column-menu.js";
import { openFilterEditor } from "./filter-editor.js";
import { Toolbar } from "./toolbar.js";
import { copyEntries, trialMenu } from "./trial-menu.js";
import { TrialsTable } from "./trials-table.js";

export interface TrialsViewOptions {
  readonly requests: Requests;
  readonly onView: (change: Partial<PanelView>) => void;
  /** The tags and the note of a trial are to be written. */
  readonly onMark: (trial: number) => void;
  /** Stands beside the table where a trial is selected. */
  readonly detail: HTMLElement;
}

export interface TrialsContent {
  readonly model: StudyModel;
  readonly status: PanelStatus;
  readonly view: PanelView;
  readonly columns: readonly Column[];
  /** The trials that pass the filters. */
  readonly listed: readonly Trial[];
}

/** All trials of a study: the bar over them, the table, the comparison in its place, and the selected trial beside it. */
export class TrialsView {
  readonly element: HTMLElement;
  readonly #options: TrialsViewOptions;
  readonly #toolbar: Toolbar;
  readonly #table: TrialsTable;
  readonly #compare: CompareView;
  readonly #nothing = element("p", { class: "sentence nothing", attributes: { hidden: "" } });
  #content: TrialsContent | null = null;
  #columns: readonly Column[] = [];
  #arrangement: Arrangement = { columns: [], pinned: 0 };
  /** In the order of the table. */
  #listed: readonly Trial[] = [];
  /** The trial that was chosen last: a range is chosen from there on. */
  #lastChosen: number | null = null;
  #scrolled = false;

  constructor(options: TrialsViewOptions) {
    this.#options = options;
    const { requests, onView } = options;
    const filters = (change: readonly TrialFilter[]): void => onView({ filters: change });
    this.#toolbar = new Toolbar({
      onText: (text) =>
        filters(
          text.trim() === "" ? withoutFilter(this.#filters, null) : withFilter(this.#filters, { kind: "text", text }),
        ),
      onFilterMenu: (button) => this.#chooseFilter(button),
      onEdit: (filter, chip) => {
        const column = this.#columns.find(({ id }) => filter.kind !== "text" && id === filter.column);
        if (column) this.#editFilter(column, chip);
      },
      onDrop: (filter) => filters(withoutFilter(this.#filters, filter.kind === "text" ? null : filter.column)),
      onClear: () => filters([]),
      onCompare: () => onView({ comparing: !(this.#content?.view.comparing ?? false) }),
      onChooseNone: () => onView({ compared: [], comparing: false }),
      onColumns: (button) => this.#openColumns(button),
      onExport: (button) => this.#openExport(button),
    });
    this.#table = new TrialsTable({
      onSort: (column, too) => {
        const sort = this.#content?.view.sort ?? [];
        onView({ sort: (too ? pressedToo : pressed)(sort, column.id, column.kind === "number") });
      },
      onSelect: (selected) => onView({ selected }),
      onApply: requests.apply,
      onScroll: (scroll) => {
        if (this.#scrolled && scroll !== this.#content?.view.scroll) onView({ scroll });
      },
      onChoose: (trial, all) => this.#choose(trial, all),
      onStar: (trial) => requests.mark(trial, { star: this.#content?.model.marks.get(trial)?.star !== true }),
      onTrialMenu: (number, place) => this.#openTrialMenu(number, place),
      onColumnMenu: (column, place) =>
        openMenu({
          ...{ label: column.title, place, back: this.#table.element },
          entries: () => this.#columnEntries(column),
        }),
      onResize: (column, width) => onView({ layout: withWidth(this.#layout, column, width) }),
      onMove: (column, before) => onView({ layout: moved(this.#layout, this.#arrangement.columns, column, before) }),
    });
    this.#compare = new CompareView({
      onRemove: (trial) => this.#choose(trial, false),
      onCode: (trial, other) => requests.act("diff", trial, other),
      onSelect: (selected) => onView({ selected }),
      onDiffering: (differing) => onView({ differing }),
    });
    this.element = element(
      "section",
      { class: "trials", attributes: { "aria-labelledby": "trials-title" } },
      this.#toolbar.element,
      element(
        "div",
        { class: "trials-body" },
        element("div", { class: "trials-main" }, this.#table.element, this.#nothing, this.#compare.element),
        options.detail,
      ),
    );
  }

  get #filters(): readonly TrialFilter[] {
    return this.#content?.view.filters ?? [];
  }

  get #layout(): TableLayout {
    return this.#content?.view.layout ?? DEFAULT_LAYOUT;
  }

  /** Another study is shown next: its place in the table is taken up anew. */
  restart(): void {
    this.#scrolled = false;
    this.#content = null;
    this.#lastChosen = null;
  }

  show(content: TrialsContent): void {
    this.#content = content;
    const { model, status, view } = content;
    const { best, front } = model.summary;
    const all = model.study.trials;
    this.#columns = content.columns;
    this.#arrangement = arrange(this.#columns.filter(isListed), view.layout);
    this.#listed = sortTrials(content.listed, this.#columns, view.sort);
    const chosen = view.compared.filter((number) => number < all.length);
    const comparing = view.comparing && chosen.length >= 2;
    this.#toolbar.show({
      ...{ filters: view.filters, columns: this.#columns, chosen: chosen.length, comparing },
      ...{ shown: this.#listed.length, total: all.length },
    });
    setShown(this.#compare.element, comparing);
    setShown(this.#table.element, !comparing);
    setShown(this.#nothing, !comparing && this.#listed.length === 0);
    this.#nothing.textContent = t("No trial passes the filters.");
    if (comparing) this.#compare.show(model, chosen, view.differing);
    this.#table.show({
      columns: this.#arrangement.columns,
      pinned: this.#arrangement.pinned,
      widths: view.layout.widths,
      trials: this.#listed,
      sort: view.sort,
      filtered: new Set(view.filters.flatMap((filter) => (filter.kind === "text" ? [] : [filter.column]))),
      selected: view.selected,
      best: new Set(model.study.directions.length > 1 ? front.map(({ number }) => number) : best ? [best.number] : []),
      chosen: new Set(chosen),
      starred: ({ number }) => (model.marks.get(number) ?? NO_MARK).star,
      applicable: (trial) => applicability(trial, status).enabled,
    });
  }

  /** Takes up the place where the table was left, once its rows are there. */
  restoreScroll(): void {
    if (this.#scrolled) return;
    if (this.#content) this.#table.scrollTo(this.#content.view.scroll);
    this.#scrolled = true;
  }

  /** Brings a trial's row into view. */
  reveal(trial: number): void {
    this.#table.reveal(trial);
  }

  /** Chooses a trial to be compared, or no more. */
  choose(trial: number): void {
    this.#choose(trial, false);
  }

  #choose(trial: number, all: boolean): void {
    const compared = this.#content?.view.compared ?? [];
    const from = this.#listed.findIndex(({ number }) => number === this.#lastChosen);
    const to = this.#listed.findIndex(({ number }) => number === trial);
    this.#lastChosen = trial;
    if (all && from >= 0 && to >= 0) {
      const range = this.#listed.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ number }) => number);
      this.#options.onView({ compared: [...new Set([...compared, ...range])] });
      return;
    }
    const others = compared.filter((number) => number !== trial);
    this.#options.onView({ compared: others.length < compared.length ? others : [...compared, trial] });
  }

  #openTrialMenu(number: number, place: { readonly x: number; readonly y: number }): void {
    const content = this.#content;
    const trial = content?.model.study.trials[number];
    if (!content || !trial) return;
    const { model, status, view } = content;
    openMenu({
      ...{ label: t("Trial {0}", number), place, back: this.#table.element },
      entries: () =>
        trialMenu({
          ...{ model, trial, status, requests: this.#options.requests },
          view: {
            chosen: view.compared.includes(number),
            onChoose: () => this.#choose(number, false),
            onMark: () => this.#options.onMark(number),
          },
        }),
    });
  }

  #columnEntries(column: Column): readonly MenuEntry[] {
    const { onView } = this.#options;
    const title = this.#table.element.querySelector(`[data-column="${CSS.escape(column.id)}"]`);
    return columnMenu({
      ...{ column, shown: this.#arrangement.columns, layout: this.#layout, sort: this.#content?.view.sort ?? [] },
      width: title?.getBoundingClientRect().width ?? 100,
      onLayout: (layout) => onView({ layout }),
      onSort: (sort) => onView({ sort }),
      onFilter: () => this.#editFilter(column, title ?? this.#table.element),
    });
  }

  #openColumns(button: HTMLElement): void {
    const onLayout = (layout: TableLayout): void => this.#options.onView({ layout });
    openMenu({
      ...{ label: t("Columns"), place: below(button), back: button },
      entries: () => columnChoice(this.#columns, this.#layout, onLayout, () => onLayout(DEFAULT_LAYOUT)),
    });
  }

  #openExport(button: HTMLElement): void {
    const { requests } = this.#options;
    const model = this.#content?.model;
    const best = model?.summary.best ?? null;
    const formats = EXPORT_NAMES.map((format): MenuEntry => {
      return { kind: "item", label: EXPORT_FORMATS[format].title(t), onPress: () => requests.exportAs(format) };
    });
    const copies: MenuEntry[] =
      model === undefined || best === null
        ? []
        : [
            { kind: "line" },
            { kind: "menu", label: t("Copy the Best Values As"), entries: () => copyEntries(model, best, requests) },
          ];
    openMenu({ label: t("Export"), place: below(button), back: button, entries: () => [...formats, ...copies] });
  }

  #chooseFilter(button: HTMLElement): void {
    openMenu({
      ...{ label: t("Filter by"), place: below(button), back: button },
      entries: () =>
        this.#columns.map((column) => {
          return { kind: "item", label: column.title, onPress: () => this.#editFilter(column, button) };
        }),
    });
  }

  #editFilter(column: Column, at: Element): void {
    const trials = this.#content?.model.study.trials ?? [];
    openFilterEditor({
      column,
      range: columnRange(column, trials),
      filter: filterOf(this.#filters, column.id),
      place: below(at),
      back: at instanceof HTMLElement && at.tabIndex >= 0 ? at : this.#table.element,
      onChange: (filter) =>
        this.#options.onView({
          filters: filter === null ? withoutFilter(this.#filters, column.id) : withFilter(this.#filters, filter),
        }),
    });
  }
}
