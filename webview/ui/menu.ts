import { t } from "../l10n/translation.js";
import { element } from "./element.js";
import { Popup, type PopupPlace } from "./popup.js";

export type MenuEntry =
  | {
      readonly kind: "item";
      readonly label: string;
      /** A key that does the same. */
      readonly hint?: string;
      /** Whether a choice is taken; absent for what is none. Such an entry leaves the menu open. */
      readonly checked?: boolean;
      /** Why it cannot be done now; null where it can. */
      readonly disabled?: string | null;
      readonly onPress: () => void;
    }
  /** Its entries take the place of these. */
  | { readonly kind: "menu"; readonly label: string; readonly entries: () => readonly MenuEntry[] }
  | { readonly kind: "line" };

export interface MenuOptions {
  readonly label: string;
  /** Asked again after each choice that leaves the menu open. */
  readonly entries: () => readonly MenuEntry[];
  readonly place: PopupPlace;
  /** Where the focus returns to. */
  readonly back: HTMLElement;
}

/** Opens a menu as ARIA's pattern has it: arrows move, letters jump, Enter and Space choose, Escape leaves. */
export function openMenu(options: MenuOptions): void {
  const menu = element("div", { class: "menu", attributes: { role: "menu", "aria-label": options.label } });
  const popup = new Popup(menu, options.place, options.back);
  /** The entries to go back to, the outermost first. */
  const above: (() => readonly MenuEntry[])[] = [];
  let entries = options.entries;

  const items = (): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const focus = (position: number): void => {
    const all = items();
    all[(position + all.length) % all.length]?.focus();
  };
  const fill = (position: number): void => {
    const back: MenuEntry[] =
      above.length > 0 ? [{ kind: "item", label: t("Back"), onPress: leave }, { kind: "line" }] : [];
    menu.replaceChildren(...[...back, ...entries()].map(draw));
    popup.place();
    focus(position);
  };
  const leave = (): void => {
    entries = above.pop() ?? options.entries;
    fill(0);
  };

  function draw(entry: MenuEntry): HTMLElement {
    if (entry.kind === "line") return element("div", { class: "menu-line", attributes: { role: "separator" } });
    const checked = entry.kind === "item" ? entry.checked : undefined;
    const disabled = entry.kind === "item" ? (entry.disabled ?? null) : null;
    const isBack = entry.kind === "item" && entry.onPress === leave;
    const item = element(
      "div",
      {
        class: "menu-item",
        attributes: {
          role: checked === undefined ? "menuitem" : "menuitemcheckbox",
          tabindex: "-1",
          ...(checked === undefined ? {} : { "aria-checked": String(checked) }),
          ...(disabled === null ? {} : { "aria-disabled": "true", title: disabled }),
          ...(entry.kind === "menu" ? { "aria-haspopup": "menu" } : {}),
        },
      },
      element("span", {
        class: "menu-sign",
        text: isBack ? "‹" : checked === true ? "✓" : "",
        attributes: { "aria-hidden": "true" },
      }),
      element("span", { class: "menu-label", text: entry.label }),
      element("span", {
        class: "menu-hint",
        text: entry.kind === "menu" ? "›" : (entry.hint ?? ""),
        attributes: { "aria-hidden": "true" },
      }),
    );
    item.addEventListener("click", () => press(entry, item));
    item.addEventListener("pointermove", () => item.focus({ preventScroll: true }));
    return item;
  }

  function press(entry: Exclude<MenuEntry, { kind: "line" }>, item: HTMLElement): void {
    if (entry.kind === "menu") {
      above.push(entries);
      entries = entry.entries;
      fill(2);
      return;
    }
    if ((entry.disabled ?? null) !== null) return;
    const position = items().indexOf(item);
    if (entry.onPress === leave) {
      leave();
      return;
    }
    if (entry.checked === undefined) popup.close("back");
    entry.onPress();
    if (entry.checked !== undefined) fill(position);
  }

  menu.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = step[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === "ArrowLeft" && above.length > 0) leave();
    else if (event.key === "ArrowRight" && all[at]?.hasAttribute("aria-haspopup")) all[at]?.click();
    else if (event.key === "Enter" || event.key === " ") all[at]?.click();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const letter = event.key.toLowerCase();
      const found = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((item) =>
        item.querySelector(".menu-label")?.textContent?.toLowerCase().startsWith(letter),
      );
      found?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  fill(0);
}
