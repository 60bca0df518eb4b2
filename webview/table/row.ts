import type { Trial } from "../../src/core/study/trial.js";
import type { Column } from "../model/columns.js";
import { element } from "../ui/element.js";
import { icon } from "../ui/icon.js";
import { Cell } from "./cells.js";
import type { ColumnWindow } from "./layout.js";

export interface RowContent {
  readonly trial: Trial;
  /** Position among all rows, from 0. */
  readonly position: number;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly window: ColumnWindow;
  readonly selected: boolean;
  readonly best: boolean;
  /** The active column, where this is the active row. */
  readonly active: number | null;
  /** Whether the trial's values can be written into the code. */
  readonly applicable: boolean;
}

/** A row of the table's body: the first cell stays at the left edge, the action at the right one, the others scroll. */
export class Row {
  readonly element: HTMLElement;
  readonly #before = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #after = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #first = new Cell();
  readonly #cells: Cell[] = [];
  readonly #action: HTMLElement;
  readonly #button: HTMLButtonElement;
  #gaps: Pick<ColumnWindow, "before" | "after"> = { before: -1, after: -1 };

  constructor() {
    // The grid holds the focus; the button is for the pointer, and its cell answers to Enter.
    this.#button = element(
      "button",
      { class: "row-apply", attributes: { type: "button", tabindex: "-1" } },
      icon("apply"),
    );
    this.#action = element("div", { class: "cell cell-action", attributes: { role: "gridcell" } }, this.#button);
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
    const { trial, position, columns, widths, window, active } = content;
    const row = this.element;
    row.hidden = false;
    row.dataset.trial = String(trial.number);
    row.setAttribute("aria-rowindex", String(position + 2));
    row.setAttribute("aria-selected", String(content.selected));
    const look = `row${content.selected ? " row-selected" : ""}${content.best ? " row-best" : ""}`;
    if (row.className !== look) row.className = look;
    row.style.setProperty("transform", `translateY(${content.top}px)`);
    const cell = (target: Cell, index: number): void =>
      target.show({
        column: columns[index]!,
        index,
        trial,
        width: widths[index]!,
        id: active === index ? cellId(trial.number, index) : null,
      });
    cell(this.#first, 0);
    this.#fit(window.end - window.first);
    for (let i = 0; i < this.#cells.length; i++) cell(this.#cells[i]!, window.first + i);
    if (window.before !== this.#gaps.before) this.#before.style.setProperty("width", `${window.before}px`);
    if (window.after !== this.#gaps.after) this.#after.style.setProperty("width", `${window.after}px`);
    this.#gaps = window;
    this.#action.id = active === columns.length ? cellId(trial.number, columns.length) : "";
    this.#action.setAttribute("aria-colindex", String(columns.length + 1));
    this.#action.classList.toggle("cell-active", active === columns.length);
    this.#button.hidden = !content.applicable;
    this.#button.setAttribute("aria-label", `Apply the values of trial ${trial.number}`);
  }

  hide(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    // A hidden row must not answer to the name of a cell that is shown elsewhere.
    for (const cell of [this.#first, ...this.#cells]) cell.name(null);
    this.#action.id = "";
  }

  #fit(count: number): void {
    while (this.#cells.length > count) this.#cells.pop()!.element.remove();
    while (this.#cells.length < count) {
      const cell = new Cell();
      this.#cells.push(cell);
      this.#after.before(cell.element);
    }
  }
}

/** The name under which the grid points at its active cell. */
export function cellId(trial: number, column: number): string {
  return `cell-${trial}-${column}`;
}
