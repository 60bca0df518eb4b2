import { element, setShown, setText } from "../ui/element.js";

/** A part of the detail that folds, and stays as a person has left it from trial to trial. */
export class Section {
  readonly element: HTMLDetailsElement;
  readonly #note = element("span", { class: "muted" });

  constructor(title: string, content: HTMLElement, options: { readonly open: boolean }) {
    this.element = element(
      "details",
      { class: "detail-section" },
      element("summary", {}, element("span", { class: "detail-title", text: title }), this.#note),
      content,
    );
    this.element.open = options.open;
  }

  get open(): boolean {
    return this.element.open;
  }

  /** A few words beside the title; the part is hidden where it has nothing to show. */
  show(note: string, shown: boolean): void {
    setText(this.#note, note);
    setShown(this.element, shown);
  }
}
