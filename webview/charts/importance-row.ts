import { shareText } from "../model/importance.js";
import { vector } from "../ui/element.js";
import { cut } from "./text-width.js";

/** Pixels of a row. */
export const ROW = 34;

export interface RowContent {
  readonly share: number;
  /** Pixels of the bar, of the row, and from the top. */
  readonly length: number;
  readonly width: number;
  readonly top: number;
}

/** The bar of a parameter with its name and share. It stays the same element while trials come in, so that no press is lost. */
export class ImportanceRow {
  readonly element: SVGElement;
  readonly #name: string;
  readonly #named: SVGElement;
  readonly #title = vector("text", { class: "row-name", x: 0, y: 11 });
  readonly #number = vector("text", { class: "row-value", y: 11, "text-anchor": "end" });
  readonly #track = vector("rect", { class: "bar-track", x: 0, y: 18, height: 5, rx: 2.5 });
  readonly #bar = vector("rect", { class: "bar-value", x: 0, y: 18, height: 5, rx: 2.5 });
  /** All of the row takes the pointer, its gaps as well. */
  readonly #area = vector("rect", { class: "brush-area", x: 0, y: -2, height: ROW - 4 });

  /** `onPress` shows more of the parameter; null where the row is not one of a parameter. */
  constructor(name: string, onPress: (() => void) | null) {
    this.#name = name;
    this.element = vector("g", { role: "listitem" });
    this.#named = onPress === null ? this.element : vector("g", { class: "row-button", role: "button", tabindex: 0 });
    // The space is not drawn; without it the two texts would be one word to those who speak what they see.
    const parts = [this.#title, " ", this.#number, this.#track, this.#bar];
    this.#named.append(...(onPress === null ? [] : [this.#area]), ...parts);
    if (onPress === null) return;
    this.element.append(this.#named);
    this.#named.addEventListener("click", onPress);
    this.#named.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onPress();
    });
  }

  show({ share, length, width, top }: RowContent): void {
    this.element.setAttribute("transform", `translate(0,${top})`);
    this.#named.setAttribute("aria-label", `${this.#name} ${shareText(share)}`);
    this.#title.textContent = cut(this.#name, width - 46, 12);
    this.#number.textContent = shareText(share);
    this.#number.setAttribute("x", String(width));
    this.#bar.setAttribute("width", String(Math.max(length, 2)));
    for (const wide of [this.#track, this.#area]) wide.setAttribute("width", String(width));
  }

  focus(): void {
    this.#named.focus({ preventScroll: true });
  }
}
