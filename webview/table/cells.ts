import type { Trial } from "../../src/core/study/trial.js";
import type { Column } from "../model/columns.js";
import { element } from "../ui/element.js";

export interface CellContent {
  readonly column: Column;
  readonly index: number;
  readonly trial: Trial;
  readonly width: number;
  /** The name that the grid points at; null for all cells but the active one. */
  readonly id: string | null;
}

/** A cell of the table's body, used again for other trials and columns. It remembers what it shows: reading that back is slow. */
export class Cell {
  readonly element = element("div", { class: "cell", attributes: { role: "gridcell" } });
  #text = "";
  #look = "cell";
  #index = -1;
  #width = -1;
  #id: string | null = null;

  show({ column, index, trial, width, id }: CellContent): void {
    const cell = this.element;
    const text = column.text(trial);
    if (text !== this.#text) cell.textContent = text;
    this.#text = text;
    const state = column.kind === "state" ? ` state-${trial.outcome.kind}` : "";
    const look = `cell cell-${column.kind}${state}${id === null ? "" : " cell-active"}`;
    if (look !== this.#look) cell.className = look;
    this.#look = look;
    if (index !== this.#index) cell.setAttribute("aria-colindex", String(index + 1));
    this.#index = index;
    if (width !== this.#width) cell.style.setProperty("width", `${width}px`);
    this.#width = width;
    this.name(id);
  }

  name(id: string | null): void {
    if (id === this.#id) return;
    this.#id = id;
    this.element.id = id ?? "";
  }
}
