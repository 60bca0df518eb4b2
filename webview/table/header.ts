import type { ColumnOrder } from "../../src/core/protocol/panel.js";
import type { Column } from "../model/columns.js";
import { element, setShown, setText } from "../ui/element.js";
import { icon } from "../ui/icon.js";
import type { ColumnWindow } from "./layout.js";

export interface HeaderContent {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly window: ColumnWindow;
  readonly sort: readonly ColumnOrder[];
  /** The active column, where the titles are active. */
  readonly active: number | null;
}

/** The titles of the table; each sorts. Their elements stay, for one that is replaced under the pointer loses its click. */
export class HeaderRow {
  readonly element: HTMLElement;
  readonly #first = new Title();
  readonly #titles: Title[] = [];
  readonly #before = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #after = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #action = element(
    "div",
    { class: "cell cell-title cell-action", attributes: { role: "columnheader" } },
    element("span", { class: "unseen", text: "Apply" }),
  );

  constructor() {
    this.element = element(
      "div",
      { class: "row row-header", attributes: { role: "row", "aria-rowindex": "1" } },
      this.#first.element,
      this.#before,
      this.#after,
      this.#action,
    );
  }

  show(content: HeaderContent): void {
    const { columns, window, active } = content;
    this.#first.show(content, 0);
    while (this.#titles.length > window.end - window.first) this.#titles.pop()!.element.remove();
    while (this.#titles.length < window.end - window.first) {
      const title = new Title();
      this.#titles.push(title);
      this.#after.before(title.element);
    }
    for (const [i, title] of this.#titles.entries()) title.show(content, window.first + i);
    this.#before.style.setProperty("width", `${window.before}px`);
    this.#after.style.setProperty("width", `${window.after}px`);
    this.#action.id = titleId(columns.length);
    this.#action.setAttribute("aria-colindex", String(columns.length + 1));
    this.#action.classList.toggle("cell-active", active === columns.length);
  }
}

/** The name under which the grid points at a title. */
export function titleId(column: number): string {
  return `title-${column}`;
}

class Title {
  readonly #text = element("span", { class: "title-text" });
  readonly #up = icon("up");
  readonly #down = icon("down");
  readonly element = element("div", { attributes: { role: "columnheader" } }, this.#text, this.#up, this.#down);

  show({ columns, widths, sort, active }: HeaderContent, index: number): void {
    const column = columns[index]!;
    const order = sort.find((each) => each.column === column.id);
    const title = this.element;
    title.className = `cell cell-title cell-${column.kind}${active === index ? " cell-active" : ""}`;
    title.id = titleId(index);
    title.title = column.title;
    title.dataset.column = column.id;
    title.setAttribute("aria-colindex", String(index + 1));
    title.setAttribute("aria-sort", order === undefined ? "none" : order.descending ? "descending" : "ascending");
    title.style.setProperty("width", `${widths[index]!}px`);
    setText(this.#text, column.title);
    setShown(this.#up, order?.descending === false);
    setShown(this.#down, order?.descending === true);
  }
}
