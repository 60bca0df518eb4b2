import type { ColumnOrder } from "../../src/core/protocol/panel.js";
import type { Trial } from "../../src/core/study/trial.js";
import type { Column } from "../model/columns.js";
import { element } from "../ui/element.js";
import type { PopupPlace } from "../ui/popup.js";
import { HeaderRow, titleId } from "./header.js";
import { gridStep } from "./keys.js";
import { ColumnWidths, type ColumnWindow, columnWindow, type Places, placesOf } from "./layout.js";
import { cellId, Row } from "./row.js";
import { dragTitles } from "./title-drag.js";

/** Pixels of a row, as the style sheet has it; rows beyond the edge that are kept ready. */
const ROW = 26;
const SPARE = 4;
const ACTION = 68;

export interface TrialsTableOptions {
  /** A title was pressed; `too`: the column is to be added to the order. */
  readonly onSort: (column: Column, too: boolean) => void;
  readonly onSelect: (trial: number | null) => void;
  readonly onApply: (trial: number) => void;
  readonly onScroll: (top: number) => void;
  /** A trial is chosen to be compared, or no more; `all`: with all between it and the one chosen before. */
  readonly onChoose: (trial: number, all: boolean) => void;
  readonly onStar: (trial: number) => void;
  readonly onTrialMenu: (trial: number, place: PopupPlace) => void;
  readonly onColumnMenu: (column: Column, place: PopupPlace) => void;
  readonly onResize: (column: string, width: number) => void;
  readonly onMove: (column: string, before: string | null) => void;
}

export interface TableContent {
  readonly columns: readonly Column[];
  /** How many of the columns stay at the left edge. */
  readonly pinned: number;
  readonly widths: Readonly<Record<string, number>>;
  /** In the order in which they are shown. */
  readonly trials: readonly Trial[];
  readonly sort: readonly ColumnOrder[];
  readonly filtered: ReadonlySet<string>;
  readonly selected: number | null;
  readonly best: ReadonlySet<number>;
  readonly chosen: ReadonlySet<number>;
  readonly starred: (trial: Trial) => boolean;
  readonly applicable: (trial: Trial) => boolean;
}

/** A grid of all trials that only has the rows and columns that are seen; it keeps focus, selection and place while trials come in. */
export class TrialsTable {
  readonly element: HTMLElement;
  readonly #grid: HTMLElement;
  readonly #body = element("div", { class: "grid-body", attributes: { role: "rowgroup" } });
  readonly #header = new HeaderRow();
  readonly #rows: Row[] = [];
  readonly #options: TrialsTableOptions;
  #widths: ColumnWidths | null = null;
  #content: TableContent | null = null;
  #places: Places = { widths: [], lefts: [] };
  /** Row -1 is the titles. The row is told by its trial, so that it stays active where rows move. */
  #active: { readonly trial: number | null; readonly column: number } = { trial: null, column: 0 };

