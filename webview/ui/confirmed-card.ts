import { formatDifference, formatNumber } from "../../src/core/format/number.js";
import type { Confirmed } from "../../src/core/study/confirm.js";
import { isBetter } from "../../src/core/study/order.js";
import type { StudyModel } from "../model/study-model.js";
import { element, setShown, setText } from "./element.js";
import { plainButton } from "./fields.js";

/** How good the best trials are by their repeats: the best of many noisy values is better than it is worth. */
export class ConfirmedCard {
  readonly element: HTMLElement;
  readonly #sentence = element("p", { class: "sentence" });
  readonly #rows = element("tbody");
  readonly #onSelect: (trial: number) => void;
  #shown = "";

  constructor(onSelect: (trial: number) => void) {
    this.#onSelect = onSelect;
    const head = ["Trial", "Found with", "Repeats", "Mean", "Standard error", "Luck"];
    this.element = element(
      "section",
      { class: "confirmed", attributes: { "aria-labelledby": "confirmed-title", hidden: "" } },
      element(
        "header",
        { class: "section-header" },
        element("h2", { text: "How good the winner is", attributes: { id: "confirmed-title" } }),
      ),
      this.#sentence,
      element(
        "table",
        { class: "confirmed-table" },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ...head.map((text) => element("th", { class: "confirmed-head", text, attributes: { scope: "col" } })),
          ),
        ),
        this.#rows,
      ),
    );
  }

  show(model: StudyModel, confirmed: readonly Confirmed[]): void {
    setShown(this.element, confirmed.length > 0);
    const key = JSON.stringify([confirmed, model.summary.best?.number]);
    if (key === this.#shown) return;
    this.#shown = key;
    setText(this.#sentence, confirmedSentence(model, confirmed));
    this.#rows.replaceChildren(
      ...confirmed.map(({ trial, found, repeats, mean, standardError, luck }) => {
        const cell = (text: string): HTMLElement => element("td", { class: "number", text });
        const name = `Trial ${trial}`;
        return element(
          "tr",
          {},
          element(
            "th",
            { attributes: { scope: "row" } },
            plainButton({ label: name, class: "link", onPress: () => this.#onSelect(trial) }, name),
          ),
          cell(formatNumber(found)),
          cell(String(repeats.length)),
          cell(mean === null ? "–" : formatNumber(mean)),
          cell(standardError === null ? "–" : formatNumber(Number(standardError.toPrecision(2)))),
          cell(luck === null ? "–" : luck > 0 ? formatNumber(Number(luck.toPrecision(2))) : "none"),
        );
      }),
    );
  }
}

/** What the repeats say in one sentence. */
export function confirmedSentence(model: StudyModel, confirmed: readonly Confirmed[]): string {
  const [first] = confirmed;
  if (first === undefined) return "";
  if (first.mean === null) return "No repeat has completed yet.";
  const metric = first.metric ?? model.metrics[0] ?? "value";
  const error = first.standardError === null ? "" : ` ± ${formatNumber(Number(first.standardError.toPrecision(2)))}`;
  const best = model.summary.best?.number;
  const kept =
    first.trial === best ? `Trial ${first.trial} stays the best` : `Repeated, trial ${first.trial} is the best`;
  const start = model.summary.baseline;
  // What the code as it stood reached is known of the study's own metric only.
  const [from] = first.metric === null && start?.outcome.kind === "complete" ? start.outcome.values : [];
  const [direction = "minimize"] = model.study.directions;
  const gain =
    from === undefined
      ? ""
      : isBetter(direction, first.mean, from)
        ? `, ${formatDifference(first.mean - from)} against the baseline`
        : ", no better than the baseline";
  const luck =
    first.luck !== null && first.luck > 0
      ? `; ${formatNumber(Number(first.luck.toPrecision(2)))} of what it was found with was luck`
      : "";
  return `${kept}: ${metric} ${formatNumber(first.mean)}${error} over ${first.repeats.length} repeats${gain}${luck}.`;
}
