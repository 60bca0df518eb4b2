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
  #last: (() => void) | null = null;

  constructor(options: CompareOptions) {
    this.#options = options;
    this.#only.addEventListener("change", () => this.#last?.());
    this.element = element(
      "div",
      { class: "compare", attributes: { hidden: "" } },
      element("label", { class: "compare-only" }, this.#only, "Only what differs"),
      this.#note,
      element(
        "div",
        { class: "compare-scroll", attributes: { tabindex: "0", role: "group", "aria-label": "Compared trials" } },
        this.#table,
      ),
    );
  }

  show(model: StudyModel, numbers: readonly number[]): void {
    this.#last = () => this.show(model, numbers);
    const shown = numbers.slice(0, MOST);
    const trials = shown.map((number) => model.study.trials[number]!);
    const groups = compareTrials(model, trials);
    const only = this.#only.checked;
    setShown(this.#note, numbers.length > MOST);
    this.#note.textContent = `The first ${MOST} of ${numbers.length} chosen trials.`;
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
    const name = `Trial ${number}`;
    const code =
      number === first
        ? null
        : plainButton(
            { label: "Code", class: "link", onPress: () => onCode(first, number) },
            element("span", { text: `Code against trial ${first}` }),
          );
    code?.setAttribute("aria-label", `Compare the code of trial ${number} with that of trial ${first}`);
    return element(
      "th",
      { attributes: { scope: "col" } },
      element(
        "span",
        { class: "compare-head" },
        plainButton({ label: name, class: "link compare-name", onPress: () => onSelect(number) }, name),
        plainButton(
          { label: `Compare trial ${number} no more`, class: "chip-drop", onPress: () => onRemove(number) },
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
      differs ? element("span", { class: "unseen", text: ", differs" }) : null,
    ),
    ...cells.map(({ text, full, best }) =>
      element(
        "td",
        { class: best && differs ? "compare-best" : "", attributes: { title: full } },
        text === "" ? "–" : text,
        best && differs ? element("span", { class: "unseen", text: ", the best" }) : null,
      ),
    ),
  );
}
