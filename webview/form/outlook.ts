import { formatNumber } from "../../src/core/format/number.js";
import type { Point } from "../../src/core/space/space.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { element, setText } from "../ui/element.js";
import { Predictor } from "./predictor.js";

/** What is to be expected of the values in the form, beside what the best trial has reached. */
export class Outlook {
  readonly element: HTMLElement;
  readonly #blocks = element("div", { class: "card-values" });
  readonly #note = element("p", { class: "muted" });
  #model: StudyModel | null = null;
  #learnt: { readonly complete: number; readonly predictor: Predictor } | null = null;
  #point: Point | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    this.element = element(
      "section",
      { class: "form-outlook", attributes: { "aria-label": t("Prediction"), "aria-live": "polite" } },
      this.#blocks,
      this.#note,
    );
  }

  /** Another study, or the same one with more trials. */
  use(model: StudyModel): void {
    this.#model = model;
    if (this.#learnt?.complete === model.summary.counts.complete) return;
    // The form stands first, and what is typed into it goes on meanwhile.
    this.#timer ??= setTimeout(() => this.#learn(), this.#learnt === null ? 0 : 1_000);
  }

  /** The values now; null while something is wrong with them. */
  show(point: Point | null): void {
    this.#point = point;
    this.#draw();
  }

  forget(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#model = null;
    this.#learnt = null;
    this.#point = null;
  }

  #learn(): void {
    this.#timer = null;
    if (this.#model === null) return;
    this.#learnt = { complete: this.#model.summary.counts.complete, predictor: new Predictor(this.#model) };
    this.#draw();
  }

  #draw(): void {
    const model = this.#model;
    if (model === null) return;
    const predictor = this.#learnt?.predictor ?? null;
    const estimates = predictor === null || this.#point === null ? [] : predictor.predict(this.#point);
    const blocks = model.metrics.map((metric, i) => {
      const estimate = estimates[i] ?? null;
      const number = estimate === null ? "–" : formatNumber(Number(estimate.mean.toPrecision(4)));
      return element(
        "div",
        { class: "value-block" },
        element("p", { class: "eyebrow", text: t("Predicted {0}", metric) }),
        element(
          "p",
          { class: "value" },
          element("span", { class: "value-number", text: number }),
          estimate === null
            ? null
            : element("span", {
                class: "value-spread",
                text: `± ${formatNumber(Number(estimate.deviation.toPrecision(2)))}`,
              }),
        ),
      );
    });
    if (blocks.map((block) => block.textContent).join() !== this.#blocks.textContent) {
      this.#blocks.replaceChildren(...blocks);
    }
    setText(this.#note, this.#text(model, predictor));
  }

  #text(model: StudyModel, predictor: Predictor | null): string {
    if (predictor === null) return t("Learning from the trials…");
    if (predictor.missing === 1) return t("A prediction needs one more complete trial.");
    if (predictor.missing > 0) return t("A prediction needs {0} more complete trials.", predictor.missing);
    const { best, counts } = model.summary;
    const value = best?.outcome.kind === "complete" ? best.outcome.values[0] : undefined;
    const from = t("Mean and standard deviation of a random forest over {0} complete trials.", counts.complete);
    if (value === undefined) return from;
    return `${from} ${t("The best so far is {0}, trial {1}.", formatNumber(value), best!.number)}`;
  }
}
