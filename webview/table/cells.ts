import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { Column } from "../model/columns.js";
import { element } from "../ui/element.js";
import { icon } from "../ui/icon.js";

export interface CellContent {
  readonly column: Column;
  readonly index: number;
  readonly trial: Trial;
  readonly width: number;
  /** Pixels from the left edge where the cell stays while others scroll; null for one that scrolls. */
  readonly left: number | null;
  /** The name that the grid points at; null for all cells but the active one. */
  readonly id: string | null;
}

/** A cell of the table's body, used again for other trials and columns. It remembers what it shows: reading that back is slow. */
export class Cell {
  readonly element = element("div", { class: "cell", attributes: { role: "gridcell" } });
  /** One for good: a new text would have the cell's style be worked out again. */
  protected readonly text = document.createTextNode("");
  #text = "";
  #look = "cell";
  #index = -1;
  #width = -1;
  #left: number | null = null;
  #id: string | null = null;

  constructor() {
    this.element.append(this.text);
  }

  show({ column, index, trial, width, left, id }: CellContent): void {
    const cell = this.element;
    const text = column.text(trial);
    if (text !== this.#text) this.text.data = text;
    this.#text = text;
    const state = column.kind === "state" ? ` state-${trial.outcome.kind}` : "";
    const look = `cell cell-${column.kind}${state}${left === null ? "" : " cell-pinned"}${id === null ? "" : " cell-active"}`;
    if (look !== this.#look) cell.className = look;
    this.#look = look;
    if (index !== this.#index) cell.setAttribute("aria-colindex", String(index + 1));
    this.#index = index;
    if (width !== this.#width) cell.style.setProperty("width", `${width}px`);
    this.#width = width;
    if (left !== this.#left) cell.style.setProperty("left", left === null ? "auto" : `${left}px`);
    this.#left = left;
    this.name(id);
  }

  name(id: string | null): void {
    if (id === this.#id) return;
    this.#id = id;
    this.element.id = id ?? "";
  }
}

/** The first cell of a row: the trial's number, with the box that chooses it for a comparison and its star. */
export class NumberCell extends Cell {
  readonly #choose = element("button", {
    class: "row-choose",
    attributes: { type: "button", tabindex: "-1", "data-do": "choose" },
  });
  readonly #star = element(
    "button",
    { class: "row-star", attributes: { type: "button", tabindex: "-1", "data-do": "star" } },
    icon("star"),
  );
  #marks = "";

  constructor() {
    super();
    // The grid holds the focus; the buttons are for the pointer, and keys of the grid do the same.
    this.element.append(this.#choose, this.#star, element("span", { class: "cell-text" }, this.text));
  }

  mark(trial: Trial, { chosen, starred }: { readonly chosen: boolean; readonly starred: boolean }): void {
    const key = `${trial.number} ${chosen} ${starred}`;
    if (key === this.#marks) return;
    this.#marks = key;
    this.#choose.setAttribute("aria-pressed", String(chosen));
    this.#choose.setAttribute("aria-label", t("Compare trial {0}", trial.number));
    this.#star.setAttribute("aria-pressed", String(starred));
    this.#star.setAttribute("aria-label", t("Star trial {0}", trial.number));
    const said = [
      `${trial.number}`,
      ...(starred ? [t("starred")] : []),
      ...(chosen ? [t("chosen to be compared")] : []),
    ];
    this.element.setAttribute("aria-label", said.join(", "));
  }
}
