import { t } from "../l10n/translation.js";
import { type ComparedRow, compareTrials } from "../model/comparison.js";
import type { StudyModel } from "../model/study-model.js";
import { element, setShown } from "../ui/element.js";
import { plainButton } from "../ui/fields.js";
import { icon } from "../ui/icon.js";

export interface CompareOptions {
  readonly onRemove: (trial: number) => void;
  /** The code of a trial is to be shown against that of another. */
  readonly onCode: (trial: number, other: number) => void;
  readonly onSelect: (trial: number) => void;
  /** Only what differs is to be shown, or all. */
  readonly onDiffering: (only: boolean) => void;
}

/** Trials beyond so many cannot be told apart side by side. */
const MOST = 12;

/** The chosen trials side by side, with what differs marked. */
export class CompareView {
  readonly element: HTMLElement;
  readonly #options: CompareOptions;
  readonly #table = element("table", { class: "compare-table" });
  readonly #note = element("p", { class: "muted", attributes: { hidden: "" } });
  readonly #only = element("input", { attributes: { type: "checkbox" } });
  #shown = "";

  constructor(options: CompareOptions) {
    this.#options = options;
    this.#only.addEventListener("change", () => options.onDiffering(this.#only.checked));
    this.element = element(
      "div",
      { class: "compare", attributes: { hidden: "" } },
      element("label", { class: "compare-only" }, this.#only, t("Only what differs")),
      this.#note,
      element(
        "div",
        { class: "compare-scroll", attributes: { tabindex: "0", role: "group", "aria-label": t("Compared trials") } },
        this.#table,
      ),
    );
  }

  /** @param only whether rows are left away in which the trials do not differ. */
  show(model: StudyModel, numbers: readonly number[], only: boolean): void {
    this.#only.checked = only;
    const shown = numbers.slice(0, MOST);
    const trials = shown.map((number) => model.study.trials[number]!);
    const groups = compareTrials(model, trials);
    setShown(this.#note, numbers.length > MOST);
    this.#note.textContent = t("The first {0} of {1} chosen trials.", MOST, numbers.length);
    // The table is made anew only where it differs: a selection of text in it survives.
    const key = JSON.stringify([shown, groups, only]);
    if (key === this.#shown) return;
    this.#shown = key;
    const bodies = groups.map(({ title, rows }) => {
      const kept = only ? rows.filter(({ differs }) => differs) : rows;
      const name = element("th", {
        class: "compare-group",
        text: title,
        attributes: { colspan: String(shown.length + 1), scope: "rowgroup" },
      });
      return kept.length === 0 ? null : element("tbody", {}, element("tr", {}, name), ...kept.map(drawRow));
    });
    this.#table.replaceChildren(
      element("thead", {}, element("tr", {}, element("td"), ...shown.map((number) => this.#head(number, shown[0]!)))),
      ...bodies.filter((body) => body !== null),
    );
  }

  #head(number: number, first: number): HTMLElement {
    const { onRemove, onCode, onSelect } = this.#options;
    const name = t("Trial {0}", number);
    const words = t("Code against trial {0}", first);
    const code =
      number === first
        ? null
        : plainButton({ label: words, class: "link", onPress: () => onCode(first, number) }, words);
    code?.setAttribute("aria-label", t("{0}: trial {1}", words, number));
    return element(
      "th",
      { attributes: { scope: "col" } },
      element(
        "span",
        { class: "compare-head" },
        plainButton({ label: name, class: "link compare-name", onPress: () => onSelect(number) }, name),
        plainButton(
          { label: t("Compare trial {0} no more", number), class: "chip-drop", onPress: () => onRemove(number) },
          icon("close"),
        ),
      ),
      code,
    );
  }
}

function drawRow({ label, kind, cells, differs }: ComparedRow): HTMLElement {
  return element(
    "tr",
    { class: `compare-${kind}${differs ? " compare-differs" : ""}` },
    element(
      "th",
      { attributes: { scope: "row", title: label } },
      label,
      differs ? element("span", { class: "unseen", text: t(", differs") }) : null,
    ),
    ...cells.map(({ text, full, best }) =>
      element(
        "td",
        { class: best && differs ? "compare-best" : "", attributes: { title: full } },
        text === "" ? "–" : text,
        best && differs ? element("span", { class: "unseen", text: t(", the best") }) : null,
      ),
    ),
  );
}
