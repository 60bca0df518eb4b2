import { cleanTags, type Mark, type MarkChange } from "../../src/core/study/marks.js";
import { t } from "../l10n/translation.js";
import { element } from "../ui/element.js";
import { textField } from "../ui/fields.js";

/** Tags and note of a trial, to be written. What is typed is kept when the field is left. */
export class MarksForm {
  readonly element: HTMLElement;
  readonly #tags;
  readonly #note = element("textarea", {
    class: "field note-field",
    attributes: { rows: "3", "aria-label": t("Note"), placeholder: t("A note, kept with the study") },
  });
  readonly #known = element("datalist", { attributes: { id: "known-tags" } });
  #offered = "";
  #trial: number | null = null;

  constructor(onChange: (trial: number, change: MarkChange) => void) {
    const change = (part: MarkChange): void => {
      if (this.#trial !== null) onChange(this.#trial, part);
    };
    this.#tags = textField({
      ...{ label: t("Tags, parted by commas"), placeholder: t("Tags, parted by commas"), tell: "finished" },
      onChange: (text) => change({ tags: cleanTags(text.split(",")) }),
    });
    this.#tags.element.setAttribute("list", "known-tags");
    this.#note.addEventListener("change", () => change({ note: this.#note.value.trimEnd() }));
    this.element = element("div", { class: "marks-form" }, this.#tags.element, this.#known, this.#note);
  }

  focus(): void {
    this.#tags.element.focus();
  }

  show(trial: number, { tags, note }: Mark, known: readonly string[]): void {
    const other = trial !== this.#trial;
    // What was typed for another trial was told when its field was left.
    if (other && this.element.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
    this.#trial = trial;
    this.#tags.set(tags.join(", "));
    if (this.#note.value !== note && document.activeElement !== this.#note) this.#note.value = note;
    const key = known.join("\n");
    if (key === this.#offered) return;
    this.#offered = key;
    this.#known.replaceChildren(...known.map((tag) => element("option", { attributes: { value: tag } })));
  }
}
