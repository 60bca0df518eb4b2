import { t } from "../l10n/translation.js";
import { element, setText } from "./element.js";

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly title: string;
}

/** A strip of tabs over one panel whose content follows: arrows walk, and show at once what they come to. */
export class Tabs<Id extends string> {
  readonly element = element("div", { class: "tabs", attributes: { role: "tablist", "aria-label": t("Views") } });
  readonly panel = element("div", { class: "tab-panel", attributes: { role: "tabpanel", id: "tab-panel" } });
  readonly #tabs: readonly Tab<Id>[];
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #badges: readonly HTMLElement[];
  readonly #onChange: (id: Id) => void;

  constructor(tabs: readonly Tab<Id>[], onChange: (id: Id) => void) {
    this.#tabs = tabs;
    this.#onChange = onChange;
    this.#badges = tabs.map(() => element("span", { class: "tab-badge" }));
    this.#buttons = tabs.map(({ id, title }, i) => {
      const made = element(
        "button",
        {
          class: "tab",
          attributes: { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": "tab-panel" },
        },
        title,
        this.#badges[i]!,
      );
      made.addEventListener("click", () => onChange(id));
      made.addEventListener("keydown", (event) => this.#key(event, i));
      return made;
    });
    this.element.append(...this.#buttons);
  }

  /** Shows which tab is chosen; nothing is reported. */
  choose(chosen: Id): void {
    for (const [i, { id }] of this.#tabs.entries()) {
      const made = this.#buttons[i]!;
      made.setAttribute("aria-selected", String(id === chosen));
      made.tabIndex = id === chosen ? 0 : -1;
      this.panel.classList.toggle(`show-${id}`, id === chosen);
    }
    this.panel.setAttribute("aria-labelledby", `tab-${chosen}`);
  }

  /** A number beside a tab's title; empty for none. */
  badge(id: Id, text: string): void {
    const place = this.#tabs.findIndex((tab) => tab.id === id);
    if (place >= 0) setText(this.#badges[place]!, text);
  }

  #key(event: KeyboardEvent, at: number): void {
    const last = this.#tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    this.#buttons[to]!.focus();
    this.#onChange(this.#tabs[to]!.id);
  }
}
