import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { Column } from "../model/columns.js";
import { element } from "../ui/element.js";
import { type IconName, icon } from "../ui/icon.js";
import { Cell, NumberCell } from "./cells.js";
import type { ColumnWindow, Places } from "./layout.js";

export interface RowContent {
  readonly trial: Trial;
  /** Position among all rows, from 0. */
  readonly position: number;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly places: Places;
  readonly window: ColumnWindow;
  readonly selected: boolean;
  readonly best: boolean;
  /** Whether it was chosen to be compared. */
  readonly chosen: boolean;
  readonly starred: boolean;
  /** The active column, where this is the active row. */
  readonly active: number | null;
  /** Whether the trial's values can be written into the code. */
  readonly applicable: boolean;
}

/** A row of the table's body: the pinned cells stay at the left edge, the menu at the right one, the others scroll. */
export class Row {
  readonly element: HTMLElement;
  readonly #before = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #after = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #first = new NumberCell();
  readonly #pinned: Cell[] = [];
  readonly #cells: Cell[] = [];
  readonly #action: HTMLElement;
  readonly #apply: HTMLButtonElement;
  readonly #menu: HTMLButtonElement;
  #gaps: Pick<ColumnWindow, "before" | "after"> = { before: -1, after: -1 };

  constructor() {
    // The grid holds the focus; the buttons are for the pointer, and the cell answers to Enter with the menu.
    const tool = (name: string, picture: IconName): HTMLButtonElement =>
      element(
        "button",
        { class: "row-tool", attributes: { type: "button", tabindex: "-1", "data-do": name } },
        icon(picture),
      );
    this.#apply = tool("apply", "apply");
    this.#menu = tool("menu", "more");
    this.#action = element(
      "div",
      { class: "cell cell-action", attributes: { role: "gridcell" } },
      this.#apply,
      this.#menu,
    );
    this.element = element(
      "div",
      { class: "row", attributes: { role: "row" } },
      this.#first.element,
      this.#before,
      this.#after,
      this.#action,
    );
  }

  show(content: RowContent): void {
    const { trial, position, columns, places, window, active } = content;
    const row = this.element;
    row.hidden = false;
    row.dataset.trial = String(trial.number);
    row.setAttribute("aria-rowindex", String(position + 2));
    row.setAttribute("aria-selected", String(content.selected));
    const look = `row${content.selected ? " row-selected" : ""}${content.best ? " row-best" : ""}${content.chosen ? " row-chosen" : ""}`;
    if (row.className !== look) row.className = look;
    row.style.setProperty("transform", `translateY(${content.top}px)`);
    const cell = (target: Cell, index: number): void =>
      target.show({
        column: columns[index]!,
        index,
        trial,
        width: places.widths[index]!,
        left: places.lefts[index] ?? null,
        id: active === index ? cellId(trial.number, index) : null,
      });
    cell(this.#first, 0);
    this.#first.mark(trial, content);
    this.#fit(this.#pinned, places.lefts.length - 1, this.#before);
    this.#fit(this.#cells, window.end - window.first, this.#after);
    for (let i = 0; i < this.#pinned.length; i++) cell(this.#pinned[i]!, i + 1);
    for (let i = 0; i < this.#cells.length; i++) cell(this.#cells[i]!, window.first + i);
    if (window.before !== this.#gaps.before) this.#before.style.setProperty("width", `${window.before}px`);
    if (window.after !== this.#gaps.after) this.#after.style.setProperty("width", `${window.after}px`);
    this.#gaps = window;
    this.#action.id = active === columns.length ? cellId(trial.number, columns.length) : "";
    this.#action.setAttribute("aria-colindex", String(columns.length + 1));
    this.#action.classList.toggle("cell-active", active === columns.length);
    this.#apply.hidden = !content.applicable;
    this.#apply.setAttribute("aria-label", t("Apply the values of trial {0}", trial.number));
    this.#menu.setAttribute("aria-label", t("Actions on trial {0}", trial.number));
  }

  hide(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    // A hidden row must not answer to the name of a cell that is shown elsewhere.
    for (const cell of [this.#first, ...this.#pinned, ...this.#cells]) cell.name(null);
    this.#action.id = "";
  }

  #fit(cells: Cell[], count: number, before: HTMLElement): void {
    while (cells.length > count) cells.pop()!.element.remove();
    while (cells.length < count) {
      const cell = new Cell();
      cells.push(cell);
      before.before(cell.element);
    }
  }
}

/** The name under which the grid points at its active cell. */
export function cellId(trial: number, column: number): string {
  return `cell-${trial}-${column}`;
}
