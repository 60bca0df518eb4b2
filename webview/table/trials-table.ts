import type { ColumnOrder } from "../../src/core/protocol/panel.js";
import type { Trial } from "../../src/core/study/trial.js";
import type { Column } from "../model/columns.js";
import { pressed } from "../model/sorting.js";
import { element, setText } from "../ui/element.js";
import { HeaderRow, titleId } from "./header.js";
import { gridStep } from "./keys.js";
import { ColumnWidths, type ColumnWindow, columnWindow } from "./layout.js";
import { cellId, Row } from "./row.js";

/** Pixels of a row, as the style sheet has it; rows beyond the edge that are kept ready. */
const ROW = 26;
const SPARE = 4;
const ACTION = 40;

export interface TrialsTableOptions {
  readonly onSort: (sort: readonly ColumnOrder[]) => void;
  readonly onSelect: (trial: number | null) => void;
  readonly onApply: (trial: number) => void;
  readonly onScroll: (top: number) => void;
}

export interface TableContent {
  readonly columns: readonly Column[];
  /** In the order in which they are shown. */
  readonly trials: readonly Trial[];
  readonly sort: readonly ColumnOrder[];
  readonly selected: number | null;
  readonly best: ReadonlySet<number>;
  readonly applicable: (trial: Trial) => boolean;
}

/** A grid of all trials that only has the rows and columns that are seen; it keeps focus, selection and place while trials come in. */
export class TrialsTable {
  readonly element: HTMLElement;
  readonly #grid: HTMLElement;
  readonly #body = element("div", { class: "grid-body", attributes: { role: "rowgroup" } });
  readonly #header = new HeaderRow();
  readonly #count = element("span", { class: "muted" });
  readonly #rows: Row[] = [];
  readonly #options: TrialsTableOptions;
  #widths: ColumnWidths | null = null;
  #content: TableContent | null = null;
  #columnWidths: readonly number[] = [];
  /** Row -1 is the titles. The row is told by its trial, so that it stays active where rows move. */
  #active: { readonly trial: number | null; readonly column: number } = { trial: null, column: 0 };

  constructor(options: TrialsTableOptions) {
    this.#options = options;
    const head = element("div", { class: "grid-head", attributes: { role: "rowgroup" } }, this.#header.element);
    this.#grid = element(
      "div",
      { class: "grid", attributes: { role: "grid", tabindex: "0", "aria-labelledby": "trials-title" } },
      head,
      this.#body,
    );
    this.element = element(
      "section",
      { class: "trials", attributes: { "aria-labelledby": "trials-title" } },
      element(
        "header",
        { class: "section-header" },
        element("h2", { text: "Trials", attributes: { id: "trials-title" } }),
        this.#count,
      ),
      this.#grid,
    );
    this.#grid.addEventListener("scroll", () => {
      this.#draw();
      options.onScroll(this.#grid.scrollTop);
    });
    this.#grid.addEventListener("click", (event) => this.#click(event));
    this.#grid.addEventListener("pointerover", (event) => this.#explain(event));
    this.#grid.addEventListener("keydown", (event) => this.#key(event));
    this.#grid.addEventListener("focus", () => this.#draw());
    this.#grid.addEventListener("blur", () => this.#draw());
    new ResizeObserver(() => this.#draw()).observe(this.#grid);
  }