  constructor(options: TrialsTableOptions) {
    this.#options = options;
    const head = element("div", { class: "grid-head", attributes: { role: "rowgroup" } }, this.#header.element);
    this.#grid = element(
      "div",
      {
        class: "grid",
        attributes: {
          ...{ role: "grid", tabindex: "0", "aria-labelledby": "trials-title", "aria-multiselectable": "false" },
          "aria-keyshortcuts": "S C M Shift+F10",
        },
      },
      head,
      this.#body,
    );
    this.element = this.#grid;
    this.#grid.addEventListener("scroll", () => {
      this.#draw();
      options.onScroll(this.#grid.scrollTop);
    });
    this.#grid.addEventListener("click", (event) => this.#click(event));
    this.#grid.addEventListener("contextmenu", (event) => this.#contextMenu(event));
    this.#grid.addEventListener("pointerover", (event) => this.#explain(event));
    this.#grid.addEventListener("keydown", (event) => this.#key(event));
    this.#grid.addEventListener("focus", () => this.#draw());
    this.#grid.addEventListener("blur", () => this.#draw());
    dragTitles({ grid: this.#grid, titles: this.#header.element, ...options });
    new ResizeObserver(() => this.#draw()).observe(this.#grid);
  }

  /** Shows the content; the row at the top edge stays there unless the table stands at its beginning. */
  show(content: TableContent): void {
    const before = this.#content;
    const top = this.#grid.scrollTop;
    const anchor = before?.trials[Math.floor(top / ROW)];
    this.#content = content;
    this.#widths ??= new ColumnWidths(characterWidth(this.#grid));
    const widths = this.#widths.measure(content.columns, content.trials, content.widths);
    this.#places = placesOf(widths, content.pinned);
    const width = widths.reduce((sum, each) => sum + each, 0) + ACTION;
    this.#body.style.setProperty("height", `${content.trials.length * ROW}px`);
    this.#body.style.setProperty("min-width", `${width}px`);
    this.#header.element.style.setProperty("min-width", `${width}px`);
    this.#grid.setAttribute("aria-rowcount", String(content.trials.length + 1));
    this.#grid.setAttribute("aria-colcount", String(content.columns.length + 1));
    if (before && top > 0 && anchor && sameOrder(before.sort, content.sort)) {
      const place = content.trials[Math.floor(top / ROW)] === anchor ? -1 : content.trials.indexOf(anchor);
      if (place >= 0) this.#grid.scrollTop = place * ROW + (top % ROW);
    }
    this.#draw();
  }

  focus(): void {
    this.#grid.focus({ preventScroll: true });
  }

  /** Pixels from the top, for taking up a place that was left. */
  scrollTo(top: number): void {
    this.#grid.scrollTop = top;
    this.#draw();
  }

  /** Brings a trial's row into view. */
  reveal(trial: number): void {
    const position = this.#content?.trials.findIndex((each) => each.number === trial) ?? -1;
    if (position >= 0) this.#bring(position);
    this.#active = { trial, column: this.#active.column };
    this.#draw();
  }

  #draw(): void {
    const content = this.#content;
    if (!content) return;
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = this.#grid;
    const window = columnWindow(this.#places, scrollLeft, scrollLeft + clientWidth);
    const focused = document.activeElement === this.#grid;
    const onTitles = focused && this.#active.trial === null;
    this.#header.show({
      columns: content.columns,
      places: this.#places,
      window,
      sort: content.sort,
      filtered: content.filtered,
      active: onTitles ? this.#active.column : null,
    });
    const first = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const end = Math.min(content.trials.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    this.#fit(end - first);
    // A row keeps its element while it scrolls: position modulo the number of elements.
    const shown = new Set<Row>();
    for (let position = first; position < end; position++) {
      const row = this.#rows[position % this.#rows.length]!;
      shown.add(row);
      this.#showRow(row, content, position, window, focused);
    }
    for (const row of this.#rows) if (!shown.has(row)) row.hide();
    this.#pointAtActive(focused);
  }

  #showRow(row: Row, content: TableContent, position: number, window: ColumnWindow, focused: boolean): void {
    const trial = content.trials[position]!;
    row.show({
      trial,
      position,
      top: position * ROW,
      columns: content.columns,
      places: this.#places,
      window,
      selected: trial.number === content.selected,
      best: content.best.has(trial.number),
      chosen: content.chosen.has(trial.number),
      starred: content.starred(trial),
      active: focused && this.#active.trial === trial.number ? this.#active.column : null,
      applicable: content.applicable(trial),
    });
  }

  #fit(count: number): void {
    while (this.#rows.length < count) {
      const row = new Row();
      this.#rows.push(row);
      this.#body.append(row.element);
    }
  }

