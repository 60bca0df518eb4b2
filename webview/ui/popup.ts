import { element } from "./element.js";

/** Pixels between a popup and the edge of the page. */
const EDGE = 6;

export interface PopupPlace {
  /** Pixels from the page's left and top edge. */
  readonly x: number;
  readonly y: number;
}

/** The popup that is open; a second one takes its place. */
let present: Popup | null = null;

/** Something that floats over the page until it is closed: by Escape, by a press elsewhere, or by leaving it with Tab. */
export class Popup {
  readonly element: HTMLElement;
  readonly #back: HTMLElement;
  readonly #place: PopupPlace;
  readonly #closed: () => void;
  readonly #outside = (event: Event): void => {
    if (!(event.target instanceof Node && this.element.contains(event.target))) this.close("elsewhere");
  };

  /** @param back Where the focus goes when the popup is closed. */
  constructor(content: HTMLElement, place: PopupPlace, back: HTMLElement, closed: () => void = () => {}) {
    present?.close("elsewhere");
    present = this;
    this.#back = back;
    this.#place = place;
    this.#closed = closed;
    this.element = element("div", { class: "popup" }, content);
    document.body.append(this.element);
    this.place();
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && event.key !== "Tab") return;
      // Tab within a form goes from field to field; at its ends the popup closes.
      if (event.key === "Tab" && !this.#leaves(event)) return;
      event.preventDefault();
      event.stopPropagation();
      this.close("back");
    });
    document.addEventListener("pointerdown", this.#outside, true);
    window.addEventListener("blur", this.#outside);
  }

  /** Moves the popup into the page, where its size has changed. */
  place(): void {
    const { width, height } = this.element.getBoundingClientRect();
    const left = Math.max(EDGE, Math.min(this.#place.x, window.innerWidth - width - EDGE));
    const top = Math.max(EDGE, Math.min(this.#place.y, window.innerHeight - height - EDGE));
    this.element.style.setProperty("left", `${left}px`);
    this.element.style.setProperty("top", `${top}px`);
  }

  /** `back`: the focus returns to where it was; `elsewhere`: it has gone its own way. */
  close(focus: "back" | "elsewhere"): void {
    if (present !== this) return;
    present = null;
    document.removeEventListener("pointerdown", this.#outside, true);
    window.removeEventListener("blur", this.#outside);
    this.element.remove();
    if (focus === "back") this.#back.focus({ preventScroll: true });
    this.#closed();
  }

  #leaves(event: KeyboardEvent): boolean {
    const fields = [...this.element.querySelectorAll<HTMLElement>("input, button, textarea, [tabindex='0']")];
    const at = fields.indexOf(document.activeElement as HTMLElement);
    return event.shiftKey ? at <= 0 : at === fields.length - 1;
  }
}

/** Below an element, at its left edge. */
export function below(target: Element): PopupPlace {
  const { left, bottom } = target.getBoundingClientRect();
  return { x: left, y: bottom + 2 };
}