  /** Shows the content; the row at the top edge stays there unless the table stands at its beginning. */
  show(content: TableContent): void {
    const before = this.#content;
    const top = this.#grid.scrollTop;
    const anchor = before?.trials[Math.floor(top / ROW)];
    this.#content = content;
    this.#widths ??= new ColumnWidths(characterWidth(this.#grid));
    this.#columnWidths = this.#widths.measure(content.columns, content.trials);
    const width = this.#columnWidths.reduce((sum, each) => sum + each, 0) + ACTION;
    this.#body.style.setProperty("height", `${content.trials.length * ROW}px`);
    this.#body.style.setProperty("min-width", `${width}px`);
    this.#header.element.style.setProperty("min-width", `${width}px`);
    this.#grid.setAttribute("aria-rowcount", String(content.trials.length + 1));
    this.#grid.setAttribute("aria-colcount", String(content.columns.length + 1));
    setText(this.#count, content.trials.length.toLocaleString("en"));
    if (before && top > 0 && anchor && sameOrder(before.sort, content.sort)) {
      const place = content.trials[Math.floor(top / ROW)] === anchor ? -1 : content.trials.indexOf(anchor);
      if (place >= 0) this.#grid.scrollTop = place * ROW + (top % ROW);
    }
    this.#draw();
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
    const window = columnWindow(this.#columnWidths, scrollLeft, scrollLeft + clientWidth);
    const focused = document.activeElement === this.#grid;
    const onTitles = focused && this.#active.trial === null;
    this.#header.show({
      columns: content.columns,
      widths: this.#columnWidths,
      window,
      sort: content.sort,
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
      widths: this.#columnWidths,
      window,
      selected: trial.number === content.selected,
      best: content.best.has(trial.number),
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
    const title = event.target.closest<HTMLElement>("[data-column]");
    if (title?.dataset.column !== undefined) {
      const column = this.#content.columns.findIndex((each) => each.id === title.dataset.column);
      this.#active = { trial: null, column };
      this.#sort(column);
      return;
    }
    const row = event.target.closest<HTMLElement>("[data-trial]");
    if (!row) return;
    const trial = Number(row.dataset.trial);
    this.#active = { trial, column: this.#active.column };
    if (event.target.closest(".row-apply")) this.#options.onApply(trial);
    else this.#options.onSelect(trial === this.#content.selected ? null : trial);
  }

  /** The whole text of a cell is worked out only where the pointer asks for it. */
  #explain(event: PointerEvent): void {
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest<HTMLElement>("[data-trial]");
    const cell = event.target.closest<HTMLElement>('[role="gridcell"]');
    const trial = this.#content?.trials.find((each) => String(each.number) === row?.dataset.trial);
    if (!trial || !cell) return;
    const column = this.#content?.columns[Number(cell.getAttribute("aria-colindex")) - 1];
    cell.title = column?.full(trial) ?? `Apply the values of trial ${trial.number}`;
  }

  #key(event: KeyboardEvent): void {
    const content = this.#content;
    if (!content) return;
    const row = content.trials.findIndex((trial) => trial.number === this.#active.trial);
    const { column } = this.#active;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const trial = content.trials[row];
      if (trial === undefined) this.#sort(column);
      else if (column < content.columns.length) {
        this.#options.onSelect(trial.number === content.selected ? null : trial.number);
      } else if (content.applicable(trial)) this.#options.onApply(trial.number);
      return;
    }
    if (event.key === "Escape") {
      this.#options.onSelect(null);
      return;
    }
    const page = Math.max(1, Math.floor(this.#grid.clientHeight / ROW) - 2);
    const to = gridStep(
      event,
      { row, column },
      { rows: content.trials.length, columns: content.columns.length + 1, page },
    );
    if (to === null) return;
    event.preventDefault();
    this.#active = { trial: content.trials[to.row]?.number ?? null, column: to.column };
    if (to.row >= 0) this.#bring(to.row);
    this.#bringColumn(to.column);
    this.#draw();
  }

  #sort(column: number): void {
    const found = this.#content?.columns[column];
    if (found && this.#content) this.#options.onSort(pressed(this.#content.sort, found.id, found.kind === "number"));
  }

  #bring(position: number): void {
    const top = position * ROW;
    const room = this.#grid.clientHeight - this.#header.element.offsetHeight;
    if (top < this.#grid.scrollTop) this.#grid.scrollTop = top;
    else if (top + ROW > this.#grid.scrollTop + room) this.#grid.scrollTop = top + ROW - room;
  }

  #bringColumn(column: number): void {
    const pinned = this.#columnWidths[0] ?? 0;
    if (column === 0 || column >= this.#columnWidths.length) return;
    const left = this.#columnWidths.slice(1, column).reduce((sum, each) => sum + each, 0);
    const right = left + this.#columnWidths[column]!;
    const room = this.#grid.clientWidth - pinned - ACTION;
    if (left < this.#grid.scrollLeft) this.#grid.scrollLeft = left;
    else if (right > this.#grid.scrollLeft + room) this.#grid.scrollLeft = right - room;
  }
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