  #pointAtActive(focused: boolean): void {
    const { trial, column } = this.#active;
    const id = trial === null ? titleId(column) : cellId(trial, column);
    if (focused && document.getElementById(id)) this.#grid.setAttribute("aria-activedescendant", id);
    else this.#grid.removeAttribute("aria-activedescendant");
  }

  #click(event: MouseEvent): void {
    if (!(event.target instanceof Element) || !this.#content) return;
    const title = this.#titleOf(event.target);
    if (title !== null) {
      this.#active = { trial: null, column: title.index };
      if (!event.target.closest(".title-grip")) this.#options.onSort(title.column, event.shiftKey);
      return;
    }
    const trial = trialAt(event.target);
    if (trial === null) return;
    this.#active = { trial, column: this.#active.column };
    const what = event.target.closest<HTMLElement>("[data-do]")?.dataset.do;
    if (what === "apply") this.#options.onApply(trial);
    else if (what === "star") this.#options.onStar(trial);
    else if (what === "menu") this.#options.onTrialMenu(trial, belowCell(event.target));
    else if (what === "choose" || event.ctrlKey || event.metaKey || event.shiftKey) {
      this.#options.onChoose(trial, event.shiftKey);
    } else this.#options.onSelect(trial === this.#content.selected ? null : trial);
  }

  #contextMenu(event: MouseEvent): void {
    if (!(event.target instanceof Element) || !this.#content) return;
    event.preventDefault();
    // The key of the menu has no place of its own; what it opens stands at the active cell.
    if (event.target === this.#grid) {
      this.#openMenu();
      return;
    }
    const title = this.#titleOf(event.target);
    const place = { x: event.clientX, y: event.clientY };
    const trial = trialAt(event.target);
    if (title !== null) {
      this.#active = { trial: null, column: title.index };
      this.#options.onColumnMenu(title.column, place);
    } else if (trial !== null) {
      this.#active = { trial, column: this.#active.column };
      this.#options.onTrialMenu(trial, place);
    }
  }

  /** The menu of the active cell's trial, or of the active title. */
  #openMenu(): void {
    const { trial, column } = this.#active;
    const cell = document.getElementById(trial === null ? titleId(column) : cellId(trial, column));
    const place = belowCell(cell ?? this.#grid);
    const found = this.#content?.columns[column];
    if (trial !== null) this.#options.onTrialMenu(trial, place);
    else if (found) this.#options.onColumnMenu(found, place);
  }

  /** The whole text of a cell is worked out only where the pointer asks for it. */
  #explain(event: PointerEvent): void {
    if (!(event.target instanceof Element)) return;
    const cell = event.target.closest<HTMLElement>('[role="gridcell"]');
    const row = event.target.closest<HTMLElement>(".grid-body .row");
    const trial = this.#content?.trials[Number(row?.getAttribute("aria-rowindex")) - 2];
    if (!trial || !cell) return;
    const column = this.#content?.columns[Number(cell.getAttribute("aria-colindex")) - 1];
    cell.title = column?.full(trial) ?? "";
  }

  #key(event: KeyboardEvent): void {
    const content = this.#content;
    if (!content) return;
    const row = content.trials.findIndex((trial) => trial.number === this.#active.trial);
    const { column } = this.#active;
    const trial = content.trials[row];
    if (this.#act(event, content, trial, column)) {
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor(this.#grid.clientHeight / ROW) - 2);
    const size = { rows: content.trials.length, columns: content.columns.length + 1, page };
    const to = gridStep(event, { row, column }, size);
    if (to === null) return;
    event.preventDefault();
    this.#active = { trial: content.trials[to.row]?.number ?? null, column: to.column };
    if (to.row >= 0) this.#bring(to.row);
    this.#bringColumn(to.column);
    this.#draw();
  }

  /** Carries out what a key means at the active cell; whether it means something. */
  #act(event: KeyboardEvent, content: TableContent, trial: Trial | undefined, column: number): boolean {
    const title = content.columns[column];
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) this.#openMenu();
    else if (event.key === "Escape") this.#options.onSelect(null);
    else if (event.key === "Enter" || event.key === " ") {
      if (trial === undefined) {
        if (title) this.#options.onSort(title, event.shiftKey);
      } else if (title === undefined) this.#openMenu();
      else if (event.key === " " && event.shiftKey) this.#options.onChoose(trial.number, true);
      else this.#options.onSelect(trial.number === content.selected ? null : trial.number);
    } else if (plain && event.key.toLowerCase() === "m") this.#openMenu();
    else if (plain && trial && event.key.toLowerCase() === "s") this.#options.onStar(trial.number);
    else if (plain && trial && event.key.toLowerCase() === "c") this.#options.onChoose(trial.number, false);
    else return false;
    return true;
  }

  #titleOf(target: Element): { readonly column: Column; readonly index: number } | null {
    const id = target.closest<HTMLElement>(".row-header [data-column]")?.dataset.column;
    const index = this.#content?.columns.findIndex((column) => column.id === id) ?? -1;
    const column = this.#content?.columns[index];
    return column === undefined ? null : { column, index };
  }

  #bring(position: number): void {
    const top = position * ROW;
    const room = this.#grid.clientHeight - this.#header.element.offsetHeight;
    if (top < this.#grid.scrollTop) this.#grid.scrollTop = top;
    else if (top + ROW > this.#grid.scrollTop + room) this.#grid.scrollTop = top + ROW - room;
  }

  #bringColumn(column: number): void {
    const { widths, lefts } = this.#places;
    if (column < lefts.length || column >= widths.length) return;
    const sum = (from: number, to: number): number => widths.slice(from, to).reduce((all, each) => all + each, 0);
    const left = sum(lefts.length, column);
    const right = left + widths[column]!;
    const room = this.#grid.clientWidth - sum(0, lefts.length) - ACTION;
    if (left < this.#grid.scrollLeft) this.#grid.scrollLeft = left;
    else if (right > this.#grid.scrollLeft + room) this.#grid.scrollLeft = right - room;
  }
}

function trialAt(target: Element): number | null {
  const row = target.closest<HTMLElement>("[data-trial]");
  return row?.dataset.trial === undefined ? null : Number(row.dataset.trial);
}

function belowCell(target: Element): PopupPlace {
  const { left, bottom } = (target.closest('[role="gridcell"]') ?? target).getBoundingClientRect();
  return { x: left, y: bottom };
}

function sameOrder(a: readonly ColumnOrder[], b: readonly ColumnOrder[]): boolean {
  return (
    a.length === b.length && a.every((each, i) => each.column === b[i]!.column && each.descending === b[i]!.descending)
  );
}

/** Pixels of a digit in the table's font. */
function characterWidth(parent: HTMLElement): number {
  const probe = element("span", { class: "probe", text: "0".repeat(20) });
  parent.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width / 20 || 7;
}
