import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import type { Column } from "../model/columns.js";
import { filterOf } from "../model/filter.js";
import { filterText } from "../model/filter-text.js";
import { element, setShown, setText } from "../ui/element.js";
import { plainButton, textField } from "../ui/fields.js";
import { icon } from "../ui/icon.js";

export interface ToolbarOptions {
  readonly onText: (text: string) => void;
  readonly onFilterMenu: (button: HTMLElement) => void;
  /** A chip was pressed: its filter is to be changed. */
  readonly onEdit: (filter: TrialFilter, chip: HTMLElement) => void;
  readonly onDrop: (filter: TrialFilter) => void;
  readonly onClear: () => void;
  readonly onCompare: () => void;
  readonly onChooseNone: () => void;
  readonly onColumns: (button: HTMLElement) => void;
  readonly onExport: (button: HTMLElement) => void;
}

export interface ToolbarContent {
  readonly filters: readonly TrialFilter[];
  readonly columns: readonly Column[];
  readonly shown: number;
  readonly total: number;
  readonly chosen: number;
  readonly comparing: boolean;
}

/** What stands over the table: search, filters, how many trials pass them, and what can be done with all of it. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #search;
  readonly #count = element("span", { class: "muted", attributes: { role: "status" } });
  readonly #chips = element("div", { class: "chips", attributes: { role: "list", "aria-label": t("Filters") } });
  readonly #compare: HTMLButtonElement;
  readonly #none: HTMLButtonElement;
  readonly #filter: HTMLButtonElement;
  readonly #columns: HTMLButtonElement;
  readonly #compareLabel = element("span");
  readonly #options: ToolbarOptions;
  #drawn = "";

  constructor(options: ToolbarOptions) {
    this.#options = options;
    this.#search = textField({
      ...{ label: t("Search in the trials"), placeholder: t("Search"), kind: "search", tell: "typing" },
      onChange: options.onText,
    });
    const tool = (label: string, picture: Parameters<typeof icon>[0], onPress: (button: HTMLElement) => void) => {
      const made = plainButton({ label, class: "plain-button", onPress }, icon(picture), label);
      made.setAttribute("aria-haspopup", "menu");
      return made;
    };
    this.#filter = tool(t("Filter"), "filter", options.onFilterMenu);
    this.#columns = tool(t("Columns"), "columns", options.onColumns);
    this.#compare = plainButton(
      { label: t("Compare"), class: "plain-button", onPress: options.onCompare },
      icon("compare"),
      this.#compareLabel,
    );
    this.#compare.removeAttribute("aria-label");
    this.#compare.removeAttribute("title");
    this.#none = plainButton(
      { label: t("Choose no trials"), class: "plain-button", onPress: options.onChooseNone },
      icon("close"),
    );
    this.element = element(
      "div",
      { class: "toolbar" },
      element(
        "div",
        { class: "toolbar-line" },
        element("h2", { text: t("Trials"), attributes: { id: "trials-title" } }),
        this.#count,
        this.#search.element,
        this.#filter,
        element("span", { class: "toolbar-gap" }),
        element("span", { class: "toolbar-pair" }, this.#compare, this.#none),
        this.#columns,
        tool(t("Export"), "export", options.onExport),
      ),
      this.#chips,
    );
  }

  show({ filters, columns, shown, total, chosen, comparing }: ToolbarContent): void {
    const all = total.toLocaleString("en");
    setText(this.#count, shown === total ? all : t("{0} of {1}", shown.toLocaleString("en"), all));
    const text = filterOf(filters, null);
    this.#search.set(text?.kind === "text" ? text.text : "");
    setText(
      this.#compareLabel,
      comparing ? t("Back to the table") : chosen < 2 ? t("Compare") : t("Compare {0}", chosen),
    );
    this.#compare.disabled = chosen < 2 && !comparing;
    this.#compare.title =
      chosen < 2 && !comparing ? t("Choose two trials or more by the boxes before their numbers.") : "";
    setShown(this.#none, chosen > 0);
    setShown(this.#search.element, !comparing);
    setShown(this.#filter, !comparing);
    setShown(this.#columns, !comparing);
    setShown(this.#chips, !comparing && filters.some((filter) => filter.kind !== "text"));
    const key = JSON.stringify([filters, columns.map(({ id, title }) => [id, title])]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.#drawChips(filters, columns);
  }

  #drawChips(filters: readonly TrialFilter[], columns: readonly Column[]): void {
    const chips = filters.flatMap((filter) => {
      // The text stands in its own field.
      const words = filter.kind === "text" ? null : filterText(filter, columns);
      if (words === null) return [];
      const edit = plainButton(
        { label: words, class: "chip-text", onPress: (chip) => this.#options.onEdit(filter, chip) },
        words,
      );
      const drop = plainButton(
        { label: t("Remove the filter {0}", words), class: "chip-drop", onPress: () => this.#options.onDrop(filter) },
        icon("close"),
      );
      return [element("span", { class: "chip", attributes: { role: "listitem" } }, edit, drop)];
    });
    const clear = plainButton({ label: t("Clear all"), class: "link", onPress: this.#options.onClear }, t("Clear all"));
    this.#chips.replaceChildren(
      ...chips,
      ...(chips.length > 1 ? [element("span", { attributes: { role: "listitem" } }, clear)] : []),
    );
  }
}
