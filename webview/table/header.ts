import type { ColumnOrder } from "../../src/core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import type { Column } from "../model/columns.js";
import { element, setShown, setText } from "../ui/element.js";
import { icon } from "../ui/icon.js";
import type { ColumnWindow, Places } from "./layout.js";

export interface HeaderContent {
  readonly columns: readonly Column[];
  readonly places: Places;
  readonly window: ColumnWindow;
  readonly sort: readonly ColumnOrder[];
  /** Ids of the columns that are filtered by. */
  readonly filtered: ReadonlySet<string>;
  /** The active column, where the titles are active. */
  readonly active: number | null;
}

/** The titles of the table; each sorts. Their elements stay, for one that is replaced under the pointer loses its click. */
export class HeaderRow {
  readonly element: HTMLElement;
  readonly #pinned: Title[] = [];
  readonly #titles: Title[] = [];
  readonly #before = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #after = element("div", { class: "gap", attributes: { role: "presentation" } });
  readonly #action = element(
    "div",
    { class: "cell cell-title cell-action", attributes: { role: "columnheader" } },
    element("span", { class: "unseen", text: t("Actions") }),
  );

  constructor() {
    this.element = element(
      "div",
      { class: "row row-header", attributes: { role: "row", "aria-rowindex": "1" } },
      this.#before,
      this.#after,
      this.#action,
    );
  }

  show(content: HeaderContent): void {
    const { columns, window, places, active } = content;
    fitTitles(this.#pinned, places.lefts.length, this.#before);
    fitTitles(this.#titles, window.end - window.first, this.#after);
    for (const [i, title] of this.#pinned.entries()) title.show(content, i);
    for (const [i, title] of this.#titles.entries()) title.show(content, window.first + i);
    this.#before.style.setProperty("width", `${window.before}px`);
    this.#after.style.setProperty("width", `${window.after}px`);
    this.#action.id = titleId(columns.length);
    this.#action.setAttribute("aria-colindex", String(columns.length + 1));
    this.#action.classList.toggle("cell-active", active === columns.length);
  }
}

function fitTitles(titles: Title[], count: number, before: HTMLElement): void {
  while (titles.length > count) titles.pop()!.element.remove();
  while (titles.length < count) {
    const title = new Title();
    titles.push(title);
    before.before(title.element);
  }
}

/** The name under which the grid points at a title. */
export function titleId(column: number): string {
  return `title-${column}`;
}

class Title {
  readonly #text = element("span", { class: "title-text" });
  readonly #filter = icon("filter");
  readonly #up = icon("up");
  readonly #down = icon("down");
  /** The place of the column in an order by several. */
  readonly #rank = element("span", { class: "title-rank", attributes: { "aria-hidden": "true" } });
  readonly #grip = element("span", { class: "title-grip", attributes: { "aria-hidden": "true" } });
  readonly element = element(
    "div",
    { attributes: { role: "columnheader" } },
    this.#text,
    this.#filter,
    this.#up,
    this.#down,
    this.#rank,
    this.#grip,
  );

  show({ columns, places, sort, filtered, active }: HeaderContent, index: number): void {
    const column = columns[index]!;
    const rank = sort.findIndex((each) => each.column === column.id);
    const order = sort[rank];
    const title = this.element;
    const left = places.lefts[index];
    title.className = `cell cell-title cell-${column.kind}${left === undefined ? "" : " cell-pinned"}${active === index ? " cell-active" : ""}`;
    title.id = titleId(index);
    title.title = column.title;
    title.dataset.column = column.id;
    title.setAttribute("aria-colindex", String(index + 1));
    title.setAttribute("aria-sort", order === undefined ? "none" : order.descending ? "descending" : "ascending");
    title.style.setProperty("width", `${places.widths[index]!}px`);
    title.style.setProperty("left", left === undefined ? "auto" : `${left}px`);
    setText(this.#text, column.title);
    setShown(this.#filter, filtered.has(column.id));
    setShown(this.#up, order?.descending === false);
    setShown(this.#down, order?.descending === true);
    setText(this.#rank, order !== undefined && sort.length > 1 ? String(rank + 1) : "");
  }
}
