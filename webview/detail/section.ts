import { element, setShown, setText } from "../ui/element.js";

export interface SectionOptions {
  /** Whether it is open while nobody has said otherwise. */
  readonly open: boolean;
  readonly onFold: (open: boolean) => void;
}

/** A part of the detail that folds, and stays as a person has left it. */
export class Section {
  readonly element: HTMLDetailsElement;
  readonly #note = element("span", { class: "muted" });

  readonly #options: SectionOptions;

  constructor(title: string, content: HTMLElement, options: SectionOptions) {
    this.#options = options;
    const summary = element("summary", {}, element("span", { class: "detail-title", text: title }), this.#note);
    this.element = element("details", { class: "detail-section" }, summary, content);
    this.element.open = options.open;
    // The click comes before the part folds, from the keyboard too; the event that tells of it comes too late for the next frame.
    summary.addEventListener("click", () => options.onFold(!this.element.open));
  }

  /** Opens or closes the part; undefined: as it is while nobody has said otherwise. */
  fold(open: boolean | undefined): void {
    this.element.open = open ?? this.#options.open;
  }

  /** A few words beside the title; the part is hidden where it has nothing to show. */
  show(note: string, shown: boolean): void {
    setText(this.#note, note);
    setShown(this.element, shown);
  }
}
