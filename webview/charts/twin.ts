import { t } from "../l10n/translation.js";
import { element, setShown } from "../ui/element.js";

/** What a chart shows, in words and numbers. */
export interface Twin {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many rows there are in all, where `rows` has the first of them alone. */
  readonly count?: number;
}

/** More rows than these are looked at in the table of trials. */
const MOST = 300;

/** A row for each item; of very many only those that are shown are spelled. */
export function rowsOf<Item>(
  items: readonly Item[],
  cells: (item: Item, place: number) => readonly string[],
): Pick<Twin, "rows" | "count"> {
  return { rows: items.slice(0, MOST).map(cells), count: items.length };
}

/** The table that stands for a chart; it is made when somebody looks at it. */
export class TwinTable {
  readonly element: HTMLElement;
  #key = "";
  readonly #title: string;
  readonly #twin: () => Twin;

  constructor(title: string, twin: () => Twin) {
    this.#title = title;
    this.#twin = twin;
    this.element = element("div", {
      class: "twin",
      attributes: { tabindex: "0", role: "region", "aria-label": t("{0}, as a table", title) },
    });
    setShown(this.element, false);
  }

  /** Shows the table as the chart is now, or hides it. */
  show(shown: boolean): void {
    setShown(this.element, shown);
    if (shown) this.#draw();
  }

  #draw(): void {
    const { columns, rows, count = rows.length } = this.#twin();
    const shown = rows.slice(0, MOST);
    const key = JSON.stringify([columns, shown, count]);
    if (key === this.#key) return;
    this.#key = key;
    const titles = columns.map((column) => element("th", { text: column, attributes: { scope: "col" } }));
    const lines = shown.map((row) => element("tr", {}, ...row.map((cell) => element("td", { text: cell }))));
    this.element.replaceChildren(
      element(
        "table",
        {},
        element("caption", { class: "unseen", text: this.#title }),
        element("thead", {}, element("tr", {}, ...titles)),
        element("tbody", {}, ...lines),
      ),
      ...(count > MOST
        ? [
            element("p", {
              class: "muted",
              text: t("The first {0} of {1} rows.", MOST, count.toLocaleString("en")),
            }),
          ]
        : []),
    );
  }
}
