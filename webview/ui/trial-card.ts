import { formatNumber, formatSeconds } from "../../src/core/format/number.js";
import { failureOf } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { gainOf, valueIn } from "../model/gain.js";
import { spreadOf } from "../model/spread.js";
import type { StudyModel } from "../model/study-model.js";
import { durationOf, noteOf, parametersText, STATE_NAMES } from "../model/trial-text.js";
import { button, setEnabled } from "./controls.js";
import { element, setShown, setText } from "./element.js";
import { plainButton } from "./fields.js";
import { parameterRows } from "./parameter-rows.js";

export interface TrialCardOptions {
  readonly onApply: (trial: number) => void;
  readonly onCopy: (text: string) => void;
  /** Everything about the trial is to be shown. */
  readonly onDetails: (trial: number) => void;
  readonly onClose: () => void;
  /** The traceback was unfolded, or folded. */
  readonly onUnfold: (unfolded: boolean) => void;
}

export interface TrialCardContent {
  readonly model: StudyModel;
  readonly trial: Trial;
  readonly title: string;
  /** Whether the card can be closed. */
  readonly closable: boolean;
  /** Whether the values can be written into the code, and why not. */
  readonly apply: { readonly enabled: boolean; readonly why: string };
  /** Whether the traceback is unfolded. */
  readonly unfolded: boolean;
}

/** One trial in full: value, gain, folds, parameters, failure, and what can be done with it. */
export class TrialCard {
  readonly element: HTMLElement;
  readonly #title = element("h2");
  readonly #trial = element("span", { class: "muted" });
  readonly #values = element("div", { class: "card-values" });
  readonly #parameters = element("dl", { class: "parameters" });
  readonly #note = element("p", { class: "sentence" });
  readonly #trace = element("pre");
  readonly #traceback: HTMLDetailsElement;
  readonly #apply: HTMLElement;
  readonly #close: HTMLElement;
  #content: TrialCardContent | null = null;
  #shown = "";

  constructor(options: TrialCardOptions) {
    this.#title.id = "trial-card-title";
    const summary = element("summary", { text: t("Traceback") });
    this.#traceback = element("details", {}, summary, this.#trace);
    summary.addEventListener("click", () => options.onUnfold(!this.#traceback.open));
    this.#apply = button({
      label: t("Apply values"),
      icon: "apply",
      look: "primary",
      onPress: () => this.#content && options.onApply(this.#content.trial.number),
    });
    const copy = button({
      label: t("Copy"),
      icon: "copy",
      look: "secondary",
      onPress: () => this.#content && options.onCopy(parametersText(this.#content.model, this.#content.trial)),
    });
    const details = plainButton(
      {
        label: t("Details"),
        class: "link card-details",
        onPress: () => this.#content && options.onDetails(this.#content.trial.number),
      },
      t("Details"),
    );
    this.#close = button({ label: t("Deselect the trial"), icon: "close", look: "icon", onPress: options.onClose });
    this.element = element(
      "section",
      { class: "card", attributes: { "aria-labelledby": this.#title.id } },
      element("header", { class: "section-header" }, this.#title, this.#trial, this.#close),
      element(
        "div",
        { class: "card-body", attributes: { tabindex: "0", role: "group", "aria-labelledby": this.#title.id } },
        this.#values,
        this.#note,
        this.#traceback,
        this.#parameters,
      ),
      element("div", { class: "buttons" }, this.#apply, copy, details),
    );
  }

  show(content: TrialCardContent): void {
    this.#content = content;
    const { model, trial } = content;
    setText(this.#title, content.title);
    const seconds = durationOf(trial);
    const facts = [t("Trial {0}", trial.number), STATE_NAMES[trial.outcome.kind].toLowerCase()];
    if (seconds !== null) facts.push(formatSeconds(seconds));
    setText(this.#trial, facts.join(" · "));
    setEnabled(this.#apply, content.apply);
    setShown(this.#close, content.closable);
    const note = noteOf(model, trial);
    setText(this.#note, note);
    setShown(this.#note, note !== "");
    const traceback = failureOf(trial)?.traceback ?? "";
    setText(this.#trace, traceback);
    setShown(this.#traceback, traceback !== "");
    this.#traceback.open = content.unfolded;

    const values = trial.outcome.kind === "complete" ? model.metrics.map((_, i) => valueBlock(model, trial, i)) : [];
    const parameters = parameterRows(model, trial);
    // The content is replaced only where it differs: a selection of text in it survives.
    const key = JSON.stringify([...values, ...parameters].map((node) => [node.outerHTML]));
    if (key === this.#shown) return;
    this.#shown = key;
    this.#values.replaceChildren(...values);
    this.#parameters.replaceChildren(...parameters);
  }
}

function valueBlock(model: StudyModel, trial: Trial, index: number): HTMLElement {
  const value = valueIn(trial, index);
  const stored = trial.outcome.kind === "complete" ? trial.outcome.values[index] : undefined;
  const spread = index === 0 ? spreadOf(trial) : null;
  const direction = model.study.directions[index]!;
  const number = element(
    "p",
    { class: "value" },
    element("span", {
      class: "value-number",
      text: stored === undefined ? "–" : formatNumber(stored),
      ...(stored === undefined ? {} : { attributes: { title: String(stored) } }),
    }),
    spread === null
      ? null
      : element("span", { class: "value-spread", text: `± ${formatNumber(Number(spread.deviation.toPrecision(2)))}` }),
  );
  const isBaseline = model.summary.baseline?.number === trial.number;
  const gain = value === null || isBaseline ? null : gainOf(trial, model.summary.baseline, direction, index);
  const block = element(
    "div",
    { class: "value-block" },
    element("p", { class: "eyebrow", text: model.metrics[index]! }),
    number,
  );
  if (gain) {
    const text = gain.kind === "equal" ? t("equals the baseline") : gain.text;
    block.append(
      element(
        "p",
        { class: "gain" },
        element("span", { class: `gain-${gain.kind}`, text }),
        gain.kind === "equal"
          ? null
          : element("span", { class: "muted", text: t("over the baseline’s {0}", formatNumber(gain.baseline)) }),
      ),
    );
  }
  if (spread)
    block.append(element("p", { class: "muted", text: t("mean and standard deviation of {0} folds", spread.folds) }));
  return block;
}
