import { formatDifference, formatNumber } from "../../src/core/format/number.js";
import type { Confirmed } from "../../src/core/study/confirm.js";
import { isBetter } from "../../src/core/study/order.js";
import { t } from "../l10n/translation.js";
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
    const head = [t("Trial"), t("Found with"), t("Repeats"), t("Mean"), t("Standard error"), t("Luck")];
    this.element = element(
      "section",
      { class: "confirmed", attributes: { "aria-labelledby": "confirmed-title", hidden: "" } },
      element(
        "header",
        { class: "section-header" },
        element("h2", { text: t("How good the winner is"), attributes: { id: "confirmed-title" } }),
      ),
      this.#sentence,
      element(
        "table",
        { class: "facts-table" },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ...head.map((text) => element("th", { class: "facts-head", text, attributes: { scope: "col" } })),
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
        const name = t("Trial {0}", trial);
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
          cell(luck === null ? "–" : luck > 0 ? formatNumber(Number(luck.toPrecision(2))) : t("none")),
        );
      }),
    );
  }
}

/** What the repeats say in one sentence. */
export function confirmedSentence(model: StudyModel, confirmed: readonly Confirmed[]): string {
  const [first] = confirmed;
  if (first === undefined) return "";
  if (first.mean === null) return t("No repeat has completed yet.");
  const metric = first.metric ?? model.metrics[0] ?? t("value");
  const error = first.standardError === null ? "" : ` ± ${formatNumber(Number(first.standardError.toPrecision(2)))}`;
  const best = model.summary.best?.number;
  const kept =
    first.trial === best
      ? t("Trial {0} stays the best", first.trial)
      : t("Repeated, trial {0} is the best", first.trial);
  const start = model.summary.baseline;
  // What the code as it stood reached is known of the study's own metric only.
  const [from] = first.metric === null && start?.outcome.kind === "complete" ? start.outcome.values : [];
  const [direction = "minimize"] = model.study.directions;
  const value = t("{0} {1} over {2} repeats", metric, `${formatNumber(first.mean)}${error}`, first.repeats.length);
  const gained =
    from === undefined
      ? value
      : isBetter(direction, first.mean, from)
        ? t("{0}, {1} against the baseline", value, formatDifference(first.mean - from))
        : t("{0}, no better than the baseline", value);
  if (first.luck === null || first.luck <= 0) return `${kept}: ${gained}.`;
  const luck = formatNumber(Number(first.luck.toPrecision(2)));
  return `${kept}: ${t("{0}; {1} of what it was found with was luck.", gained, luck)}`;
}
